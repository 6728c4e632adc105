import { encodeStateAsUpdate } from 'yjs';
import { canSee } from '../../shared/access.ts';
import type { Input, Output } from '../../shared/contract.ts';
import type { DraftInvitation, DraftView } from '../../shared/entities.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import { type Actor, rightsOf } from '../auth/actor.ts';
import type { AuthStore } from '../auth/store.ts';
import type { Documents } from '../collab/documents.ts';
import type { Standing } from '../collab/standing.ts';
import type { Tx } from '../events/batch.ts';
import type { Links } from '../files/links.ts';
import type { FileStore } from '../files/store.ts';
import type { ClientSession } from '../storage/connection.ts';
import type { Ticket } from '../tickets/model.ts';
import type { TicketService } from '../tickets/service.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Keeping } from './keeping.ts';
import { type Draft, invitationOf, selfScope, uploadersOf, viewOf } from './model.ts';
import { mayJoin, mustOwn } from './policy.ts';
import type { DraftStore } from './store.ts';

/** More than anybody has begun; the rest is found in the list. */
const shownAtOnce = 500;

/** Drafts: opened, listed, thrown away and brought back, shared and handed over by choice. product: D1–D5. */
export function createDraftService(deps: {
  store: DraftStore;
  documents: Documents;
  keeping: Keeping;
  tickets: TicketService;
  auth: AuthStore;
  files: FileStore;
  links: Links;
}) {
  const { store, documents, keeping, tickets, auth, files, links } = deps;

  async function own(tx: Tx, actor: Actor, docId: string): Promise<Draft> {
    const draft = await store.find(docId, tx.session);
    mustOwn(actor, draft);
    return draft;
  }

  async function ownOpen(tx: Tx, actor: Actor, docId: string): Promise<Draft> {
    const draft = await own(tx, actor, docId);
    if (draft.state !== 'open') throw new AppError('conflict', 'This draft has been sent or thrown away.');
    return draft;
  }

  /** A colleague who may see the draft's ticket, which its author may see as well. @throws notFound */
  async function colleague(tx: Tx, actor: Actor, draft: Draft, memberId: Id): Promise<Ticket> {
    const ticket = await tickets.mustSee(actor, draft.ticketId, tx.session);
    const member = await auth.member(tx.workspaceId, memberId, tx.session);
    if (!member || memberId === actor.id || !canSee(rightsOf(member), ticket)) throw notFound('member');
    return ticket;
  }

  async function close(tx: Tx, draft: Draft): Promise<Draft> {
    if (!(await documents.setState(draft._id, draft.gen, 'open', 'discarded', tx.write()))) {
      throw new Error(`Draft ${draft._id} and its document disagree`);
    }
    return keeping.save(tx, draft, { state: 'discarded', closedAt: tx.now });
  }

  /** All that the draft holds, in one update. */
  async function contentOf(tx: Tx, draft: Draft): Promise<Uint8Array> {
    const loaded = await documents.load(draft._id, tx.session);
    if (!loaded) throw notFound('draft');
    const update = encodeStateAsUpdate(loaded.doc);
    loaded.doc.destroy();
    return update;
  }

  const opened = ({ _id, gen }: Draft) => ({ docId: _id, gen });

  async function withTickets(actor: Actor, drafts: Draft[], mustSeeThem: boolean) {
    const found = await tickets.findCurrent(actor.workspaceId, [...new Set(drafts.map(({ ticketId }) => ticketId))]);
    const seen = new Map([...found].filter(([, ticket]) => canSee(actor.rights, ticket)));
    return drafts.flatMap((draft) => {
      const ticket = seen.get(draft.ticketId);
      if (!ticket && mustSeeThem) return [];
      return [
        { ...viewOf(draft), ticket: ticket ? { id: ticket._id, number: ticket.number, name: ticket.name } : null },
      ];
    });
  }

  return {
    /** Asked by the Yjs endpoint: who may come in, and as what. */
    async standingOf(actor: Actor, doc: { _id: string }): Promise<Standing | null> {
      const draft = await store.find(doc._id);
      if (!draft || draft.workspaceId !== actor.workspaceId) return null;
      if (draft.ownerId === actor.id) return { as: 'owner', about: draft.ticketId };
      if (!draft.sharedWith.includes(actor.id)) return null;
      const ticket = await tickets.find(actor.workspaceId, draft.ticketId);
      return mayJoin(actor, draft, ticket) ? { as: 'guest', about: ticket?._id ?? draft.ticketId } : null;
    },

    /** Where what is shown in a draft can be seen, by those who may read it. @throws notFound */
    async files(actor: Actor, { docId, fileIds }: Input<'draft.files'>): Promise<Output<'draft.files'>> {
      const draft = await store.find(docId);
      const ticket = draft && (await tickets.find(actor.workspaceId, draft.ticketId));
      if (!draft || draft.workspaceId !== actor.workspaceId) throw notFound('draft');
      if (draft.ownerId !== actor.id && !mayJoin(actor, draft, ticket)) throw notFound('draft');
      const found = await Promise.all(
        uploadersOf(draft).map((memberId) => files.find(actor.workspaceId, memberId, fileIds)),
      );
      const urls = found.flat().map(({ fileId, name, type }): [string, string] => {
        return [fileId, links.make({ blob: fileId, name, type, as: 'file' })];
      });
      return { urls: Object.fromEntries(urls) };
    },

    /** Who has lost the ticket keeps what he has begun, and begins nothing new. */
    async open(tx: Tx, actor: Actor, { ticketId, kind }: Input<'draft.open'>): Promise<Output<'draft.open'>> {
      const slot = { workspaceId: tx.workspaceId, ticketId, ownerId: actor.id, kind };
      const latest = await store.latest(slot, tx.session);
      if (latest?.state === 'open') return opened(latest);
      await tickets.mustSee(actor, ticketId, tx.session);
      return opened(await keeping.open(tx, slot));
    },

    async list(actor: Actor, input: Input<'draft.list'>): Promise<Output<'draft.list'>> {
      const limit = input.limit ?? 50;
      const which = input.which ?? 'open';
      const after = readCursor(input.cursor ?? null);
      const page = await store.list(actor.workspaceId, actor.id, which, after, limit + 1);
      const items = page.slice(0, limit);
      const last = items.at(-1);
      return {
        items: await withTickets(actor, items, which === 'shared'),
        next: page.length > limit && last ? writeCursor({ updatedAt: last.updatedAt, docId: last._id }) : null,
      };
    },

    async shownTo(actor: Actor, session: ClientSession): Promise<DraftView[]> {
      return (await store.list(actor.workspaceId, actor.id, 'open', null, shownAtOnce, session)).map(viewOf);
    },

    /** The tickets he has a draft for. */
    async ticketIdsOf(actor: Actor): Promise<Id[]> {
      const found = await store.list(actor.workspaceId, actor.id, 'open', null, shownAtOnce);
      return [...new Set(found.map(({ ticketId }) => ticketId))];
    },

    async invitationsOf(actor: Actor, session: ClientSession): Promise<DraftInvitation[]> {
      return (await store.list(actor.workspaceId, actor.id, 'shared', null, shownAtOnce, session)).map(invitationOf);
    },

    /** Thrown away twice is thrown away once. */
    async discard(tx: Tx, actor: Actor, { docId, gen }: Input<'draft.discard'>) {
      const draft = await own(tx, actor, docId);
      if (draft.gen !== gen) throw new AppError('conflict', 'This is another draft by now.');
      if (draft.state === 'posted') throw new AppError('conflict', 'This draft has been sent.');
      if (draft.state === 'open') await close(tx, await keeping.look(tx, draft));
      return { docId };
    },

    async restore(tx: Tx, actor: Actor, { docId }: Input<'draft.restore'>): Promise<Output<'draft.restore'>> {
      const draft = await own(tx, actor, docId);
      if (draft.state === 'open') return opened(draft);
      const { workspaceId, ticketId, ownerId, kind } = draft;
      const slot = { workspaceId, ticketId, ownerId, kind };
      const latest = await store.latest(slot, tx.session);
      if (draft.state === 'discarded' && latest?._id === docId) {
        await documents.setState(docId, draft.gen, 'discarded', 'open', tx.write());
        return opened(await keeping.look(tx, draft, { state: 'open', closedAt: null }));
      }
      return opened(await keeping.seed(tx, slot, await contentOf(tx, draft), { writers: uploadersOf(draft) }));
    },

    async share(tx: Tx, actor: Actor, { docId, memberId }: Input<'draft.share'>) {
      const draft = await ownOpen(tx, actor, docId);
      const ticket = await colleague(tx, actor, draft, memberId);
      if (draft.sharedWith.includes(memberId)) return { docId };
      const writers = [...new Set([...(draft.writers ?? []), memberId])];
      const shared = await keeping.look(tx, draft, { sharedWith: [...draft.sharedWith, memberId], writers });
      const subject = { kind: 'ticket', id: ticket._id } as const;
      const delivery = { audience: [selfScope(memberId)], subject, actorId: actor.id };
      tx.emit({ type: 'draft.invited', invitation: invitationOf(shared) }, delivery);
      return { docId };
    },

    async unshare(tx: Tx, actor: Actor, { docId, memberId }: Input<'draft.unshare'>) {
      const draft = await own(tx, actor, docId);
      if (draft.sharedWith.includes(memberId)) {
        await keeping.save(tx, draft, { sharedWith: draft.sharedWith.filter((id) => id !== memberId) });
      }
      return { docId };
    },

    /** Joined with what the colleague has begun himself. Here it counts as thrown away. */
    async handOver(tx: Tx, actor: Actor, { docId, memberId }: Input<'draft.handOver'>) {
      const draft = await ownOpen(tx, actor, docId);
      await colleague(tx, actor, draft, memberId);
      const slot = { workspaceId: tx.workspaceId, ticketId: draft.ticketId, ownerId: memberId, kind: draft.kind };
      const given = await keeping.seed(tx, slot, await contentOf(tx, draft), {
        fromId: actor.id,
        writers: uploadersOf(draft),
      });
      await close(tx, draft);
      return { docId: given._id };
    },
  };
}

export type DraftService = ReturnType<typeof createDraftService>;
