import { meets, type Scope } from '../../shared/access.ts';
import type { Event } from '../../shared/events.ts';
import type { Id } from '../../shared/ids.ts';
import type { LogEntry, Subject } from '../events/store.ts';

/** The audiences that things have now, asked of the features that own them. */
export type Audiences = Record<Subject['kind'], (workspaceId: Id, ids: Id[]) => Promise<Map<Id, Scope[]>>>;

/** An entry as a screen hears it; null for what only nodes hear. */
export function eventOf(entry: LogEntry): Event | null {
  if (!entry.data) return null;
  const stamp = { seq: entry.seq, at: entry.at.toISOString(), actorId: entry.actorId };
  return { ...entry.data, ...stamp } as Event;
}

/**
 * Which of some past entries a member with these scopes may still hear: those meant for him then, about things that
 * are open to him now. design: replay by current rights.
 */
export async function stillFor(entries: LogEntry[], held: Scope[], audiences: Audiences): Promise<Event[]> {
  const meant = entries.filter(({ audience, except }) => meets(held, audience) && !meets(held, except));
  const now = new Map<string, Scope[]>();
  for (const kind of Object.keys(audiences) as Subject['kind'][]) {
    const ids = [...new Set(meant.flatMap(({ subject }) => (subject?.kind === kind ? [subject.id] : [])))];
    const workspaceId = meant[0]?.workspaceId;
    if (!workspaceId || ids.length === 0) continue;
    for (const [id, audience] of await audiences[kind](workspaceId, ids)) now.set(`${kind}:${id}`, audience);
  }
  return meant
    .filter(({ subject }) => !subject || meets(held, now.get(`${subject.kind}:${subject.id}`) ?? []))
    .flatMap((entry) => eventOf(entry) ?? []);
}
