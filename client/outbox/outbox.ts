import { perScreen } from '../connection/perScreen.ts';
import { type Reason, Refused, reasonOf } from '../connection/refused.ts';
import type { Screen } from '../connection/screen.ts';
import { createStore, type Store } from '../connection/store.ts';
import { carryOut, isSentElsewhere, obstacleTo } from './carryOut.ts';
import { type Kept, keep, keptOf, remove, replace } from './disk.ts';
import { type Entry, holdsBack, parkedBy } from './entry.ts';
import { createOverlay } from './onScreen.ts';

/** What became of it. `waits`: it lies on this device until the server can be reached. */
export type Outcome = { at: 'done' } | { at: 'waits' } | { at: 'refused'; reason: Reason; details?: unknown };

export interface Outbox {
  /** What an earlier visit has left is among the entries. */
  ready: Promise<void>;
  /** All that the server has not confirmed, first to last: what waits, and what is parked. */
  entries: Store<readonly Entry[]>;
  /** How much of what waited has been carried out since the line came back; null while nothing of it is under way. */
  progress: Store<{ done: number; total: number } | null>;
  /** Resolves when it is on this device's disk; throws when it cannot be kept there and would be lost with the page. */
  add(entry: Entry, told?: (outcome: Outcome) => void): Promise<void>;
  /** Once more, whatever stood in its way. */
  again(id: string): Promise<void>;
  /** Takes it out, unless it is being carried out; `first` is done with it before it goes. */
  drop(id: string, first?: (entry: Entry) => Promise<void>): Promise<void>;
  /** Is a text on its way from this place, so that the next may not mix with it? */
  holds(ticketId: string, kind: 'reply' | 'comment'): boolean;
  close(): void;
}

/** What the tabs of a person tell each other: one has carried something out, or the disk holds something else now. */
type Word =
  | { at: 'done'; id: string; version: number | null }
  | { at: 'refused'; id: string; reason: Reason; details?: unknown }
  | { at: 'turned' };

const askAgainAfter = 1000;

/** A text waits for the one before it at the same place: they are one draft on the server until that has gone. */
const isBehindParked = (kept: readonly Kept[], at: number): boolean => {
  const entry = kept[at]?.entry;
  return kept
    .slice(0, at)
    .some(
      ({ entry: before }) =>
        entry && before.parked && entry.kind !== 'change' && holdsBack(before, entry.ticketId, entry.kind),
    );
};

export const outboxOf = perScreen(createOutbox);

/**
 * What a person does goes onto this device's disk and to the server: in the order it was done, from one tab at a time,
 * under the id it was born with. So it outlives the page, and is carried out once. A change that nothing waits before
 * goes to both at the same time.
 */
