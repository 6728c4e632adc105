import { Intent, type Presence, type Statement } from '../../../shared/presence.ts';

/** What one screen's words mean at one ticket; null for nothing. */
export function presenceIn(statement: Statement, memberId: string, ticketId: string): Presence | null {
  const doing = statement.ticketId === ticketId ? statement.doing : null;
  const draft = statement.drafts.includes(ticketId);
  return doing || draft ? { memberId, doing, draft } : null;
}

const strength = (doing: Presence['doing']): number =>
  doing === null ? Intent.options.length : Intent.options.indexOf(doing);

/** Each person once, with the strongest of what his screens say, in a fixed order. */
export function merged(entries: readonly Presence[]): Presence[] {
  const people = new Map<string, Presence>();
  for (const one of entries) {
    const known = people.get(one.memberId);
    const stronger = known && strength(known.doing) <= strength(one.doing) ? known : one;
    people.set(one.memberId, { ...stronger, draft: one.draft || (known?.draft ?? false) });
  }
  return [...people.values()].sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
}

export const ticketsIn = ({ ticketId, drafts }: Statement): string[] => [
  ...new Set([...(ticketId ? [ticketId] : []), ...drafts]),
];

export const same = (a: readonly Presence[], b: readonly Presence[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
