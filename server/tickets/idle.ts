import type { Tx } from '../events/batch.ts';
import type { Pipeline, Ticket } from './model.ts';

const dayMs = 86_400_000;

/** When nobody will have touched it for as long as its pipeline says; null when that does not concern it. product: T10. */
export function idleFrom(pipeline: Pipeline, ticket: Ticket): Date | null {
  const rule = pipeline.automation.inactivity;
  const concerned = rule && (ticket.state === 'waiting' || (rule.open && ticket.state === 'open'));
  if (!concerned || ticket.spamAt || ticket.trashedAt || ticket.snooze || ticket.mergedIntoId) return null;
  if (!pipeline.statuses.some(({ id, state }) => id === rule.statusId && state === 'closed')) return null;
  const since = Math.max(ticket.activityAt.getTime(), ticket.statusAt?.getTime() ?? 0);
  return new Date(since + rule.days * dayMs);
}

/** One job waits for a ticket at a time, however much happens to it: that one looks again when its time has come. */
export function watched(tx: Tx, pipeline: Pipeline, ticket: Ticket): Ticket {
  const due = idleFrom(pipeline, ticket);
  if (!due || (ticket.idleAt && ticket.idleAt > tx.now)) return ticket;
  tx.later({ kind: 'ticket.idle', payload: { ticketId: ticket._id, due: due.toISOString() }, runAt: due });
  return { ...ticket, idleAt: due };
}
