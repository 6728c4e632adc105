import { canSee } from '../../shared/access.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Actor } from '../auth/actor.ts';
import type { Documents } from '../collab/documents.ts';
import type { ReadWhole, Told } from '../collab/whole.ts';
import type { Tx } from '../events/batch.ts';
import type { TicketService } from '../tickets/service.ts';
import type { Keeping } from './keeping.ts';
import type { Draft } from './model.ts';
import { mustOwn } from './policy.ts';
import type { DraftStore } from './store.ts';

/** Which draft is to become something, and what the asker's client has. */
interface Wanted extends Told {
  docId: string;
  gen: number;
}

/**
 * A draft becomes a message or a comment, in the very transaction that reads its text: not a key falls between, and it
 * happens once.
 */
export function createFreezing(deps: {
  store: DraftStore;
  documents: Documents;
  keeping: Keeping;
  tickets: TicketService;
  whole: ReadWhole;
}) {
  const { store, documents, keeping } = deps;

  /** Who writes a comment along may add it, too. */
  async function helpsWriting(tx: Tx, actor: Actor, draft: Draft): Promise<boolean> {
    if (draft.workspaceId !== actor.workspaceId || !draft.sharedWith.includes(actor.id)) return false;
    const ticket = await deps.tickets.find(tx.workspaceId, draft.ticketId, tx.session);
    return ticket !== null && canSee(actor.rights, ticket);
  }

  return {
    /** The draft that is to be frozen, or what it has become already. @throws notFound, conflict */
    async find(tx: Tx, actor: Actor, kind: Draft['kind'], { docId, gen }: Wanted): Promise<Draft> {
      const draft = await store.find(docId, tx.session);
      if (!draft || kind === 'reply' || !(await helpsWriting(tx, actor, draft))) mustOwn(actor, draft);
      if (draft.kind !== kind) throw notFound('draft');
      if (draft.gen !== gen) throw new AppError('conflict', 'This is another draft by now.');
      const became = draft.state === 'posted' && draft.messageId !== null;
      if (draft.state === 'open' || became) return draft;
      throw new AppError('conflict', 'This draft has been thrown away or taken back.');
    },

    /** The document with the last words; all that the asker's client has is in it. @throws unsaved, invalid, tooLarge */
    whole: (tx: Tx, draft: Draft, input: Wanted) => deps.whole(draft._id, input, tx.session),

    /** From here on nobody writes into it: a key that comes at this moment makes the transaction begin again. */
    async freeze(
      tx: Tx,
      draft: Draft,
      update: Uint8Array | null,
      became: Pick<Draft, 'messageId' | 'taken'>,
    ): Promise<void> {
      const { _id, gen } = draft;
      const pushed = update === null || (await documents.append(_id, gen, 'open', update, tx.write()));
      const frozen = pushed && (await documents.setState(_id, gen, 'open', 'posted', tx.write()));
      if (!frozen) throw new Error(`Draft ${_id} and its document disagree`);
      await keeping.save(tx, draft, { state: 'posted', closedAt: tx.now, ...became });
    },
  };
}

export type Freezing = ReturnType<typeof createFreezing>;
