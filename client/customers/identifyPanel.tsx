import './words/load.ts';
import '../contacts/words/load.ts';
import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShown } from '../connection/screenContext.ts';
import { IconButton } from '../ui/iconButton.tsx';
import { Connects } from './connects.tsx';
import { ExistingContact } from './existingContact.tsx';
import { NewContact } from './newContact.tsx';
import type { IdentifyProps } from './useIdentify.ts';

const tabs = ['newTab', 'existingTab'] as const;

/** Takes the place of what is beside the conversation, or lies over its edge: who wrote this message? product: R11. */
export default function IdentifyPanel(props: IdentifyProps) {
  const { t } = useTranslation('customers');
  const { message, onClose } = props;
  const [tab, setTab] = useState<(typeof tabs)[number]>('newTab');
  const [wanted, setWanted] = useState('');
  const contact = useShown((state) => (message.contactId ? state.contacts[message.contactId] : undefined));
  const title = t('who', { name: contact?.name ?? (message.from.name || message.from.address) });
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const connects = <Connects {...props} />;
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={title}
      data-identify
      onKeyDown={(event) => event.key === 'Escape' && !event.nativeEvent.isComposing && onClose()}
      className="absolute inset-y-0 right-0 z-30 flex w-[360px] max-w-full animate-slide flex-col border-l border-line-strong bg-raised shadow-panel outline-none min-[82rem]:relative min-[82rem]:shrink-0 min-[82rem]:border-line min-[82rem]:shadow-none"
    >
      <header className="flex min-h-14 shrink-0 items-center gap-3 pr-3 pl-6 max-md:pl-4">
        <h2 className="min-w-0 flex-1 truncate text-large font-semibold">{title}</h2>
        <IconButton icon={X} label={t('close')} keys={['Esc']} side="bottom" onClick={onClose} />
      </header>
      <div
        role="tablist"
        aria-label={title}
        className="flex h-9 shrink-0 gap-4 border-b border-line px-6 max-md:h-11 max-md:px-4"
      >
        {tabs.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            aria-selected={one === tab}
            onClick={() => setTab(one)}
            className={`relative ${
              one === tab
                ? 'font-medium after:absolute after:inset-x-0 after:-bottom-px after:h-0.5 after:bg-accent'
                : 'text-ink-2 hover:text-ink'
            }`}
          >
            {t(one)}
          </button>
        ))}
      </div>
      {tab === 'newTab' ? (
        <NewContact
          {...props}
          connects={connects}
          onThere={(id) => {
            setWanted(id);
            setTab('existingTab');
          }}
        />
      ) : (
        <ExistingContact {...props} connects={connects} first={wanted} />
      )}
    </aside>
  );
}
