import type { Rights } from '../../shared/access.ts';
import type { TokenScope } from '../../shared/contract/call.ts';
import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Tx } from '../events/batch.ts';
import type { Clock } from '../platform/clock.ts';
import { isAlive } from './apiTokens/model.ts';
import type { ApiTokenStore } from './apiTokens/store.ts';
import type { Claims } from './credentials.ts';
import type { AuthStore, Member, Session } from './store.ts';

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

const memberShare = (userId: Id) => `member:${userId}`;
const sessionShare = (id: Id) => `session:${id}`;

/** A member as he is in this transaction, read once; what changes rights says `tx.forget()`. */
export const memberIn = (store: Pick<AuthStore, 'member'>, tx: Tx, userId: Id): Promise<Member | null> =>
  tx.shared(memberShare(userId), async () => store.member(tx.workspaceId, userId, tx.session));

/** Rights are read for every request, inside its transaction if it has one; a token only says who. */
export function createActors(deps: { store: AuthStore; apiTokens: ApiTokenStore; clock: Clock }) {
  const { store, apiTokens, clock } = deps;

  const sessionIn = (tx: Tx, id: Id): Promise<Session | null> =>
    tx.shared(sessionShare(id), async () => store.session(id, tx.session));

  /** The sessions and members of many requests: two questions, instead of two for each. */
  async function readAhead(tx: Tx, askers: { memberId: Id; sessionId: Id | null }[]): Promise<void> {
    const memberIds = [...new Set(askers.map(({ memberId }) => memberId))];
    const sessionIds = [...new Set(askers.flatMap(({ sessionId }) => sessionId ?? []))];
    const members = memberIds.length > 0 ? await store.membersAmong(tx.workspaceId, memberIds, tx.session) : [];
    const sessions = sessionIds.length > 0 ? await store.sessionsAmong(sessionIds, tx.session) : [];
    for (const member of members) tx.shared(memberShare(member.userId), async () => member);
    for (const session of sessions) tx.shared(sessionShare(session._id), async () => session);
  }

  /** The session or token that was shown, if it still lives. */
  async function signInOf({ sid, program }: Claims, tx?: Tx): Promise<SignIn | null> {
    const now = clock.now();
    if (program) {
      const token = await apiTokens.find(sid, tx?.session);
      return token && isAlive(token, now) ? { ...token, until: token.expiresAt } : null;
    }
    const session = await (tx ? sessionIn(tx, sid) : store.session(sid));
    if (!session || session.endedAt || session.expiresAt <= now) return null;
    return { userId: session.userId, workspaceId: session.workspaceId, until: session.expiresAt };
  }

  async function actorOf(claims: Claims, tx?: Tx): Promise<Actor> {
    const signIn = await signInOf(claims, tx);
    const member = await (tx ? memberIn(store, tx, claims.sub) : store.member(claims.wid, claims.sub));
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
    actorIn: (tx: Tx, claims: Claims) => tx.shared(`actor:${claims.sid}`, () => actorOf(claims, tx)),
    readAhead,
  };
}

export type Actors = ReturnType<typeof createActors>;
export type ActorOf = Actors['actorOf'];
