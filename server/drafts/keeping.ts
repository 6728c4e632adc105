import type { Doc } from 'yjs';
import type { Documents, Loaded } from '../collab/documents.ts';
import { wordsOf } from '../collab/rich.ts';
import { snippetOf } from '../conversations/model.ts';
import type { Tx } from '../events/batch.ts';
import { isWritten } from './fields.ts';
import { type Draft, docIdOf, isListed, selfScope, viewOf } from './model.ts';
import type { DraftStore, Slot } from './store.ts';

/** Enough for a snippet, however it is spaced. */
const wordsRead = 1000;

/** What lists show of a draft's document. */
export const factsOf = (doc: Doc): Pick<Draft, 'written' | 'snippet'> => ({
  written: isWritten(doc),
  snippet: snippetOf(wordsOf(doc.getXmlFragment('body'), wordsRead)),
});

/** How drafts are written: each change with its event to the author, nothing to anybody else. */
export function createKeeping({ store, documents }: { store: DraftStore; documents: Documents }) {
  function tell(tx: Tx, before: Draft | null, after: Draft): void {
    const audience = [selfScope(after.ownerId)];
    if (isListed(after)) tx.emit({ type: 'draft.changed', draft: viewOf(after) }, { audience });
    else if (before && (isListed(before) || (before.state === 'open' && after.state !== 'open')))
      tx.emit({ type: 'draft.left', docId: after._id }, { audience });
  }

  async function save(tx: Tx, draft: Draft, fields: Partial<Draft>): Promise<Draft> {
    const next = { ...draft, ...fields, version: draft.version + 1 };
    await store.replace(next, tx.write());
    tell(tx, draft, next);
    for (const guest of draft.sharedWith.filter((id) => next.state !== 'open' || !next.sharedWith.includes(id))) {
      const event = { type: 'draft.uninvited', docId: next._id, ticketId: next.ticketId } as const;
      tx.emit(event, { audience: [selfScope(guest)] });
    }
    return next;
  }

  async function create(tx: Tx, slot: Slot, gen: number, update: Uint8Array | null): Promise<Draft> {
    const draft: Draft = {
      ...slot,
      _id: docIdOf({ ...slot, gen }),
      gen,
      state: 'open',
      sharedWith: [],
      writers: [],
      written: false,
      snippet: '',
      recovered: false,
      fromId: null,
      updatedAt: tx.now,
      closedAt: null,
      messageId: null,
      taken: null,
      version: 1,
    };
    const { _id, workspaceId } = draft;
    await store.insert(draft, tx.write());
    await documents.create({ _id, workspaceId, kind: 'draft', gen }, update, tx.write());
    return draft;
  }

  /** Brings what lists show up to the text that is stored. */
  async function look(tx: Tx, draft: Draft, more: Partial<Draft> = {}, known?: Loaded): Promise<Draft> {
    const loaded = known ?? (await documents.load(draft._id, tx.session));
    if (!loaded) return draft;
    const facts = factsOf(loaded.doc);
    loaded.doc.destroy();
    await documents.lookedAt(draft._id, loaded.stored.n, tx.write());
    return save(tx, draft, { ...facts, ...more, updatedAt: tx.now });
  }

  return {
    save,
    look,

    /** The open draft of the slot; a new one when there is none. */
    async open(tx: Tx, slot: Slot): Promise<Draft> {
      const latest = await store.latest(slot, tx.session);
      return latest?.state === 'open' ? latest : create(tx, slot, (latest?.gen ?? 0) + 1, null);
    },

    /** Puts text into the slot's open draft, beside what is there. */
    async seed(
      tx: Tx,
      slot: Slot,
      update: Uint8Array,
      marks: Partial<Pick<Draft, 'recovered' | 'fromId' | 'writers'>>,
    ): Promise<Draft> {
      const latest = await store.latest(slot, tx.session);
      if (latest?.state !== 'open') {
        return look(tx, await create(tx, slot, (latest?.gen ?? 0) + 1, update), marks);
      }
      const appended = await documents.append(latest._id, latest.gen, 'open', update, tx.write());
      if (!appended) throw new Error(`Draft ${latest._id} and its document disagree`);
      const writers = [...new Set([...(latest.writers ?? []), ...(marks.writers ?? [])])];
      return look(tx, latest, { ...marks, writers });
    },
  };
}

export type Keeping = ReturnType<typeof createKeeping>;
