import type { Rights } from '../../shared/access.ts';
import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Tx } from '../events/batch.ts';
import type { Clock } from '../platform/clock.ts';
import type { ClientSession } from '../storage/connection.ts';
import type { AuthStore, Member } from './store.ts';
import type { AccessClaims } from './tokens.ts';

/** Who asks: a member with his rights as they are now. */
export interface Actor {
  id: Id;
  workspaceId: Id;
  sessionId: Id;
  rights: Rights;
}

export const rightsOf = (member: Member): Rights => ({
  id: member.userId,
  role: member.role,
  suspended: member.suspended,
  mainTeamId: member.mainTeamId,
  teamIds: member.teamIds,
  access: member.access,
});

export const signInAgain = () => new AppError('unauthenticated', 'Sign in, or sign in again: this session has ended.');

/** Rights are read for every request, inside its transaction if it has one; a token only says who. */
export function createActors(store: AuthStore, clock: Clock) {
  async function actorOf(claims: AccessClaims, session?: ClientSession): Promise<Actor> {
    const signedIn = await store.session(claims.sid, session);
    const member = await store.member(claims.wid, claims.sub, session);
    if (!signedIn || signedIn.endedAt || signedIn.expiresAt <= clock.now() || !member || member.suspended) {
      throw signInAgain();
    }
    if (signedIn.userId !== claims.sub || signedIn.workspaceId !== claims.wid) throw signInAgain();
    return { id: claims.sub, workspaceId: claims.wid, sessionId: claims.sid, rights: rightsOf(member) };
  }

  return {
    actorOf: (claims: AccessClaims) => actorOf(claims),
    /** In a transaction: read in it, once for all requests of the same session; what changes rights says `tx.forget()`. */
    actorIn: (tx: Tx, claims: AccessClaims) => tx.shared(`actor:${claims.sid}`, () => actorOf(claims, tx.session)),
  };
}

export type Actors = ReturnType<typeof createActors>;
export type ActorOf = Actors['actorOf'];