function createOutbox(screen: Screen): Outbox {
  const { owner } = screen;
  const entries = createStore<readonly Entry[]>([]);
  const progress = createStore<{ done: number; total: number } | null>(null);
  const overlay = createOverlay(screen);
  /** Done on this page: its author is here, and is told. */
  const mine = new Map<string, ((outcome: Outcome) => void) | undefined>();
  /** Not on the disk yet, or not at all. */
  const loose = new Map<string, Entry>();
  /** Settled before the disk had them, which it has by now. */
  const gone = new Set<string>();
  let closed = false;
  let running = false;
  let more = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Its author may be elsewhere by now. */
  const isLate = (entry: Entry) => entry.waited || !mine.has(entry.id);
  const live = () => !closed && screen.store.get().line.at === 'live';

  const channel = new BroadcastChannel(`baton.outbox ${owner}`);
  channel.onmessage = ({ data }: MessageEvent<Word>) => void hear(data);
  const tell = async (word: Word) => {
    if (!closed) channel.postMessage(word);
    await hear(word);
  };

  async function all(): Promise<Kept[]> {
    const kept = (await keptOf(owner).catch(() => [])).filter(({ entry }) => !gone.has(entry.id));
    const onDisk = new Set(kept.map(({ entry }) => entry.id));
    return [...kept, ...[...loose.values()].filter(({ id }) => !onDisk.has(id)).map((entry) => ({ key: '', entry }))];
  }

  const keyOf = async ({ id }: Entry) => (await keptOf(owner)).find(({ entry }) => entry.id === id)?.key;

  async function put({ key, entry }: Kept, next: Entry | null): Promise<void> {
    if (loose.has(entry.id)) {
      if (next) loose.set(entry.id, next);
      else {
        loose.delete(entry.id);
        gone.add(entry.id);
      }
      // The disk follows as soon as it has it.
      if (!key) return;
    }
    await write(key || (await keyOf(entry)), next).catch(() => {});
  }

  async function write(key: string | undefined, next: Entry | null): Promise<void> {
    if (key) await (next ? replace(key, next) : remove(key));
  }

  /** It is on the disk as it was when it was made; what has become of it meanwhile follows. */
  async function written(made: Entry): Promise<void> {
    let there: Entry | null = made;
    for (;;) {
      const now = loose.get(made.id) ?? null;
      if (now === there) break;
      await write(await keyOf(made), now);
      there = now;
    }
    loose.delete(made.id);
    gone.delete(made.id);
  }

  /** Takes over what the disk holds. */
  async function look(): Promise<void> {
    const kept = await all();
    if (closed) return;
    entries.set(() => kept.map(({ entry }) => entry));
    overlay.follow(entries.get());
  }

  async function hear(word: Word): Promise<void> {
    if (word.at !== 'turned') {
      const entry = entries.get().find(({ id }) => id === word.id);
      const told = mine.get(word.id);
      if (entry && word.at === 'done') overlay.done(entry, word.version);
      if (entry && word.at === 'refused') overlay.refused(entry, mine.has(word.id) ? word.reason : null);
      told?.(word.at === 'done' ? { at: 'done' } : { at: 'refused', reason: word.reason, details: word.details });
      mine.delete(word.id);
    }
    await look();
    void pump();
  }

  /** One tab at a time. Without locks (a page on plain http) the request's id alone makes it once. */
  const locks = globalThis.navigator?.locks;
  const alone = <T>(work: () => Promise<T>): Promise<T> =>
    locks ? locks.request(`baton.outbox ${owner}`, work) : work();

  async function pump(): Promise<void> {
    more = true;
    if (running || !live()) return;
    if (!entries.get().some(({ parked }) => !parked)) return;
    running = true;
    try {
      while (more && live()) {
        more = false;
        await alone(drain);
      }
    } catch {
      // What could not be done now is done later.
    } finally {
      running = false;
      progress.set(() => null);
    }
  }

  /** Nothing waits before it, and its author is here: the server need not wait for the disk. */
  async function atOnce(entry: Entry): Promise<void> {
    running = true;
    const settled = await settle({ key: '', entry }, []).catch(() => false);
    running = false;
    if (settled) await pump();
    else pumpLater();
  }

  function pumpLater(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void pump(), askAgainAfter);
  }

  async function drain(): Promise<void> {
    let done = 0;
    while (live()) {
      const kept = await all();
      const waiting = kept.filter(({ entry }, at) => entry.parked === null && !isBehindParked(kept, at));
      const [next] = waiting;
      if (!next) return;
      const late = waiting.filter(({ entry }) => isLate(entry)).length;
      if (late > 0) progress.set(() => ({ done, total: done + late }));
      if (isLate(next.entry)) done += 1;
      if (await settle(next, kept)) continue;
      return pumpLater();
    }
  }

  /** False: not now. */
  async function settle(kept: Kept, others: readonly Kept[]): Promise<boolean> {
    const { entry } = kept;
    const late = isLate(entry);
    try {
      const obstacle = late ? await obstacleTo(screen, entry, others) : null;
      if (obstacle) return await turn(kept, { ...entry, parked: obstacle });
      const { version } = await carryOut(screen, entry, (named) => turn(kept, named));
      await put(kept, null);
      await tell({ at: 'done', id: entry.id, version });
      return true;
    } catch (error) {
      if (isSentElsewhere(error)) return turn(kept, { ...entry, waited: true, parked: 'sentElsewhere' });
      const reason = reasonOf(error);
      if (reason === 'unreachable' || reason === 'unauthenticated' || reason === 'rateLimited') {
        if (!entry.waited) await turn(kept, { ...entry, waited: true });
        return false;
      }
      const refusals = entry.refusals + 1;
      if (late || entry.kind !== 'change')
        return turn(kept, { ...entry, waited: true, refusals, parked: parkedBy(reason, refusals) });
      await put(kept, null);
      await tell({
        at: 'refused',
        id: entry.id,
        reason,
        details: error instanceof Refused ? error.details : undefined,
      });
      return true;
    }
  }

  async function turn(kept: Kept, next: Entry): Promise<true> {
    await put(kept, next);
    await tell({ at: 'turned' });
    return true;
  }

  let wasLive = false;
  const forget = screen.store.subscribe(() => {
    const isLive = live();
    if (isLive && !wasLive) void pump();
    if (!isLive && wasLive) for (const told of mine.values()) told?.({ at: 'waits' });
    wasLive = isLive;
  });
  const ready = look();
  void ready.then(() => pump());

  return {
    ready,
    entries,
    progress,
    async add(entry, told) {
      const away = !live();
      const made = { ...entry, waited: away };
      mine.set(made.id, told);
      loose.set(made.id, made);
      entries.set((now) => [...now, made]);
      overlay.follow(entries.get());
      if (!away && !running && made.kind === 'change' && entries.get().length === 1) void atOnce(made);
      try {
        await keep(owner, made);
        await written(made);
      } catch (error) {
        if (made.kind !== 'change') {
          loose.delete(made.id);
          mine.delete(made.id);
          await look();
          throw error;
        }
      }
      await tell({ at: 'turned' });
      if (away) told?.({ at: 'waits' });
    },
    again: (id) =>
      alone(async () => {
        const kept = (await all()).find(({ entry }) => entry.id === id);
        if (!kept) return;
        const afresh = { parked: null, refusals: 0, waited: true, at: new Date().toISOString() };
        const { entry } = kept;
        if (entry.kind === 'change') await turn(kept, { ...entry, ...afresh, before: {} });
        else if (entry.kind === 'reply') await turn(kept, { ...entry, ...afresh, anyway: true });
        else await turn(kept, { ...entry, ...afresh });
      }),
    drop: (id, first) =>
      alone(async () => {
        const kept = (await all()).find(({ entry }) => entry.id === id);
        if (!kept) return;
        await first?.(kept.entry);
        await put(kept, null);
        await tell({ at: 'turned' });
      }),
    holds: (ticketId, kind) => entries.get().some((entry) => holdsBack(entry, ticketId, kind)),
    close() {
      closed = true;
      clearTimeout(timer);
      forget();
      channel.close();
    },
  };
}
