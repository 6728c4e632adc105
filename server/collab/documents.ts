import { type Doc, encodeStateAsUpdate } from 'yjs';
import type { Logger } from '../platform/logger.ts';
import type { ClientSession } from '../storage/connection.ts';
import { createAppending } from './appending.ts';
import { documentBytes, tailBytes, tailUpdates } from './limits.ts';
import { type DocState, type Snapshot, type StoredDoc, tailStart } from './model.ts';
import type { DocStore } from './store.ts';
import { docOf, hasGaps } from './updates.ts';

/** A reader who keeps meeting a compaction reads again; so often never happens. */
const readsAtMost = 10;

const lateId = (id: string) => `${id}~late`;

/** A document as stored, with everything that is in it. */
export interface Loaded {
  stored: StoredDoc;
  doc: Doc;
}

/** Collaborative documents in the store: read whole, appended to under guard, folded when their tail grows. */
export function createDocuments(deps: { store: DocStore; logger: Logger }) {
  const { store, logger } = deps;

  /** The updates behind the `after`th, the snapshot first when the tail does not reach back. */
  async function updatesOf(stored: StoredDoc, after: number, session?: ClientSession): Promise<Uint8Array[] | null> {
    const start = tailStart(stored);
    if (after >= start) return stored.u.slice(after - start);
    const snapshot = await store.snapshot(stored._id, session);
    return snapshot && snapshot.n >= start ? [snapshot.bytes, ...stored.u] : null;
  }

  /** What was stored behind the `after`th update; null when there is no such document. */
  async function read(
    id: string,
    after: number,
    session?: ClientSession,
  ): Promise<{ stored: StoredDoc; updates: Uint8Array[] } | null> {
    for (let tries = 0; tries < readsAtMost; tries += 1) {
      const stored = await store.find(id, session);
      if (!stored) return null;
      const updates = await updatesOf(stored, after, session);
      if (updates) return { stored, updates };
    }
    throw new Error(`Document ${id} has lost its snapshot`);
  }

  async function wholeOf(id: string): Promise<Omit<Snapshot, '_id'> | null> {
    const found = await read(id, 0);
    if (!found) return null;
    const { gen, n } = found.stored;
    const doc = docOf(found.updates);
    const bytes = encodeStateAsUpdate(doc);
    doc.destroy();
    return { gen, n, bytes };
  }

  return {
    read,
    find: store.find,
    head: store.head,
    glance: store.glance,
    setState: store.setState,
    behind: store.behind,
    lookedAt: store.lookedAt,

    async load(id: string, session?: ClientSession, options: { gc?: boolean } = {}): Promise<Loaded | null> {
      const found = await read(id, 0, session);
      if (!found) return null;
      const doc = docOf(found.updates, options);
      if (hasGaps(doc)) logger.error({ docId: id }, 'a stored document waits for updates that never came');
      return { stored: found.stored, doc };
    },

    /** A new document that holds this update, or nothing. */
    async create(
      doc: Pick<StoredDoc, '_id' | 'workspaceId' | 'kind' | 'gen'>,
      update: Uint8Array | null,
      session: ClientSession,
    ): Promise<void> {
      const size = update?.length ?? 0;
      const n = update ? 1 : 0;
      if (update) await store.insertSnapshot({ _id: doc._id, gen: doc.gen, n, bytes: update }, session);
      await store.insert({ ...doc, state: 'open', n, u: [], tail: 0, size, behind: update !== null }, session);
    },

    /** For whoever keeps typing: shares a command with other documents. Durable when it answers, null as with `append`. */
    write: createAppending(store),

    /** Durable when it answers. Null: the document is not in this state. */
    append: (id: string, gen: number, state: DocState, update: Uint8Array, session?: ClientSession) =>
      store.append(id, gen, state, update, session),

    /** What came for a document after it had become a message, in one update or none. */
    async lateOf(id: string, session?: ClientSession): Promise<Uint8Array[]> {
      const late = await store.snapshot(lateId(id), session);
      return late ? [late.bytes] : [];
    },
    keepLate: (id: string, gen: number, bytes: Uint8Array, session: ClientSession) =>
      store.replaceSnapshot({ _id: lateId(id), gen, n: 0, bytes }, session),
    remove: (id: string, session: ClientSession) => store.remove([id, lateId(id)], session),

    needsFolding: ({ n, tail }: { n: number; tail: number }, foldedAt: number) =>
      n - foldedAt >= tailUpdates || tail >= tailBytes,

    /**
     * Folds the tail into the snapshot. Whoever reads meanwhile finds all of it in one of them or in both.
     * @param known what the document is after its `n`th update, to whoever has it at hand
     */
    async fold(id: string, known?: Omit<Snapshot, '_id'>): Promise<{ n: number; size: number } | null> {
      const whole = known ?? (await wholeOf(id));
      if (!whole) return null;
      const { gen, n, bytes } = whole;
      await store.putSnapshot({ _id: id, gen, n, bytes });
      return (await store.dropTail(id, gen, n, bytes.length)) ? { n, size: bytes.length } : null;
    },

    fits: (size: number) => size <= documentBytes,
  };
}

export type Documents = ReturnType<typeof createDocuments>;
