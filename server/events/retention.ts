import type { Clock } from '../platform/clock.ts';
import type { EventStore } from './store.ts';

const day = 86_400_000;
/** A screen that was away for longer loads anew. */
const logDays = 7;
const logEntries = 100_000;
/** Work that was done offline and is older asks before it is sent. */
const receiptDays = 14;
const pageSize = 1000;

/** Forgets what is older than promised: log entries and receipts. design: one write path. */
export async function forgetOld(events: EventStore, clock: Clock): Promise<void> {
  const now = clock.now().getTime();
  await events.forgetReceipts(new Date(now - receiptDays * day));
  for (const { _id: workspaceId, seq } of await events.positions()) {
    for (;;) {
      const page = await events.after(workspaceId, 0, pageSize);
      const old = page.filter((entry) => entry.at.getTime() < now - logDays * day || entry.seq <= seq - logEntries);
      const last = old.at(-1);
      if (!last) break;
      await events.forgetEvents(workspaceId, last.seq);
    }
  }
}
