import type { CommentView } from '../../shared/entities.ts';
import { type Reason, reasonOf } from '../connection/refused.ts';
import type { Screen } from '../connection/screen.ts';
import { base64 } from '../drafts/base64.ts';
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
}

export type Added = { at: 'added' } | { at: 'offline' } | { at: 'refused'; reason: Reason };

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

/**
 * Adds a comment once, however often it is asked to; it stands in the conversation at once.
 * @param id the comment's, the same however often this draft is added from here
 */
export async function addComment(screen: Screen, id: string, what: ToAdd): Promise<Added> {
  if (screen.store.get().line.at === 'offline') return { at: 'offline' };
  const waiting = outgoingOf(screen);
  const known = (one: CommentView) => screen.store.get().known?.timelines[one.ticketId]?.comments[one.id] !== undefined;
  const takeBack = () => waiting.set((all) => all.filter((one) => one.id !== id));
  waiting.set((all) => [...all.filter((one) => one.id !== id && !known(one)), shownAs(id, what)]);
  try {
    const place = await what.place();
    const post = (update: Uint8Array) =>
      screen.ask('comment.post', {
        ...place,
        commentId: id,
        vector: base64(what.vector()),
        ...(update.length <= updateBytes && { update: base64(update) }),
      });
    const { value } = await post(what.update(false)).catch((error) => {
      if (reasonOf(error) !== 'unsaved') throw error;
      return post(what.update(true));
    });
    // A colleague was quicker: his is the one.
    if (value.commentId !== id) takeBack();
    return { at: 'added' };
  } catch (error) {
    takeBack();
    return { at: 'refused', reason: reasonOf(error) };
  }
}
