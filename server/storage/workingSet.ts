import type { ClientSession, Model } from 'mongoose';
import { attemptOf, beforeCommit } from './attempt.ts';
import { op } from './model.ts';

interface Kept<T> {
  doc: T;
  /** The version in the store; null when it is not there yet. */
  stored: number | null;
  changed: boolean;
}

/**
 * What one transaction knows of a collection by id: read once, and written once, together, before the commit. A batch
 * of 32 changes then asks the store as often as a single one. Queries by anything but the id must `flush` first.
 */
export interface WorkingSet<T> {
  /** Those that are there, in no order. Outside a transaction the store is asked. */
  find(workspaceId: string, ids: string[], session?: ClientSession | null): Promise<T[]>;
  insert(doc: T, session: ClientSession): void;
  /** @throws when it was not read in this transaction, or `doc` neither has nor follows the version that was read */
  replace(doc: T, session: ClientSession): void;
  /** Gone at once, whatever was to become of it. */
  remove(doc: T, session: ClientSession): Promise<void>;
  flush(session: ClientSession): Promise<void>;
}

export function createWorkingSet<T extends { _id: string; workspaceId: string; version: number }>(
  model: Model<T>,
): WorkingSet<T> {
  const sets = new WeakMap<object, Map<string, Kept<T>>>();
  const fields = new Set(Object.keys(model.schema.paths));

  function setOf(session: ClientSession): Map<string, Kept<T>> {
    const attempt = attemptOf(session);
    const known = sets.get(attempt);
    if (known) return known;
    const made = new Map<string, Kept<T>>();
    sets.set(attempt, made);
    beforeCommit(session, () => flush(session));
    return made;
  }

  const load = (workspaceId: string, ids: string[], session: ClientSession | null): Promise<T[]> =>
    model
      .find({ _id: op({ $in: ids }), workspaceId } as object)
      .session(session)
      .lean<T[]>()
      .exec();

  /** Goes past mongoose's casting, so what that would have refused is refused here. */
  function mustFit(doc: T): void {
    const strange = Object.keys(doc).find((field) => !fields.has(field));
    if (strange) throw new Error(`${model.modelName} have no field "${strange}"`);
  }

  async function flush(session: ClientSession): Promise<void> {
    const set = sets.get(attemptOf(session));
    const changed = [...(set?.values() ?? [])].flatMap(({ doc, stored, changed }) =>
      changed ? [{ doc, stored }] : [],
    );
    if (!set || changed.length === 0) return;
    const done = await model.collection.bulkWrite(
      changed.map(({ doc, stored }) =>
        stored === null
          ? { insertOne: { document: doc as never } }
          : { replaceOne: { filter: { _id: doc._id, version: stored } as never, replacement: doc as never } },
      ),
      { session },
    );
    if (done.insertedCount + done.matchedCount !== changed.length) {
      throw new Error(`One of ${changed.length} ${model.modelName} changed underneath a transaction`);
    }
    for (const { doc } of changed) set.set(doc._id, { doc, stored: doc.version, changed: false });
  }

  return {
    async find(workspaceId, ids, session) {
      if (!session) return load(workspaceId, ids, null);
      const set = setOf(session);
      const missing = [...new Set(ids)].filter((id) => !set.has(id));
      for (const doc of missing.length > 0 ? await load(workspaceId, missing, session) : []) {
        set.set(doc._id, { doc, stored: doc.version, changed: false });
      }
      return [...new Set(ids)].flatMap((id) => {
        const doc = set.get(id)?.doc;
        return doc && doc.workspaceId === workspaceId ? [doc] : [];
      });
    },
    insert(doc, session) {
      mustFit(doc);
      setOf(session).set(doc._id, { doc, stored: null, changed: true });
    },
    replace(doc, session) {
      mustFit(doc);
      const set = setOf(session);
      const kept = set.get(doc._id);
      if (!kept || ![doc.version, doc.version - 1].includes(kept.doc.version)) {
        throw new Error(`${model.modelName} ${doc._id} is not the one that was read in this transaction`);
      }
      set.set(doc._id, { doc, stored: kept.stored, changed: true });
    },
    async remove(doc, session) {
      setOf(session).delete(doc._id);
      await model.collection.deleteOne({ _id: doc._id as never }, { session });
    },
    flush,
  };
}
