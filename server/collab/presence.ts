import { createDecoder, readVarString, readVarUint } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding';
import { z } from 'zod';
import type { Id } from '../../shared/ids.ts';
import { awarenessBytes, awarenessLastsMs, clientIdsKept } from './limits.ts';
import { Unsound } from './updates.ts';

/** Who is in a document and where his cursor is, as one client says it of itself. Kept in memory only. */
interface Entry {
  client: number;
  clock: number;
  /** JSON; null once it has left. */
  state: string | null;
}

interface Held extends Entry {
  /** The connection of this node that speaks for it; null for another node's. */
  by: Speaker | null;
  memberId: Id | null;
  heardAt: number;
}

/** A connection of this node. */
interface Speaker {
  memberId: Id;
}

const State = z.record(z.string(), z.unknown()).nullable();

function entriesIn(update: Uint8Array): Entry[] {
  try {
    const decoder = createDecoder(update);
    return Array.from({ length: Math.min(readVarUint(decoder), update.length) }, () => ({
      client: readVarUint(decoder),
      clock: readVarUint(decoder),
      state: readVarString(decoder),
    }));
  } catch {
    throw new Unsound('This is no awareness update');
  }
}

function updateOf(entries: readonly Entry[]): Uint8Array | null {
  if (entries.length === 0) return null;
  const encoder = createEncoder();
  writeVarUint(encoder, entries.length);
  for (const { client, clock, state } of entries) {
    writeVarUint(encoder, client);
    writeVarUint(encoder, clock);
    writeVarString(encoder, state ?? 'null');
  }
  return toUint8Array(encoder);
}

const stateIn = (json: string | null): z.infer<typeof State> => {
  try {
    return State.parse(JSON.parse(json ?? 'null'));
  } catch {
    throw new Unsound('An awareness state is a JSON object or null');
  }
};

/** The state with its member's id set by us, so that nobody borrows another's name. */
function stamped(entry: Entry, memberId: Id): Entry {
  if (Buffer.byteLength(entry.state ?? '') > awarenessBytes) throw new Unsound('This awareness state is too large');
  const state = stateIn(entry.state);
  return { ...entry, state: state && JSON.stringify({ ...state, memberId }) };
}

/** As another node has checked and stamped it. */
function readBack(entry: Entry): Entry & { memberId: Id | null } {
  const state = stateIn(entry.state);
  const memberId = typeof state?.memberId === 'string' ? state.memberId : null;
  return { ...entry, state: state && entry.state, memberId };
}

/**
 * A connection speaks for its own client ids only. Stock clients repeat what they hear of others; that is passed over
 * in silence. A member may take an id over from an older connection of his own: it came back before the old one ended.
 */
export function createPresence(now: () => number) {
  const held = new Map<number, Held>();
  const news = new Map<number, Held>();

  function maySet({ client, memberId }: Pick<Held, 'client' | 'memberId'>, by: Speaker | null): boolean {
    const known = held.get(client);
    if (!known) return by === null || [...held.values()].filter((one) => one.by === by).length < clientIdsKept;
    return known.by === by || (memberId !== null && known.memberId === memberId);
  }

  function take(entry: Held): void {
    const known = held.get(entry.client);
    if (!known && entry.state === null) return;
    if (known && known.clock > entry.clock) return;
    if (known?.clock === entry.clock && known.by === entry.by && entry.state !== null) return;
    held.set(entry.client, entry);
    news.set(entry.client, entry);
  }

  /** Under the clock they were last seen with, so that they are heard again when they come back. */
  function forget(gone: readonly Held[]): void {
    for (const one of gone) {
      held.delete(one.client);
      if (one.state !== null) news.set(one.client, { ...one, state: null });
    }
  }

  return {
    /** `by` null: another node said it. @throws Unsound */
    hear(update: Uint8Array, by: Speaker | null): void {
      const entries = entriesIn(update).map((entry): Held => {
        const heardAt = now();
        if (!by) return { ...readBack(entry), by, heardAt };
        return { ...entry, by, memberId: by.memberId, heardAt };
      });
      for (const entry of entries.filter((one) => maySet(one, by))) {
        take(by ? { ...entry, ...stamped(entry, by.memberId) } : entry);
      }
    },
    /** Has another node named somebody who has not left? */
    elsewhere: (): boolean => [...held.values()].some(({ by, state }) => by === null && state !== null),
    /** Whose this client id is, while he is here. */
    memberOf: (client: number): Id | null => held.get(client)?.memberId ?? null,
    /** A connection has ended: its ids are free. */
    leave: (by: Speaker): void => forget([...held.values()].filter((one) => one.by === by)),
    /** Those of other nodes that have not been named again: their node may be gone. */
    expire: (): void =>
      forget([...held.values()].filter(({ by, heardAt }) => by === null && heardAt < now() - awarenessLastsMs)),
    /** What nobody has been told yet: for this node's connections, and, of our own, for other nodes. */
    drain(): { here: Uint8Array | null; elsewhere: Uint8Array | null } {
      const entries = [...news.values()];
      news.clear();
      return { here: updateOf(entries), elsewhere: updateOf(entries.filter(({ by }) => by !== null)) };
    },
    /** Everybody who is here; or only those of this node. */
    all: (ownOnly = false): Uint8Array | null =>
      updateOf([...held.values()].filter(({ state, by }) => state !== null && !(ownOnly && by === null))),
  };
}
