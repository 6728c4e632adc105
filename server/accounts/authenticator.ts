import type { AuditAction } from '../../shared/contract/audit.ts';
import type { Input, Output } from '../../shared/contract.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import type { KeepDeed } from '../auth/deeds.ts';
import { mustAdminister } from '../auth/policy.ts';
import type { SecondFactors } from '../auth/secondFactor.ts';
import type { Sessions } from '../auth/sessions.ts';
import type { AuthStore, User } from '../auth/store.ts';
import { base32, uriOf } from '../auth/totp.ts';
import type { Tx } from '../events/batch.ts';
import type { UnitOfWork } from '../events/unitOfWork.ts';
import type { ClientSession } from '../storage/connection.ts';
import type { Passwords } from './passwords.ts';

const wrongCode = () =>
  new AppError('invalid', 'This code is not right, or was used. Take the next one.', { field: 'code' });

/** Switching one's second factor on and off, and an admin's help for who has lost it. */
export function createAuthenticator(deps: {
  auth: AuthStore;
  secondFactors: SecondFactors;
  passwords: Passwords;
  sessions: Sessions;
  unitOfWork: UnitOfWork;
  keepDeed: KeepDeed;
}) {
  const { auth, secondFactors, passwords, sessions, unitOfWork } = deps;

  async function mustBeOff(actor: Actor): Promise<User> {
    const user = await auth.userById(actor.id);
    if (!user) throw notFound('account');
    if (user.secondFactor) throw new AppError('conflict', 'The second factor is on. Switch it off first.');
    return user;
  }

  async function note(tx: Tx, actor: Actor, action: AuditAction): Promise<void> {
    const workspaceIds = (await auth.membershipsOf(actor.id)).map((member) => member.workspaceId);
    const from = actor.address === undefined ? {} : { address: actor.address };
    await deps.keepDeed(workspaceIds, { action, actorId: actor.id, ...from }, tx.write());
  }

  async function mustBeColleague(actor: Actor, memberId: Id, session?: ClientSession): Promise<User> {
    mustAdminister(actor);
    const member = await auth.member(actor.workspaceId, memberId, session);
    const user = member && (await auth.userById(memberId, session));
    if (!user) throw notFound('member');
    return user;
  }

  /**
   * An account is one for all workspaces: an admin of this one may not weaken what guards another.
   * @throws conflict
   */
  async function mustLookAfter(actor: Actor, user: User): Promise<void> {
    const mine = await auth.membershipsOf(actor.id);
    const administered = mine.flatMap(({ workspaceId, role, suspended }) =>
      role === 'admin' && !suspended ? [workspaceId] : [],
    );
    const his = (await auth.membershipsOf(user._id)).filter(({ suspended }) => !suspended);
    if (his.every(({ workspaceId }) => administered.includes(workspaceId))) return;
    throw new AppError('conflict', 'This account is also used in a workspace that you do not administer.', {
      field: 'memberId',
    });
  }

  return {
    async look(actor: Actor, memberId: Id): Promise<Output<'member.security'>> {
      return { secondFactor: (await mustBeColleague(actor, memberId)).secondFactor !== null };
    },

    /** For a lost telephone: whoever holds it is signed out as well, and its owner hears of it by mail. */
    async reset(tx: Tx, actor: Actor, memberId: Id): Promise<void> {
      const user = await mustBeColleague(actor, memberId, tx.session);
      if (memberId === actor.id)
        throw new AppError('invalid', 'Switch off your own with totp.disable.', { field: 'memberId' });
      await mustLookAfter(actor, user);
      if (!user.secondFactor) throw new AppError('conflict', 'The second factor is off.');
      await auth.setUser(memberId, { secondFactor: null, pendingSecret: null }, tx.write());
      await sessions.endAll(tx, memberId, null);
      const workspaceIds = (await auth.membershipsOf(memberId)).map((one) => one.workspaceId);
      const from = actor.address === undefined ? {} : { address: actor.address };
      await deps.keepDeed(
        workspaceIds,
        { action: 'totp.reset', actorId: actor.id, targetId: memberId, ...from },
        tx.write(),
      );
      tx.later({ kind: 'account.factorReset', payload: { userId: memberId, byId: actor.id, at: tx.now.getTime() } });
    },

    async begin(actor: Actor): Promise<Output<'totp.begin'>> {
      const user = await mustBeOff(actor);
      const secret = secondFactors.newSecret();
      await auth.setUser(user._id, { pendingSecret: secondFactors.sealed(secret) });
      return { secret: base32(secret), uri: uriOf(secret, user.email) };
    },

    async confirm(actor: Actor, { code }: Input<'totp.confirm'>): Promise<Output<'totp.confirm'>> {
      const user = await mustBeOff(actor);
      const { pendingSecret } = user;
      if (pendingSecret === null) throw new AppError('conflict', 'Begin with totp.begin.');
      const step = await secondFactors.firstStep(user, pendingSecret, code);
      if (step === null) throw wrongCode();
      const { codes, hashes } = secondFactors.newRecovery();
      const secondFactor = { secret: pendingSecret, step, recovery: hashes };
      await unitOfWork.run(actor.workspaceId, null, async (tx) => {
        const next = { secondFactor, pendingSecret: null };
        if (!(await auth.changeUser(user._id, { pendingSecret }, next, tx.write()))) {
          throw new AppError('conflict', 'It was switched on a moment ago, elsewhere.');
        }
        await note(tx, actor, 'totp.enabled');
      });
      await secondFactors.proved(user);
      return { recoveryCodes: codes };
    },

    async disable(actor: Actor, { password, code }: Input<'totp.disable'>): Promise<void> {
      const user = await passwords.mustKnow(actor, password, 'password');
      if (!user.secondFactor) throw new AppError('conflict', 'The second factor is off.');
      const proof = await secondFactors.proofOf(user, code);
      if (!proof) throw wrongCode();
      await unitOfWork.run(actor.workspaceId, null, async (tx) => {
        if (!(await auth.admit(user, proof, tx.now, tx.write()))) throw wrongCode();
        await auth.setUser(user._id, { secondFactor: null }, tx.write());
        await note(tx, actor, 'totp.disabled');
      });
      await secondFactors.proved(user);
    },
  };
}
