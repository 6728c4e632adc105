import { digest } from 'lib0/hash/sha256';
import { v7 as uuid } from 'uuid';
import type { CommentView } from '../../shared/entities.ts';
import { type Reason, reasonOf } from '../connection/refused.ts';
import type { Screen } from '../connection/screen.ts';
import { base64 } from '../drafts/base64.ts';
import { outboxOf } from '../outbox/outbox.ts';
import { outgoingOf } from './outgoing.ts';

/** What is added: a draft's name on the server, and what this device has of it. */
export interface ToAdd {
  ticketId: string;
  ownerId: string;
  html: string;
  place: () => Promise<{ docId: string; gen: number }>;
  vector: () => Uint8Array;
  /** What the server is not known to have, or all there is. */
  update: (all: boolean) => Uint8Array;
  /** Its name on the server if it has one; absent where others write along, so that it cannot wait on this device. */
  named?: () => { docId: string; gen: number } | null;
}

/** `waits`: it lies on this device, and is added once when the line is back. */
export type Added = { at: 'added' } | { at: 'waits' } | { at: 'offline' } | { at: 'refused'; reason: Reason };

/** Whatever a body may hold; what is larger is added once the server has it. */
const updateBytes = 600_000;

const shownAs = (id: string, { ticketId, ownerId, html }: ToAdd): CommentView => ({
  id,
  ticketId,
  memberId: ownerId,
  html,
  text: '',
  mentions: [],
  at: new Date().toISOString(),
  seq: Number.MAX_SAFE_INTEGER,
  editedAt: null,
  editedBy: null,
  editorIds: [],
  edit: null,
  version: 0,
});

/** The same for all who write it together, so that it stands once, whoever adds it first. Nobody finds the document by it. */
function sharedId({ docId, gen }: { docId: string; gen: number }): string {
  const hash = digest(new TextEncoder().encode(`comment ${docId} ${gen}`));
  return Array.from(hash.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Adds a comment once, however often it is asked to; it stands in the conversation at once.
 * @param own the comment's id where one writes alone, the same however often this draft is added from here
 */
export async function addComment(screen: Screen, own: string, what: ToAdd): Promise<Added> {
  const live = screen.store.get().line.at === 'live';
  if (!live || outboxOf(screen).holds(what.ticketId, 'comment')) return layBy(screen, own, what);
  try {
    return await post(screen, what.named ? own : sharedId(await what.place()), what);
  } catch (error) {
    const reason = reasonOf(error);
    return reason === 'unreachable' && what.named ? layBy(screen, own, what) : { at: 'refused', reason };
  }
}

async function post(screen: Screen, id: string, what: ToAdd): Promise<Added> {
  const waiting = outgoingOf(screen);
  const known = (one: CommentView) => screen.store.get().known?.timelines[one.ticketId]?.comments[one.id] !== undefined;
  const takeBack = () => waiting.set((all) => all.filter((one) => one.id !== id));
  waiting.set((all) => [...all.filter((one) => one.id !== id && !known(one)), shownAs(id, what)]);
  try {
    const place = await what.place();
    const ask = (update: Uint8Array) =>
      screen.ask('comment.post', {
        ...place,
        commentId: id,
        vector: base64(what.vector()),
        ...(update.length <= updateBytes && { update: base64(update) }),
      });
    const { value } = await ask(what.update(false)).catch((error) => {
      if (reasonOf(error) !== 'unsaved') throw error;
      return ask(what.update(true));
    });
    // Somebody was quicker: his is the one.
    if (value.commentId !== id) takeBack();
    return { at: 'added' };
  } catch (error) {
    takeBack();
    throw error;
  }
}

/** Into the outbox, with all of its text. */
async function layBy(screen: Screen, id: string, what: ToAdd): Promise<Added> {
  if (!what.named) return { at: 'offline' };
  try {
    await outboxOf(screen).add({
      kind: 'comment',
      id: uuid(),
      ticketId: what.ticketId,
      at: new Date().toISOString(),
      waited: true,
      refusals: 0,
      parked: null,
      place: what.named(),
      update: base64(what.update(true)),
      vector: base64(what.vector()),
      comment: shownAs(id, what),
    });
  } catch {
    return { at: 'offline' };
  }
  return { at: 'waits' };
}
