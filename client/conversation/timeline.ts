import type { CommentView, HistoryEntry, MessageView } from '../../shared/entities.ts';
import type { Timeline } from '../../shared/state.ts';

/** What stands in a conversation, from top to bottom. Changes that follow each other lie folded in one line. */
export type Item =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'message'; key: string; message: MessageView }
  | { kind: 'comment'; key: string; comment: CommentView }
  | { kind: 'changes'; key: string; entries: HistoryEntry[] };

interface Dated {
  at: string;
  id: string;
}

const inOrder = (a: Dated, b: Dated) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** A ticket is created before its first message, whatever their clocks say. */
const isBirth = (item: Item) => Number(item.kind === 'changes' && item.entries[0]?.property === 'created');

const messageItem = (message: MessageView) => ({
  at: message.at,
  id: message.id,
  item: { kind: 'message', key: message.id, message } satisfies Item,
});
const commentItem = (comment: CommentView) => ({
  at: comment.at,
  id: comment.id,
  item: { kind: 'comment', key: comment.id, comment } satisfies Item,
});
const entryItem = (entry: HistoryEntry) => ({
  at: entry.at,
  id: entry.id,
  item: { kind: 'changes', key: entry.id, entries: [entry] } satisfies Item,
});

/**
 * @param outgoing what the reader has written and the server has not taken yet; it stands last
 * @param from before this moment not everything is here, so nothing is shown; empty when all is
 * @param dayOf names the calendar day a moment falls on
 */
export function itemsOf(
  timeline: Timeline,
  outgoing: { messages: readonly MessageView[]; comments: readonly CommentView[] },
  from: string,
  dayOf: (at: string) => string,
): Item[] {
  const dated = [
    ...Object.values(timeline.messages).map(messageItem),
    ...Object.values(timeline.comments).map(commentItem),
    ...Object.values(timeline.entries).map(entryItem),
  ]
    .filter(({ at }) => at >= from)
    .sort((a, b) => isBirth(b.item) - isBirth(a.item) || inOrder(a, b));
  const waiting = [...outgoing.messages.map(messageItem), ...outgoing.comments.map(commentItem)].sort(inOrder);

  const items: Item[] = [];
  let day = '';
  for (const { at, item } of [...dated, ...waiting]) {
    if (dayOf(at) !== day) {
      day = dayOf(at);
      items.push({ kind: 'day', key: `day ${day}`, at });
    }
    const last = items.at(-1);
    if (item.kind === 'changes' && last?.kind === 'changes') last.entries.push(...item.entries);
    else items.push(item);
  }
  return items;
}
