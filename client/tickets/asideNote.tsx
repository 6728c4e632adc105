import { AlarmClock, ShieldAlert, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { canDelete } from '../../shared/access.ts';
import type { TicketView } from '../../shared/entities.ts';
import { meIn } from '../../shared/state.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { momentOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { Button } from '../ui/button.tsx';
import { lay } from './aside.ts';

const day = 86_400_000;
/** So long each is kept. product: T13, T16 */
const keptDays = { spam: 90, trash: 30 };

interface AsideNoteProps {
  ticket: TicketView;
  editable: boolean;
  onPurge: () => void;
}

/** Over a conversation that lies aside: where it is, until when, and the way back. */
export function AsideNote({ ticket, editable, onPurge }: AsideNoteProps) {
  const { t } = useTranslation();
  const screen = useScreen();
  const clock = useClock();
  const deletable = useShown((state) => canDelete(meIn(state), ticket));
  const { id: ticketId, phase, snooze, spamAt, trashedAt } = ticket;
  const gone = (since: string | null, days: number) =>
    momentOf(new Date(Date.parse(since ?? ticket.activityAt) + days * day), clock);
  if (phase === 'snoozed') {
    const until = snooze?.until ?? null;
    return (
      <Line
        icon={AlarmClock}
        words={until ? t('snooze.until', { time: momentOf(new Date(until), clock) }) : t('snooze.untilReplyNow')}
        action={editable ? t('snooze.wake') : null}
        onAct={() => void lay(screen, t, ticket, { name: 'ticket.unsnooze', input: { ticketId } })}
      />
    );
  }
  if (phase === 'spam') {
    return (
      <Line
        icon={ShieldAlert}
        words={t('lies.spam', { date: gone(spamAt, keptDays.spam) })}
        action={editable ? t('lies.notSpam') : null}
        onAct={() => void lay(screen, t, ticket, { name: 'ticket.unmarkSpam', input: { ticketId } })}
        onPurge={deletable ? onPurge : undefined}
      />
    );
  }
  if (phase !== 'trash') return null;
  return (
    <Line
      icon={Trash2}
      words={t('lies.trash', { date: gone(trashedAt, keptDays.trash) })}
      action={deletable ? t('lies.restore') : null}
      onAct={() => void lay(screen, t, ticket, { name: 'ticket.restore', input: { ticketId } })}
      onPurge={deletable ? onPurge : undefined}
    />
  );
}

interface LineProps {
  icon: typeof Trash2;
  words: string;
  action: string | null;
  onAct: () => void;
  onPurge?: (() => void) | undefined;
}

function Line({ icon: Icon, words, action, onAct, onPurge }: LineProps) {
  const { t } = useTranslation();
  return (
    <div
      role="status"
      className="flex min-h-9 shrink-0 flex-wrap items-center gap-2 border-b border-line bg-panel px-4 py-1 text-ink-2"
    >
      <Icon className="size-4 shrink-0" aria-hidden />
      <p className="min-w-48 flex-1">{words}</p>
      {action && (
        <Button size="small" onClick={onAct}>
          {action}
        </Button>
      )}
      {onPurge && (
        <Button size="small" look="quiet" onClick={onPurge}>
          {t('lies.purge')}
        </Button>
      )}
    </div>
  );
}
