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

    /** Read once for all requests of a batch. */
    async ofMany(tx: Tx, memberIds: Id[]): Promise<Map<Id, PreferencesView>> {
      const known = tx.shared('preferences', () => new Map<Id, PreferencesView>());
      const missing = memberIds.filter((id) => !known.has(id));
      const keys = missing.map((id) => preferencesKey(tx.workspaceId, id));
      const chosen = missing.length > 0 ? await store.findMany(keys, tx.session) : [];
      for (const id of missing) known.set(id, viewOf(chosen.find((one) => one.memberId === id) ?? null));
      return known;
    },

    async set(tx: Tx, actor: Pick<Actor, 'id'>, input: Input<'notification.setPreferences'>): Promise<PreferencesView> {
      const { workspaceId } = tx;
      const key = preferencesKey(workspaceId, actor.id);
      const before = await store.find(key, tx.session);
      const topics = { ...input.topics, mention: { ...input.topics.mention, bell: true } };
      const version = (before?.version ?? 0) + 1;
      const chosen = { _id: key, workspaceId, memberId: actor.id, topics, quiet: input.quiet, version };
      await store.put(chosen, tx.write());
      tx.forget();
      const preferences = viewOf(chosen);
      tx.emit({ type: 'preferences.changed', preferences }, { audience: [`self:${actor.id}`], actorId: actor.id });
      return preferences;
    },
  };
}

export type ChosenPreferences = ReturnType<typeof createPreferences>;
