import { createHash, randomBytes } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { SignedIn } from '../../shared/contract/session.ts';
import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import { type Clock, newId } from '../platform/clock.ts';
import { signInAgain } from './actor.ts';
import type { EndSession } from './endings.ts';
import { passwordMatches } from './passwords.ts';
import type { AuthStore, Session, User } from './store.ts';
import type { Tokens } from './tokens.ts';

const sessionDays = 14;
/** The replaced refresh token still answers for this long: two tabs, or an answer that was lost on the way. */
const graceMs = 30_000;

const digest = (token: string) => createHash('sha256').update(token).digest('hex');

interface Caller {
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
  tokens: Tokens;
  clock: Clock;
  tries: number;
  refreshKey: Buffer;
  endSession: EndSession;
}) {
  const { store, tokens, clock } = deps;
  const failures = new RateLimiterMemory({ points: deps.tries, duration: 15 * 60 });

  /**
   * Counts a try before its password is looked at, so that a thousand at once are no more than a thousand in a row; what
   * was right is taken back. Per account and address, and per address five times as many.
   */
  async function countTry(keys: string[]): Promise<void> {
    for (const [index, key] of keys.entries()) {
      const limit = index === 0 ? deps.tries : deps.tries * 5;
      const state = await failures.penalty(key);
      if (state.consumedPoints > limit) {
        throw new AppError('rateLimited', 'Too many tries. Wait a few minutes, then try again.', {
          retryAfterSeconds: Math.ceil(state.msBeforeNext / 1000),
        });
      }
    }
  }

  async function entryOf(session: Session, user: User, refresh: string): Promise<Entry> {
    const [member, workspace] = await Promise.all([
      store.member(session.workspaceId, user._id),
      store.workspaceById(session.workspaceId),
    ]);
    if (!workspace || !member || member.suspended) throw signInAgain();
    const { token, expiresAt } = tokens.issue({ sub: user._id, wid: session.workspaceId, sid: session._id });
    return {
      answer: {
        token,
        expiresAt,
        user: { id: user._id, email: user.email, name: user.name },
        workspace: { id: workspace._id, name: workspace.name, slug: workspace.slug },
      },
      refresh,
    };
  }

  const newRefresh = (sessionId: Id) => `${sessionId}.${randomBytes(32).toString('base64url')}`;

  /** The successor is derived, not drawn, so that everybody who shows the same old token gets the same new one. */
  const successorOf = (sessionId: Id, old: string) =>
    `${sessionId}.${createHash('sha256').update(deps.refreshKey).update(old).digest('base64url')}`;

  /** Was this token once the session's? Then it leads to the present one. */
  function wasReplaced(session: Session, given: string): boolean {
    let token = given;
    for (let step = 0; step < session.generation; step += 1) {
      token = successorOf(session._id, token);
      if (digest(token) === session.refreshHash) return true;
    }
    return false;
  }

  async function begin(user: User, workspaceId: Id, caller: Caller): Promise<Entry> {
    const now = clock.now();
    const id = newId(clock);
    const refresh = newRefresh(id);
    const session: Session = {
      _id: id,
      userId: user._id,
      workspaceId,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + sessionDays * 86_400_000),
      agent: caller.agent.slice(0, 300),
      refreshHash: digest(refresh),
      previousHash: null,
      rotatedAt: now,
      generation: 0,
      endedAt: null,
    };
    await store.insertSession(session);
    return entryOf(session, user, refresh);
  }

  return {
    /**
     * Checks the password and begins a session; with several workspaces and none named, answers those to choose from.
     * A wrong address and a wrong password read and take the same.
     */
    async create(
      input: { email: string; password: string; workspace?: string | undefined },
      caller: Caller,
    ): Promise<Entry | { answer: { workspaces: { id: Id; name: string; slug: string }[] }; refresh: null }> {
      const keys = [`${input.email.toLowerCase()}|${caller.address}`, caller.address];
      await countTry(keys);
      const user = await store.userByEmail(input.email);
      const right = await passwordMatches(user?.passwordHash, input.password);
      const memberships =
        user && right ? (await store.membershipsOf(user._id)).filter((member) => !member.suspended) : [];
      if (!user || memberships.length === 0) {
        throw new AppError('unauthenticated', 'The address or the password is not right.');
      }
      for (const key of keys) await failures.reward(key);
      const found = await Promise.all(memberships.map((member) => store.workspaceById(member.workspaceId)));
      const workspaces = found.flatMap((one) => (one ? [{ id: one._id, name: one.name, slug: one.slug }] : []));
      const named = input.workspace;
      const chosen = named ? workspaces.filter((one) => one.id === named || one.slug === named) : workspaces;
      const [only] = chosen;
      if (!only) throw new AppError('unauthenticated', 'The address or the password is not right.');
      return chosen.length > 1 ? { answer: { workspaces: chosen }, refresh: null } : begin(user, only.id, caller);
    },

    /** @throws unauthenticated; and ends the session when a token is shown that was replaced long ago, for it was stolen. */
    async refresh(given: string | undefined): Promise<Entry> {
      const session = given ? await store.session(given.split('.')[0] ?? '') : null;
      if (!given || !session || session.endedAt || session.expiresAt <= clock.now()) throw signInAgain();
      const user = await store.userById(session.userId);
      if (!user) throw signInAgain();
      const shown = digest(given);
      const successor = successorOf(session._id, given);
      if (shown === session.refreshHash) {
        const now = clock.now();
        await store.rotateSession(session._id, session.generation, {
          refreshHash: digest(successor),
          previousHash: shown,
          rotatedAt: now,
          lastSeenAt: now,
        });
        return entryOf(session, user, successor);
      }
      const inGrace = shown === session.previousHash && clock.now().getTime() - session.rotatedAt.getTime() < graceMs;
      if (inGrace) return entryOf(session, user, successor);
      if (wasReplaced(session, given)) await deps.endSession(session);
      throw signInAgain();
    },

    list: (userId: Id) => store.sessionsOf(userId),
  };
}

export type Sessions = ReturnType<typeof createSessions>;
