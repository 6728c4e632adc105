import type { SignedIn } from '../../shared/contract/session.ts';
import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Tx } from '../events/batch.ts';
import type { UnitOfWork } from '../events/unitOfWork.ts';
import { type Clock, newId } from '../platform/clock.ts';
import type { Storage } from '../storage/connection.ts';
import { signInAgain } from './actor.ts';
import type { KeepDeed } from './deeds.ts';
import type { Named, RefreshTokens } from './refreshTokens.ts';
import type { AuthStore, Proof, Session, User } from './store.ts';
import type { AccessClaims, Tokens } from './tokens.ts';

const dayMs = 86_400_000;
/** A session that is not refreshed for so long has been left. */
const idleDays = 14;
/** However busy: once in a quarter the password is asked for again. */
const wholeDays = 90;
/** The replaced refresh token still answers for this long: two tabs, or an answer that was lost on the way. */
const graceMs = 30_000;
/** As long as its last access token lives. */
const leftBehindMs = 15 * 60_000;

/** Where somebody signs in from. */
export interface Caller {
  address: string;
  agent: string;
}

/** What a sign-in gives: the answer, and the refresh cookie's value. */
export interface Entry {
  answer: SignedIn;
  refresh: string;
}

export function createSessions(deps: {
  store: AuthStore;
  storage: Storage;
  unitOfWork: UnitOfWork;
  tokens: Tokens;
  refreshTokens: RefreshTokens;
  keepDeed: KeepDeed;
  clock: Clock;
}) {
  const { store, storage, unitOfWork, tokens, refreshTokens, keepDeed, clock } = deps;

  async function entryOf(session: Session, generation: number): Promise<Entry> {
    const { _id: sessionId, userId, workspaceId } = session;
    const [user, member, workspace] = await Promise.all([
      store.userById(userId),
      store.member(workspaceId, userId),
      store.workspaceById(workspaceId),
    ]);
    if (!user || !workspace || !member || member.suspended) throw signInAgain();
    const { token, expiresAt } = tokens.issue({ sub: userId, wid: workspaceId, sid: sessionId });
    return {
      answer: {
        token,
        expiresAt,
        user: { id: userId, email: user.email, name: member.name },
        workspace: { id: workspaceId, name: workspace.name, slug: workspace.slug },
      },
      refresh: refreshTokens.make({ sessionId, generation }),
    };
  }

  const expiryOf = (createdAt: Date, now: Date) =>
    new Date(Math.min(now.getTime() + idleDays * dayMs, createdAt.getTime() + wholeDays * dayMs));

  /** Compare-and-set; whoever comes second finds the other's rotation, and gets the same token. */
  async function rotate(session: Session): Promise<void> {
    const now = clock.now();
    const expiresAt = expiryOf(session.createdAt, now);
    await store.rotateSession(session._id, session.generation, { rotatedAt: now, lastSeenAt: now, expiresAt });
  }

  /** An old refresh token was shown: two have it, and one of them stole it. Nobody stays signed in by it. */
  async function endStolen(session: Session, address: string): Promise<void> {
    await unitOfWork.run(session.workspaceId, null, async (tx) => {
      await store.endSessions([session._id], tx.now, tx.write());
      tx.endSession(session._id);
      tx.forget();
      const deed = { action: 'session.reused', actorId: session.userId, targetId: session._id, address } as const;
      await keepDeed([session.workspaceId], deed, tx.write());
    });
  }

  const aliveSession = async ({ sessionId }: Named): Promise<Session> => {
    const session = await store.session(sessionId);
    if (!session || session.endedAt || session.expiresAt <= clock.now()) throw signInAgain();
    return session;
  };

  return {
    /**
     * Begins a session for somebody who has shown his password and, if he has one, his second factor, which is used up.
     * @throws unauthenticated when either was changed or used meanwhile
     */
    async begin(user: User, workspaceId: Id, caller: Caller, proof: Proof = { kind: 'none' }): Promise<Entry> {
      const now = clock.now();
      const session: Session = {
        _id: newId(clock),
        userId: user._id,
        workspaceId,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: expiryOf(now, now),
        agent: caller.agent.slice(0, 300),
        rotatedAt: now,
        generation: 0,
        endedAt: null,
      };
      await storage.transaction(async (tx) => {
        if (!(await store.admit(user, proof, now, tx))) {
          throw new AppError('unauthenticated', 'This was changed or used a moment ago. Sign in again.');
        }
        await store.insertSession(session, tx);
        const from = { actorId: user._id, targetId: session._id, address: caller.address };
        await keepDeed([workspaceId], { action: 'session.created', ...from }, tx);
      });
      return entryOf(session, 0);
    },

    /** @throws unauthenticated; and ends the session when a token is shown that was replaced long ago, for it was stolen. */
    async refresh(given: string | undefined, address: string): Promise<Entry> {
      const shown = given === undefined ? null : refreshTokens.read(given);
      if (!shown) throw signInAgain();
      const found = await aliveSession(shown);
      if (shown.generation === found.generation) await rotate(found);
      const session = await aliveSession(shown);
      const behind = session.generation - shown.generation;
      if (behind === 1 && clock.now().getTime() - session.rotatedAt.getTime() < graceMs) {
        return entryOf(session, session.generation);
      }
      if (behind > 0) await endStolen(session, address);
      throw signInAgain();
    },

    /** Whose refresh token this is, which it leaves as it is; for a socket that a browser opens. */
    async claimsOf(given: string | undefined): Promise<AccessClaims | null> {
      const shown = given === undefined ? null : refreshTokens.read(given);
      const session = shown && (await store.session(shown.sessionId));
      if (!shown || !session || session.endedAt || session.expiresAt <= clock.now()) return null;
      const behind = session.generation - shown.generation;
      const inGrace = behind === 1 && clock.now().getTime() - session.rotatedAt.getTime() < graceMs;
      return behind === 0 || inGrace ? { sub: session.userId, wid: session.workspaceId, sid: session._id } : null;
    },

    /** In a moment nothing renews it any more; until then its other tabs go on. */
    leaveBehind: (sessionId: Id) => store.shortenSession(sessionId, new Date(clock.now().getTime() + leftBehindMs)),

    /**
     * Ends a user's sessions in every workspace, but for one. Those of this workspace leave its log with this
     * transaction; sockets elsewhere are closed by a job of it.
     */
    async endAll(tx: Tx, userId: Id, except: Id | null): Promise<number> {
      const open = (await store.sessionsOf(userId, tx.now, tx.session)).filter(({ _id }) => _id !== except);
      if (open.length === 0) return 0;
      const ids = open.map(({ _id }) => _id);
      await store.endSessions(ids, tx.now, tx.write());
      for (const workspaceId of new Set(open.map((session) => session.workspaceId))) {
        const sessionIds = open.flatMap((session) => (session.workspaceId === workspaceId ? [session._id] : []));
        if (workspaceId === tx.workspaceId) tx.endSession(...sessionIds);
        else tx.later({ kind: 'session.close', payload: { workspaceId, sessionIds } });
      }
      tx.forget();
      return open.length;
    },

    listOf: (userId: Id) => store.sessionsOf(userId, clock.now()),
  };
}

export type Sessions = ReturnType<typeof createSessions>;
