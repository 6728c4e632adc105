import type { Rights } from '../../shared/access.ts';
import type { TokenScope } from '../../shared/contract/call.ts';
import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Tx } from '../events/batch.ts';
import type { Clock } from '../platform/clock.ts';
import type { ClientSession } from '../storage/connection.ts';
import { isAlive } from './apiTokens/model.ts';
import type { ApiTokenStore } from './apiTokens/store.ts';
import type { Claims } from './credentials.ts';
import type { AuthStore, Member } from './store.ts';

/** Who asks: a member with his rights as they are now. */
export interface Actor {
  id: Id;
  workspaceId: Id;
  /** His session; for a program, its token. */
  sessionId: Id;
  rights: Rights;
  /** What a program's token may do; people have no such bounds. */
  scopes?: TokenScope[];
  /** When this sign-in runs out, as things stand. */
  until?: Date | null;
  /** The network address he asks from. */
  address?: string;
}

export const rightsOf = (member: Member): Rights => ({
  id: member.userId,
  role: member.role,
  suspended: member.suspended,
  mainTeamId: member.mainTeamId,
  teamIds: member.teamIds,
  access: member.access,
});

/** Anybody's rights inside a transaction; null when he is no member. */
export type MemberRights = (tx: Tx, memberId: Id) => Promise<Rights | null>;

export function createMemberRights(store: Pick<AuthStore, 'member'>): MemberRights {
  return async (tx, memberId) => {
    const member = await memberIn(store, tx, memberId);
    return member && rightsOf(member);
  };
}

export const signInAgain = () => new AppError('unauthenticated', 'Sign in, or sign in again: this session has ended.');

interface SignIn extends Pick<Actor, 'scopes' | 'until'> {
  userId: Id;
  workspaceId: Id;
}

/** A member as he is in this transaction, read once; what changes rights says `tx.forget()`. */
export const memberIn = (store: Pick<AuthStore, 'member'>, tx: Tx, userId: Id): Promise<Member | null> =>
  tx.shared(`member:${userId}`, async () => store.member(tx.workspaceId, userId, tx.session));

/** Rights are read for every request, inside its transaction if it has one; a token only says who. */
export function createActors(deps: { store: AuthStore; apiTokens: ApiTokenStore; clock: Clock }) {
  const { store, apiTokens, clock } = deps;

  /** The session or token that was shown, if it still lives. */
  async function signInOf({ sid, program }: Claims, inTx?: ClientSession): Promise<SignIn | null> {
    const now = clock.now();
    if (program) {
      const token = await apiTokens.find(sid, inTx);
      return token && isAlive(token, now) ? { ...token, until: token.expiresAt } : null;
    }
    const session = await store.session(sid, inTx);
    if (!session || session.endedAt || session.expiresAt <= now) return null;
    return { userId: session.userId, workspaceId: session.workspaceId, until: session.expiresAt };
  }

  async function actorOf(claims: Claims, session?: ClientSession): Promise<Actor> {
    const signIn = await signInOf(claims, session);
    const member = await store.member(claims.wid, claims.sub, session);
    if (!signIn || !member || member.suspended) throw signInAgain();
    if (signIn.userId !== claims.sub || signIn.workspaceId !== claims.wid) throw signInAgain();
    const { scopes, until } = signIn;
    const actor: Actor = {
      id: claims.sub,
      workspaceId: claims.wid,
      sessionId: claims.sid,
      rights: rightsOf(member),
      until,
    };
    return scopes ? { ...actor, scopes } : actor;
  }

  return {
    actorOf: (claims: Claims) => actorOf(claims),
    /** Null for who is no member any more. */
    async rightsNow({ workspaceId, id }: Pick<Actor, 'workspaceId' | 'id'>): Promise<Rights | null> {
      const member = await store.member(workspaceId, id);
      return member && rightsOf(member);
    },
    /** In a transaction: read in it, once for all requests of the same session; what changes rights says `tx.forget()`. */
    actorIn: (tx: Tx, claims: Claims) => tx.shared(`actor:${claims.sid}`, () => actorOf(claims, tx.session)),
  };
}

export type Actors = ReturnType<typeof createActors>;
export type ActorOf = Actors['actorOf'];
