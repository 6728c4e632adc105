import type { Screen } from '../connection/screen.ts';
import { bytesIn } from '../drafts/base64.ts';
import { slotsOf } from '../drafts/slots.ts';
import type { CommentEntry, Entry, ReplyEntry } from './entry.ts';
import { outboxOf } from './outbox.ts';

/**
 * What waits to be sent is written on instead; with it all that was written after it at the same place, for that would
 * otherwise go out first.
 */
export async function backToDraft(screen: Screen, { id, ticketId, kind }: ReplyEntry | CommentEntry): Promise<void> {
  const outbox = outboxOf(screen);
  const all = outbox.entries.get();
  const from = all.findIndex((entry) => entry.id === id);
  const together = all.filter((entry, at) => at >= from && entry.kind === kind && entry.ticketId === ticketId);
  const { slot, release } = slotsOf(screen).hold(ticketId, kind);
  const write = async (entry: Entry) => {
    if (entry.kind !== 'change') await slot.takeBack(bytesIn(entry.update));
  };
  try {
    // The last first: what is still to go never goes before what it follows.
    for (const entry of together.reverse()) await outbox.drop(entry.id, write);
  } finally {
    release();
  }
}
