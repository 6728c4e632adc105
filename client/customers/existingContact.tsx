import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShown } from '../connection/screenContext.ts';
import { MakingContext, useSubmitWhenMade } from '../contacts/making.ts';
import { ContactPicker } from '../contacts/pickers.tsx';
import { ContactAvatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { Foot } from './foot.tsx';
import { type IdentifyProps, useIdentify } from './useIdentify.ts';

/** Somebody the team knows by another address. */
export function ExistingContact({
  message,
  onClose,
  connects,
  first,
}: IdentifyProps & { connects: ReactNode; first: string }) {
  const { t } = useTranslation('customers');
  const [chosenId, setChosenId] = useState(first);
  const [tried, setTried] = useState(false);
  const chosen = useShown((state) => state.contacts[chosenId]);
  const { busy, trouble, identify } = useIdentify(message, onClose);
  const { making, waiting, submit } = useSubmitWhenMade(() => {
    setTried(true);
    if (chosen) void identify(chosen.name, { contactId: chosen.id });
  });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-6 max-md:p-4">
        <MakingContext value={making}>
          <ContactPicker
            label={t('contact')}
            labelled
            focusFirst
            without={message.contactId ? [message.contactId] : []}
            onChoose={({ id }) => setChosenId(id)}
          />
        </MakingContext>
        {chosen && (
          <p className="flex items-center gap-3 rounded-control border border-line p-3">
            <ContactAvatar name={chosen.name} size={24} />
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{chosen.name}</span>
              <span className="block truncate text-[0.75rem] text-ink-3">{chosen.email ?? chosen.phone ?? ''}</span>
            </span>
          </p>
        )}
        {connects}
      </div>
      <Foot trouble={trouble ?? (tried && !chosen ? t('choose') : null)}>
        <Button look="primary" disabled={busy || waiting} onClick={() => submit(null)}>
          {t('save')}
        </Button>
        <Button onClick={onClose}>{t('cancel')}</Button>
      </Foot>
    </div>
  );
}
