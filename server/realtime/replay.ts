import { meets, type Scope } from '../../shared/access.ts';
import type { Event } from '../../shared/events.ts';
import type { Id } from '../../shared/ids.ts';
import { type LogEntry, type Subject, subjectIds } from '../events/store.ts';

/** The audiences that things have now, asked of the features that own them. */
export type Audiences = Record<
  Exclude<Subject['kind'], 'tickets'>,
  (workspaceId: Id, ids: Id[]) => Promise<Map<Id, Scope[]>>
>;

/** An entry as a screen hears it; null for what only nodes hear. */
export function eventOf(entry: LogEntry): Event | null {
  if (!entry.data) return null;
  const stamp = { seq: entry.seq, at: entry.at.toISOString(), actorId: entry.actorId };
  return { ...entry.data, ...stamp } as Event;
}

/** An entry about many tickets, with those of them alone that `isOpen`; null when none is. */
function partOf(entry: LogEntry, isOpen: (ticketId: Id) => boolean): LogEntry | null {
  const { data } = entry;
  if (data?.type !== 'tickets.changed') return entry;
  const tickets = data.tickets.filter(({ id }) => isOpen(id));
  const entries = data.entries.filter(({ ticketId }) => isOpen(ticketId));
  return tickets.length === 0 ? null : { ...entry, data: { ...data, tickets, entries } };
}

/**
 * Which of some past entries a member with these scopes may still hear: those meant for him then, about things that
 * are open to him now. design: replay by current rights.
 */
export async function stillFor(entries: LogEntry[], held: Scope[], audiences: Audiences): Promise<Event[]> {
  const meant = entries.filter(({ audience, except }) => meets(held, audience) && !meets(held, except));
  const now = new Map<string, Scope[]>();
  for (const kind of Object.keys(audiences) as (keyof Audiences)[]) {
    const ids = [...new Set(meant.flatMap(({ subject }) => subjectIds(subject, kind)))];
    const workspaceId = meant[0]?.workspaceId;
    if (!workspaceId || ids.length === 0) continue;
    for (const [id, audience] of await audiences[kind](workspaceId, ids)) now.set(`${kind}:${id}`, audience);
  }
  const isOpen = (kind: keyof Audiences, id: Id) => meets(held, now.get(`${kind}:${id}`) ?? []);
  return meant
    .flatMap((entry) => {
      const { subject } = entry;
      if (subject?.kind === 'tickets') return partOf(entry, (id) => isOpen('ticket', id)) ?? [];
      return !subject || isOpen(subject.kind, subject.id) ? entry : [];
    })
    .flatMap((entry) => eventOf(entry) ?? []);
}
