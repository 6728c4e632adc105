import type { Scope } from '../../shared/access.ts';
import type { HistoryEntry, TicketView } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';
import type { Tx } from '../events/batch.ts';

interface Changed {
  ticket: TicketView;
  entries: HistoryEntry[];
}

interface Left {
  ticketId: Id;
  gone: Scope[];
  except: Scope[];
}

interface Collected {
  actorId: Id | null;
  changed: Changed[];
  left: Left[];
}

/** Those of a list that agree in a key, in the order in which they came. */
function grouped<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
}

/** Tells of tickets that change: one by one, or of many in a transaction together. design: bulk changes. */
export function createTelling() {
  const open = new WeakMap<Tx, Collected>();

  function tell(tx: Tx, { changed, left, actorId }: Collected): void {
    for (const group of grouped(left, ({ gone, except }) => `${gone.join()}|${except.join()}`)) {
      const [{ gone, except }] = group as [Left];
      const ticketIds = group.map(({ ticketId }) => ticketId);
      tx.emit({ type: 'tickets.left', ticketIds }, { audience: gone, except, actorId });
    }
    for (const group of grouped(changed, ({ ticket }) => ticket.audience.join())) {
      const tickets = group.map(({ ticket }) => ticket);
      const entries = group.flatMap((one) => one.entries);
      const subject = { kind: 'tickets', ids: tickets.map(({ id }) => id) } as const;
      tx.emit(
        { type: 'tickets.changed', tickets, entries },
        { audience: tickets[0]?.audience ?? [], subject, actorId },
      );
    }
  }

  return {
    /** A ticket is no longer open to those who hold `gone` and nothing of `except`. */
    left(tx: Tx, ticketId: Id, gone: Scope[], except: Scope[], actorId: Id | null): void {
      const collected = open.get(tx);
      if (collected) collected.left.push({ ticketId, gone, except });
      else tx.emit({ type: 'ticket.left', ticketId }, { audience: gone, except, actorId });
    },
    changed(tx: Tx, ticket: TicketView, entries: HistoryEntry[], actorId: Id | null): void {
      const collected = open.get(tx);
      if (collected) {
        collected.actorId = actorId;
        collected.changed.push({ ticket, entries });
        return;
      }
      const subject = { kind: 'ticket', id: ticket.id } as const;
      tx.emit({ type: 'ticket.changed', ticket, entries }, { audience: ticket.audience, subject, actorId });
    },
    /** What changes meanwhile is told at its end: one event for each audience. */
    async together<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
      const collected: Collected = { actorId: null, changed: [], left: [] };
      open.set(tx, collected);
      try {
        const done = await work();
        open.delete(tx);
        tell(tx, collected);
        return done;
      } finally {
        open.delete(tx);
      }
    },
  };
}
