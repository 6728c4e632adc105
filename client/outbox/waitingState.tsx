import { Clock, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreen, useScreenState } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import { perform } from '../keyboard/keyboard.ts';
import { Tip } from '../ui/tip.tsx';
import { backToDraft } from './backToDraft.ts';
import { outboxOf } from './outbox.ts';
import { useReason } from './reason.ts';

const action = 'relative text-accent-ink hover:underline max-md:min-h-11';

/** Beside a message or comment that lies in the outbox: that it waits, or why it was not sent, and what can be done. */
export function WaitingState({ id, children }: { id: string; children: ReactNode }) {
  const { t } = useTranslation('outbox');
  const screen = useScreen();
  const outbox = outboxOf(screen);
  const entry = useStore(outbox.entries, (all) =>
    all.find((one) => (one.kind === 'reply' ? one.message.id : one.kind === 'comment' ? one.comment.id : '') === id),
  );
  const live = useScreenState((state) => state.line.at === 'live');
  const reason = useReason();
  if (!entry || entry.kind === 'change' || (live && !entry.parked)) return children;
  const edit = async () => {
    await backToDraft(screen, entry);
    perform(entry.kind);
  };
  return (
    <span className="flex shrink-0 items-center gap-2 text-[0.75rem]">
      {entry.parked ? (
        <Tip text={reason(entry.parked)}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its reason is read by keyboard too */}
          <span tabIndex={0} className="flex items-center gap-1 text-danger">
            <TriangleAlert className="size-3.5" aria-hidden />
            {t('notSent')}
          </span>
        </Tip>
      ) : (
        <span className="flex items-center gap-1 text-wait">
          <Clock className="size-3.5" aria-hidden />
          {t('waits')}
        </span>
      )}
      {entry.parked && entry.parked !== 'sentElsewhere' && (
        <button type="button" onClick={() => void outbox.again(entry.id)} className={action}>
          {t(entry.parked === 'stale' ? 'anyway' : 'again')}
        </button>
      )}
      <button type="button" onClick={() => void edit()} className={action}>
        {t('edit')}
      </button>
    </span>
  );
}
