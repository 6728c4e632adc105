import type { Input } from '../../../shared/contract.ts';
import type { PreferencesView } from '../../../shared/entities.ts';
import type { Id } from '../../../shared/ids.ts';
import type { Actor } from '../../auth/actor.ts';
import type { Tx } from '../../events/batch.ts';
import type { ClientSession } from '../../storage/connection.ts';
import { preferencesKey, viewOf } from './model.ts';
import type { PreferenceStore } from './store.ts';

/** How a member wants to be told. product: M6 */
export function createPreferences(store: PreferenceStore) {
  return {
    of: async (workspaceId: Id, memberId: Id, session?: ClientSession): Promise<PreferencesView> =>
      viewOf(await store.find(preferencesKey(workspaceId, memberId), session)),

    async ofMany(workspaceId: Id, memberIds: Id[], session: ClientSession): Promise<Map<Id, PreferencesView>> {
      const keys = memberIds.map((id) => preferencesKey(workspaceId, id));
      const chosen = await store.findMany(keys, session);
      return new Map(memberIds.map((id) => [id, viewOf(chosen.find((one) => one.memberId === id) ?? null)]));
    },

    async set(tx: Tx, actor: Actor, input: Input<'notification.setPreferences'>): Promise<PreferencesView> {
      const { workspaceId } = tx;
      const key = preferencesKey(workspaceId, actor.id);
      const before = await store.find(key, tx.session);
      const topics = { ...input.topics, mention: { ...input.topics.mention, bell: true } };
      const version = (before?.version ?? 0) + 1;
      const chosen = { _id: key, workspaceId, memberId: actor.id, topics, quiet: input.quiet, version };
      await store.put(chosen, tx.write());
      const preferences = viewOf(chosen);
      tx.emit({ type: 'preferences.changed', preferences }, { audience: [`self:${actor.id}`], actorId: actor.id });
      return preferences;
    },
  };
}

export type ChosenPreferences = ReturnType<typeof createPreferences>;
