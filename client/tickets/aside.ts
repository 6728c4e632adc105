import type { TFunction } from 'i18next';
import type { CallName, Input } from '../../shared/contract.ts';
import { reasonOf } from '../connection/refused.ts';
import type { Screen } from '../connection/screen.ts';
import { say, warn } from '../ui/toast.tsx';

type Aside = Extract<
  CallName,
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

/** Asks for it; says what was done, or why it was not. */
export async function lay<N extends Aside>(
  screen: Screen,
  t: TFunction,
  name: N,
  input: Input<N>,
  done?: string,
): Promise<void> {
  try {
    await screen.ask(name, input);
    if (done) say(done);
  } catch (error) {
    warn(t(`refusal.${reasonOf(error)}`));
  }
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
