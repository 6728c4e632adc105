import { canSee } from '../../shared/access.ts';
import { notFound } from '../../shared/errors.ts';
import type { Actor } from '../auth/actor.ts';
import type { Ticket } from '../tickets/model.ts';
import type { Draft } from './model.ts';

/** A draft is its author's alone: no role and no reach opens it. @throws notFound, the same for one that is not there */
export function mustOwn(actor: Actor, draft: Draft | null): asserts draft is Draft {
  if (draft?.ownerId !== actor.id || draft.workspaceId !== actor.workspaceId) throw notFound('draft');
}

/** Whom the author has let in, as long as he may see the ticket. */
export const mayJoin = (actor: Actor, draft: Draft, ticket: Ticket | null): boolean =>
  draft.state === 'open' && draft.sharedWith.includes(actor.id) && ticket !== null && canSee(actor.rights, ticket);
