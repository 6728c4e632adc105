import type { AuditAction } from '../../shared/contract/audit.ts';
import type { Input } from '../../shared/contract.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import type { KeepDeed } from '../auth/deeds.ts';
import { hashPassword, passwordMatches } from '../auth/passwords.ts';
import type { Caller, Sessions } from '../auth/sessions.ts';
import type { AuthStore, User } from '../auth/store.ts';
import { perAccount, perAddress, type Tries } from '../auth/tries.ts';
import type { Tx } from '../events/batch.ts';
import type { UnitOfWork } from '../events/unitOfWork.ts';
import { type Clock, newId } from '../platform/clock.ts';
import type { LinkTokens } from './linkTokens.ts';
import type { AccountStore } from './store.ts';

/** A job of the installation, not of a workspace: whether the address is anybody's is found out when it runs. */
export type Enqueue = (kind: string, payload: Record<string, unknown>) => Promise<void>;

const deadLink = () => new AppError('notFound', 'This link has been used or has run out. Ask for a new one.');

/** Forgetting, resetting and changing a password. */
export function createPasswords(deps: {
  store: AccountStore;
  auth: AuthStore;
  sessions: Sessions;
  tries: Tries;
  links: LinkTokens;
  unitOfWork: UnitOfWork;
  enqueue: Enqueue;
  keepDeed: KeepDeed;
  clock: Clock;
}) {
  const { store, auth, sessions, tries, links, unitOfWork, clock } = deps;

  /** The new password, the end of sessions and mailed links, and the line in every workspace's log, in one step. */
  async function set(
    tx: Tx,
    user: User,
    next: { passwordHash: string; keep: Id | null; action: AuditAction; address: string | undefined },
  ): Promise<number> {
    const { passwordHash } = next;
    const mine = await auth.changeUser(user._id, { passwordHash: user.passwordHash }, { passwordHash }, tx.write());
    if (!mine) throw new AppError('conflict', 'The password was changed a moment ago.');
    await store.spendLinks(user._id, tx.now, tx.write());
    const ended = await sessions.endAll(tx, user._id, next.keep);
    const workspaceIds = (await auth.membershipsOf(user._id)).map((member) => member.workspaceId);
    const from = next.address === undefined ? {} : { address: next.address };
    await deps.keepDeed(workspaceIds, { action: next.action, actorId: user._id, ...from }, tx.write());
    return ended;
  }

  /** The user himself, who has said his password once more. @throws invalid, rateLimited */
  async function mustKnow(actor: Actor, password: string, field: string): Promise<User> {
    const user = await auth.userById(actor.id);
    if (!user) throw notFound('account');
    const counted = perAccount(`again ${user._id}`, '');
    await tries.spend(counted);
    if (!(await passwordMatches(user.passwordHash, password))) {
      throw new AppError('invalid', 'This is not your password.', { field });
    }
    await tries.giveBack(counted);
    return user;
  }

  return {
    /** The same for every address, in answer and in time: one job is written. */
    async forget({ email, language }: Input<'password.forget'>, caller: Caller): Promise<void> {
      await tries.spend(perAccount(`forgot ${email}`, caller.address), perAddress(caller.address));
      const now = clock.now();
      await deps.enqueue('account.forgot', {
        linkId: newId(clock),
        email,
        language: language ?? null,
        at: now.getTime(),
      });
    },

    /** @throws notFound for a link that is none any more */
    async reset({ token, password }: Input<'password.reset'>, caller: Caller): Promise<void> {
      await tries.spend(perAddress(caller.address));
      const found = await store.linkByHash(links.hashOf(token));
      const [member] = found ? await auth.membershipsOf(found.userId) : [];
      if (!member) throw deadLink();
      const passwordHash = await hashPassword(password);
      await unitOfWork.run(member.workspaceId, null, async (tx) => {
        const link = await store.linkByHash(links.hashOf(token), tx.session);
        const user = link && (await auth.userById(link.userId, tx.session));
        if (!user || link.usedAt || link.expiresAt <= tx.now) throw deadLink();
        await set(tx, user, { passwordHash, keep: null, action: 'password.reset', address: caller.address });
      });
      await tries.giveBack(perAddress(caller.address));
    },

    /** @throws invalid when the current one is wrong */
    async change(actor: Actor, { current, password }: Input<'password.change'>): Promise<number> {
      const user = await mustKnow(actor, current, 'current');
      const passwordHash = await hashPassword(password);
      const next = { passwordHash, keep: actor.sessionId, action: 'password.changed', address: actor.address } as const;
      return unitOfWork.run(actor.workspaceId, null, (tx) => set(tx, user, next));
    },

    mustKnow,
  };
}

export type Passwords = ReturnType<typeof createPasswords>;
