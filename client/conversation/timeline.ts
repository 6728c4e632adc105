import type { HistoryEntry, MessageView } from '../../shared/entities.ts';
import type { Timeline } from '../../shared/state.ts';

/** What stands in a conversation, from top to bottom. Changes that follow each other lie folded in one line. */
export type Item =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'message'; key: string; message: MessageView }
  | { kind: 'changes'; key: string; entries: HistoryEntry[] };

interface Dated {
  at: string;
  id: string;
}

const inOrder = (a: Dated, b: Dated) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** A ticket is created before its first message, whatever their clocks say. */
const isBirth = ({ entry }: { entry: HistoryEntry | null }) => Number(entry?.property === 'created');

/**
 * @param outgoing replies of the reader's own that the server has not taken yet; they stand last
 * @param complete whether the first message is here; without it, changes before the oldest message shown are left out
 * @param dayOf names the calendar day a moment falls on
 */
export function itemsOf(
  timeline: Timeline,
  outgoing: readonly MessageView[],
  complete: boolean,
  dayOf: (at: string) => string,
): Item[] {
  const messages = Object.values(timeline.messages).sort((a, b) => a.seq - b.seq);
  const first = complete ? '' : (messages[0]?.at ?? '');
  const entries = Object.values(timeline.entries).filter((entry) => entry.at >= first);
  const dated = [
    ...messages.map((message) => ({ at: message.at, id: message.id, message, entry: null })),
    ...entries.map((entry) => ({ at: entry.at, id: entry.id, message: null, entry })),
  ].sort((a, b) => isBirth(b) - isBirth(a) || inOrder(a, b));
  const waiting = outgoing.map((message) => ({ at: message.at, id: message.id, message, entry: null }));

  const items: Item[] = [];
  let day = '';
  for (const { at, message, entry } of [...dated, ...waiting]) {
    if (dayOf(at) !== day) {
      day = dayOf(at);
      items.push({ kind: 'day', key: `day ${day}`, at });
    }
    const last = items.at(-1);
    if (message) items.push({ kind: 'message', key: message.id, message });
    else if (last?.kind === 'changes') last.entries.push(entry);
    else items.push({ kind: 'changes', key: entry.id, entries: [entry] });
  }
  return items;
}
