import { canEdit, canSee } from '../../shared/access.ts';
import { notFound } from '../../shared/errors.ts';
import type { Actor } from '../auth/actor.ts';
import type { Ticket } from '../tickets/model.ts';
import type { Message } from './model.ts';

/** A message and its ticket, as far as they are there. */
interface Placed {
  message: Message | null;
  ticket: Ticket | null;
}
export interface Found extends Placed {
  message: Message;
  ticket: Ticket;
}

/** Who sees a ticket sees its messages. @throws notFound, the same for a message that is not there */
export function mustSeeMessage(actor: Actor, placed: Placed): asserts placed is Found {
  if (!placed.message || !placed.ticket || !canSee(actor.rights, placed.ticket)) throw notFound('message');
}

/** @throws notFound */
export function mustEditMessage(actor: Actor, placed: Placed): asserts placed is Found {
  if (!placed.message || !placed.ticket || !canEdit(actor.rights, placed.ticket)) throw notFound('message');
}
