import type { TFunction } from 'i18next';
import type { StatusView, TicketView } from '../../shared/entities.ts';
import type { MarkPatch, Patch } from '../connection/overlay.ts';
import type { Screen } from '../connection/screen.ts';
import { change } from '../outbox/change.ts';
import type { ChangeEntry } from '../outbox/entry.ts';
import { say, warn } from '../ui/toast.tsx';
import { statusOf } from './names.ts';

type Call<N extends ChangeEntry['call']['name']> = Extract<ChangeEntry['call'], { name: N }>;
type Aside = Call<
  | 'ticket.snooze'
  | 'ticket.unsnooze'
  | 'ticket.markSpam'
  | 'ticket.unmarkSpam'
  | 'ticket.trash'
  | 'ticket.restore'
  | 'ticket.follow'
  | 'ticket.unfollow'
  | 'ticket.markUnread'
>;

/** What its author sees at once: his own mark on the ticket, or the place where it lies. */
function shownBy(call: Aside, status: StatusView | undefined): { mark?: MarkPatch; patch: Patch } {
  switch (call.name) {
    case 'ticket.follow':
    case 'ticket.unfollow':
      return { patch: {}, mark: { following: call.name === 'ticket.follow' } };
    case 'ticket.markUnread':
      return { patch: {}, mark: { readSeq: 0 } };
    case 'ticket.snooze':
      return { patch: { phase: 'snoozed', snooze: { until: call.input.until } } };
    case 'ticket.markSpam':
      return { patch: { phase: 'spam' } };
    case 'ticket.trash':
      return { patch: { phase: 'trash' } };
    default:
      return { patch: { ...(status && { phase: status.state }), snooze: null } };
  }
}

/** Does it; says what was done, or why it was not. */
export async function lay(screen: Screen, t: TFunction, ticket: TicketView, call: Aside, done?: string): Promise<void> {
  const { shown } = screen.store.get();
  const { patch, mark } = shownBy(call, shown ? statusOf(shown, ticket) : undefined);
  const outcome = await change(screen, { facet: mark ? 'mark' : 'place', patch, ...(mark && { mark }) }, call);
  if (outcome.at === 'refused') warn(t(`refusal.${outcome.reason}`));
  else if (done) say(done);
}

const hour = 3_600_000;
const morning = 9;

/** When a snoozed ticket comes back, by the reader's own clock. */
export const wakingTimes = (now: Date): { key: 'laterToday' | 'tomorrow' | 'nextWeek'; at: Date }[] => {
  const inDays = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, morning);
  const toMonday = (8 - now.getDay()) % 7;
  // On a Sunday or Monday, next week is not tomorrow and not today.
  const nextWeek = toMonday < 2 ? toMonday + 7 : toMonday;
  return [
    { key: 'laterToday', at: new Date(now.getTime() + 3 * hour) },
    { key: 'tomorrow', at: inDays(1) },
    { key: 'nextWeek', at: inDays(nextWeek) },
  ];
};
