import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Audit } from '../audit/service.ts';
import type { Actor } from '../auth/actor.ts';
import type { ApiTokenStore } from '../auth/apiTokens/store.ts';
import { mustAdminister } from '../auth/policy.ts';
import type { AuthStore } from '../auth/store.ts';
import type { Tx } from '../events/batch.ts';
import type { MemberService } from '../members/service.ts';

/** Out of a workspace: his sign-ins and tokens end with it, so that coming back does not bring them back. */
export function createLeaving(deps: {
  auth: AuthStore;
  apiTokens: ApiTokenStore;
  members: MemberService;
  audit: Audit;
}) {
  const { auth, apiTokens, members, audit } = deps;
  return {
    async remove(tx: Tx, actor: Actor, memberId: Id): Promise<void> {
      mustAdminister(actor);
      if (memberId === actor.id) {
        throw new AppError('invalid', 'Another admin can remove you.', { field: 'memberId' });
      }
      const { email, role } = await members.remove(tx, actor.id, memberId);
      const open = (await auth.sessionsOf(memberId, tx.now, tx.session)).filter(
        ({ workspaceId }) => workspaceId === tx.workspaceId,
      );
      const ids = open.map(({ _id }) => _id);
      await auth.endSessions(ids, tx.now, tx.write());
      const tokenIds = await apiTokens.revokeOf(tx.workspaceId, memberId, tx.now, tx.write());
      tx.endSession(...ids, ...tokenIds);
      tx.forget();
      tx.later({ kind: 'member.clear', payload: { memberId, actorId: actor.id } });
      await audit.note(tx, actor, 'member.removed', { targetId: memberId, details: { email, role } });
    },
  };
}
