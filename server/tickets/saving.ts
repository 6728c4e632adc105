import type { Id } from '../../shared/ids.ts';
import type { Tx } from '../events/batch.ts';
import type { Change, Ticket } from './model.ts';

/** The one way a ticket changes; `further` are lines of its history beyond the fields that differ. */
export type Save = (
  tx: Tx,
  before: Ticket,
  after: Ticket,
  actorId: Id | null,
  at?: Date,
  further?: Change[],
) => Promise<Ticket>;

/** The same by the fields that change. */
export type Apply = (tx: Tx, ticket: Ticket, fields: Partial<Ticket>, actorId: Id | null, at?: Date) => Promise<Ticket>;
