import { canDelete, canEdit, canSee, teamsOf } from '../../shared/access.ts';
import { notFound } from '../../shared/errors.ts';
import type { Actor } from '../auth/actor.ts';
import type { Ticket } from './model.ts';

/** @throws notFound, the same for a ticket that is not there */
export function mustSee(actor: Actor, ticket: Ticket | null): asserts ticket is Ticket {
  if (!ticket || !canSee(actor.rights, ticket)) throw notFound('ticket');
}

/** @throws notFound */
export function mustEdit(actor: Actor, ticket: Ticket | null): asserts ticket is Ticket {
  if (!ticket || !canEdit(actor.rights, ticket)) throw notFound('ticket');
}

/** @throws notFound */
export function mustDelete(actor: Actor, ticket: Ticket | null): asserts ticket is Ticket {
  if (!ticket || !canDelete(actor.rights, ticket)) throw notFound('ticket');
}

/** The teams whose unassigned tickets are "my team's". */
export const ownTeams = (actor: Actor) => teamsOf(actor.rights);
