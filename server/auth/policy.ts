import { type Call, scopeFor, type TokenScope } from '../../shared/contract/call.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Actor } from './actor.ts';

/** @throws notFound: settings are closed to others, and look as if they were not there. product: A1 */
export function mustAdminister(actor: Pick<Actor, 'rights'>): void {
  if (actor.rights.role !== 'admin') throw notFound('setting');
}

/** @throws notFound when a program asks with a token that does not reach so far; people are not concerned */
export function mustHold(actor: Pick<Actor, 'scopes'>, scope: TokenScope | null): void {
  if (!actor.scopes || (scope && actor.scopes.includes(scope))) return;
  const words = scope
    ? `This token does not have the scope ${scope}.`
    : 'No token may do this; a person signs in for it.';
  throw new AppError('notFound', words, { scope });
}

/** @throws notFound, as `mustHold` */
export const mustReach = (actor: Pick<Actor, 'scopes'>, call: Pick<Call, 'kind' | 'admin'>): void =>
  mustHold(actor, scopeFor(call));
