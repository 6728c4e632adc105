import type { Input, Output } from '../../shared/contract.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Audit } from '../audit/service.ts';
import type { Actor } from '../auth/actor.ts';
import { hashOf, hintOf, newSecret, viewOf } from '../auth/apiTokens/model.ts';
import type { ApiToken, ApiTokenStore } from '../auth/apiTokens/store.ts';
import { mustAdminister } from '../auth/policy.ts';
import type { UnitOfWork } from '../events/unitOfWork.ts';
import { type Clock, newId } from '../platform/clock.ts';

/** A member's tokens for his programs. */
export function createProgramTokens(deps: {
  store: ApiTokenStore;
  unitOfWork: UnitOfWork;
  audit: Audit;
  clock: Clock;
}) {
  const { store, unitOfWork, audit, clock } = deps;

  return {
    /** The secret is answered here and nowhere else. */
    async create(actor: Actor, input: Input<'token.create'>): Promise<Output<'token.create'>> {
      const expiresAt = input.expiresAt === undefined ? null : new Date(input.expiresAt);
      if (expiresAt && expiresAt <= clock.now()) {
        throw new AppError('invalid', 'The token would have run out already.', { field: 'expiresAt' });
      }
      const secret = newSecret();
      const scopes = [...new Set(input.scopes)];
      const token: ApiToken = {
        _id: newId(clock),
        workspaceId: actor.workspaceId,
        userId: actor.id,
        name: input.name,
        scopes,
        hash: hashOf(secret),
        hint: hintOf(secret),
        createdAt: clock.now(),
        lastUsedAt: null,
        expiresAt,
        revokedAt: null,
      };
      await unitOfWork.run(actor.workspaceId, null, async (tx) => {
        await store.insert(token, tx.write());
        const details = { name: input.name, scopes: scopes.join(' ') };
        await audit.note(tx, actor, 'token.created', { targetId: token._id, details });
      });
      return { tokenId: token._id, secret };
    },

    async list(actor: Actor, everybody: boolean) {
      if (everybody) mustAdminister(actor);
      return (await store.list(actor.workspaceId, everybody ? null : actor.id)).map(viewOf);
    },

    /** Sockets that came in by it are closed at this place in the log, as those of a session are. */
    async revoke(actor: Actor, id: Id): Promise<void> {
      await unitOfWork.run(actor.workspaceId, null, async (tx) => {
        const token = await store.find(id, tx.session);
        if (token?.workspaceId !== tx.workspaceId) throw notFound('token');
        if (token.userId !== actor.id && actor.rights.role !== 'admin') throw notFound('token');
        if (!(await store.revoke(id, tx.now, tx.write()))) return;
        tx.endSession(id);
        tx.forget();
        await audit.note(tx, actor, 'token.revoked', { targetId: id, details: { name: token.name } });
      });
    },
  };
}
