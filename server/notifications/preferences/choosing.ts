import type { Input } from '../../../shared/contract.ts';
import type { PreferencesView } from '../../../shared/entities.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Id } from '../../../shared/ids.ts';
import { type KeyAction, keysOf, usualKeys } from '../../../shared/keys.ts';
import type { Actor } from '../../auth/actor.ts';
import type { Tx } from '../../events/batch.ts';
import type { ClientSession } from '../../storage/connection.ts';
import { asItComes, type Preferences, preferencesKey, viewOf } from './model.ts';
import type { PreferenceStore } from './store.ts';

/** How a member wants to be told, and which keys he presses. product: M6, V8 */
export function createPreferences(store: PreferenceStore) {
  /** What is not chosen now stays; he hears of it on all his screens. */
  async function choose(
    tx: Tx,
    memberId: Id,
    change: Partial<Pick<Preferences, 'topics' | 'quiet' | 'keys'>>,
  ): Promise<PreferencesView> {
    const { workspaceId } = tx;
    const key = preferencesKey(workspaceId, memberId);
    const before = (await store.find(key, tx.session)) ?? { ...asItComes, version: 0 };
    const chosen = { ...before, ...change, _id: key, workspaceId, memberId, version: before.version + 1 };
    await store.put(chosen, tx.write());
    tx.forget();
    const preferences = viewOf(chosen);
    tx.emit({ type: 'preferences.changed', preferences }, { audience: [`self:${memberId}`], actorId: memberId });
    return preferences;
  }

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

    set: (tx: Tx, { id }: Pick<Actor, 'id'>, { topics, quiet }: Input<'notification.setPreferences'>) =>
      choose(tx, id, { topics: { ...topics, mention: { ...topics.mention, bell: true } }, quiet }),

    /** @throws conflict, and names both, for two actions on one key */
    setKeys(tx: Tx, { id }: Pick<Actor, 'id'>, { keys: asked }: Input<'keyboard.setKeys'>): Promise<PreferencesView> {
      const all = Object.entries(keysOf(asked)).filter(([, key]) => key !== '');
      const twice = all.find(([action, key]) => all.some(([other, its]) => other !== action && its === key));
      if (twice) {
        const [, key] = twice;
        const actions = all.filter(([, its]) => its === key).map(([action]) => action);
        throw new AppError('conflict', `“${key}” would do two things: ${actions.join(', ')}.`, { actions });
      }
      const keys = Object.fromEntries(
        Object.entries(asked).filter(([action, key]) => key !== usualKeys[action as KeyAction]),
      );
      return choose(tx, id, { keys });
    },
  };
}

export type ChosenPreferences = ReturnType<typeof createPreferences>;
