import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../shared/entities.ts';
import { momentOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';

interface ChoosableProps {
  message: MessageView;
  /** Absent while nothing is to be chosen. */
  chosen: ReadonlySet<string> | undefined;
  onChosen: (chosen: ReadonlySet<string>) => void;
  children: ReactNode;
}

/** A message, with a box to tick while some are chosen. It stays the same element, so that nothing is drawn anew. */
export function Choosable({ message, chosen, onChosen, children }: ChoosableProps) {
  const { t } = useTranslation('merging');
  const clock = useClock();
  const { id, from, at } = message;
  const label = t('off.choose', { name: from.name || from.address, time: momentOf(new Date(at), clock) });
  return (
    <div className={chosen ? 'flex items-start gap-1' : 'contents'}>
      {chosen && (
        <label className="flex size-8 shrink-0 items-center justify-center max-md:size-11">
          <input
            type="checkbox"
            aria-label={label}
            checked={chosen.has(id)}
            onChange={({ target }) =>
              onChosen(new Set(target.checked ? [...chosen, id] : [...chosen].filter((one) => one !== id)))
            }
            className="size-4 accent-accent"
          />
        </label>
      )}
      <div
        className={
          chosen ? `min-w-0 flex-1 rounded-card ${chosen.has(id) ? 'outline-2 outline-focus' : ''}` : 'contents'
        }
      >
        {children}
      </div>
    </div>
  );
}
