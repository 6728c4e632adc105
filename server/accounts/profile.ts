import type { Input, Output } from '../../shared/contract.ts';
import { notFound } from '../../shared/errors.ts';
import type { Actor } from '../auth/actor.ts';
import type { AuthStore, Member } from '../auth/store.ts';
import type { Tx } from '../events/batch.ts';
import type { MemberService } from '../members/service.ts';

/** What a person sees and changes of himself. */
export function createProfile({ auth, members }: { auth: AuthStore; members: MemberService }) {
  return {
    async get(actor: Actor): Promise<Output<'me.get'>> {
      const [user, member] = await Promise.all([auth.userById(actor.id), auth.member(actor.workspaceId, actor.id)]);
      if (!user || !member) throw notFound('account');
      const { _id: id, email, language, secondFactor } = user;
      const factor = { on: secondFactor !== null, recoveryCodesLeft: secondFactor?.recovery.length ?? 0 };
      return { id, email, name: member.name, language: language ?? null, secondFactor: factor };
    },

    async update(tx: Tx, actor: Actor, { name, language, signature }: Input<'me.update'>): Promise<Member> {
      if (language !== undefined) await auth.setUser(actor.id, { language }, tx.write());
      const member = await members.rename(tx, actor.id, actor.id, name);
      return signature === undefined ? member : members.sign(tx, actor.id, actor.id, signature);
    },
  };
}
