import './words/load.ts';
import { Dialog } from '@base-ui/react/dialog';
import { Clock, TriangleAlert, X } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import { momentOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/iconButton.tsx';
import { backToDraft } from './backToDraft.ts';
import type { Entry } from './entry.ts';
import { outboxOf } from './outbox.ts';
import { useReason } from './reason.ts';
import { useWhat } from './what.ts';

/** All that waits on this device, and what the server did not take: each can be done again, changed or dropped. */
export default function WaitingList({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('outbox');
  const popup = useRef<HTMLDivElement>(null);
  const entries = useStore(outboxOf(useScreen()).entries, (value) => value);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 animate-arrive bg-scrim" />
        <Dialog.Popup
          ref={popup}
          initialFocus={popup}
          tabIndex={-1}
          className="fixed top-[72px] left-1/2 z-40 flex max-h-[calc(100dvh-96px)] w-[600px] max-w-[calc(100vw-24px)] -translate-x-1/2 flex-col rounded-palette border border-line-strong bg-raised shadow-panel outline-none"
        >
          <header className="flex h-14 shrink-0 items-center justify-between border-b border-line pr-3 pl-6">
            <Dialog.Title className="text-large font-semibold">{t('title')}</Dialog.Title>
            <Dialog.Close render={<IconButton icon={X} label={t('close')} />} />
          </header>
          <Dialog.Description className="shrink-0 px-6 pt-3 text-ink-2">
            {t(entries.length > 0 ? 'hint' : 'none')}
          </Dialog.Description>
          <ul className="min-h-0 overflow-y-auto px-6 pt-1 pb-5">
            {entries.map((entry) => (
              <Row key={entry.id} entry={entry} />
            ))}
          </ul>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Row({ entry }: { entry: Entry }) {
  const { t } = useTranslation('outbox');
  const screen = useScreen();
  const outbox = outboxOf(screen);
  const clock = useClock();
  const reason = useReason();
  const what = useWhat()(entry);
  const ticket = useShown((state) => state.tickets[entry.ticketId]);
  const { parked, kind } = entry;
  return (
    <li className="flex items-start gap-3 border-b border-line py-3 last:border-0">
      {parked ? (
        <TriangleAlert className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden />
      ) : (
        <Clock className="mt-0.5 size-4 shrink-0 text-wait" aria-hidden />
      )}
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{what}</p>
        <p className="truncate text-[0.75rem] text-ink-3">
          {ticket ? t('ticket', { number: ticket.number, name: ticket.name }) : t('closedTicket')}
          {' · '}
          {momentOf(new Date(entry.at), clock)}
        </p>
        {parked && <p className="mt-1 text-[0.75rem] text-danger">{reason(parked)}</p>}
        <div className="mt-2 flex flex-wrap gap-2 empty:hidden">
          {parked && parked !== 'sentElsewhere' && (
            <Button size="small" onClick={() => void outbox.again(entry.id)}>
              {t(parked === 'stale' ? 'anyway' : parked === 'overtaken' || parked === 'old' ? 'doAnyway' : 'again')}
            </Button>
          )}
          {kind === 'change' ? (
            <Button size="small" onClick={() => void outbox.drop(entry.id)}>
              {t('drop')}
            </Button>
          ) : (
            <Button size="small" onClick={() => void backToDraft(screen, entry)}>
              {t('edit')}
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}
