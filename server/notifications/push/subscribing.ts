import type { Input, Output } from '../../../shared/contract.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Actor } from '../../auth/actor.ts';
import type { Tx } from '../../events/batch.ts';
import { areKeys, isPushService, subscriptionKey } from './model.ts';
import type { PushStore } from './store.ts';

/** More browsers than anybody uses; the one not heard of for longest makes room. */
const browsersKept = 20;

const invalid = (field: string, message: string) => new AppError('invalid', message, { field });

export function createSubscribing(deps: { store: PushStore; trusted: readonly string[] }) {
  const { store, trusted } = deps;
  return {
    /** @throws invalid for what is no push service's address, or no browser's key, and for programs */
    async subscribe(tx: Tx, actor: Actor, input: Input<'push.subscribe'>): Promise<Output<'push.subscribe'>> {
      const { endpoint, keys } = input;
      if (actor.scopes) throw invalid('endpoint', 'A program is not told by push. Listen to the socket instead.');
      if (!isPushService(endpoint, trusted))
        throw invalid('endpoint', 'This is not the address of a push service that is known here.');
      if (!areKeys(keys)) throw invalid('keys', 'These are not the keys of a push subscription.');
      const { workspaceId } = tx;
      const _id = subscriptionKey(workspaceId, endpoint);
      const row = { _id, workspaceId, memberId: actor.id, sessionId: actor.sessionId, endpoint, ...keys, at: tx.now };
      await store.put(row, tx.write());
      const mine = await store.ofMember(workspaceId, actor.id, tx.session);
      const tooMany = mine.slice(0, Math.max(0, mine.length - browsersKept));
      if (tooMany.length > 0)
        await store.remove(
          tooMany.map((one) => one._id),
          tx.write(),
        );
      return { subscriptionId: _id };
    },

    async unsubscribe(tx: Tx, actor: Actor, input: Input<'push.unsubscribe'>): Promise<Output<'push.unsubscribe'>> {
      const id = subscriptionKey(tx.workspaceId, input.endpoint);
      const found = await store.find(id, tx.session);
      if (found?.memberId !== actor.id) return { removed: false };
      return { removed: (await store.remove([id], tx.write())) > 0 };
    },
  };
}

export type Subscribing = ReturnType<typeof createSubscribing>;
