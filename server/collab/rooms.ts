import { applyUpdate } from 'yjs';
import type { Id } from '../../shared/ids.ts';
import type { Doorbell } from '../events/doorbell.ts';
import type { Logger } from '../platform/logger.ts';
import { createBeat } from './beat.ts';
import type { Connection } from './connection.ts';
import type { Documents } from './documents.ts';
import { batchMs, lookEveryMs, pingEveryMs } from './limits.ts';
import { Room, type RoomDeps } from './room.ts';
import { fromStore, Unsound } from './updates.ts';

/** `<node> <document> n` or, with who is there, `<node> <document> a <base64>`. Hints only: every node looks by itself. */
const topic = 'collab';
/** A node that stops does not wait longer for a store that is away; the clients still have their text. */
const settleMs = 5000;

/** The documents that are open on this node; shares the word of their changes with other nodes. */
export function createRooms(
  deps: Pick<RoomDeps, 'documents' | 'logger' | 'now'> & {
    documents: Documents;
    logger: Logger;
    doorbell: Doorbell;
    /** Tells this node's own words from others'. */
    nodeId: string;
    /** Something was stored in a document. */
    written: (workspaceId: Id, docId: string) => void;
    late: (workspaceId: Id, docId: string, update: Uint8Array) => Promise<void>;
  },
) {
  const { documents, logger, doorbell, nodeId } = deps;
  const rooms = new Map<string, Promise<Room | null>>();
  const open = new Map<string, Room>();
  const soon = createBeat(batchMs);
  let looking: Promise<void> = Promise.resolve();

  async function load(docId: string): Promise<Room | null> {
    const loaded = await documents.load(docId);
    if (!loaded) return null;
    const { workspaceId, state } = loaded.stored;
    // What has been taken in already need not be told again.
    if (state === 'posted') for (const late of await documents.lateOf(docId)) applyUpdate(loaded.doc, late, fromStore);
    const room = new Room(loaded, {
      ...deps,
      soon,
      stored: (id) => {
        doorbell.tell(topic, `${nodeId} ${id} n`);
        deps.written(workspaceId, id);
      },
      seen: (id, awareness) => doorbell.tell(topic, `${nodeId} ${id} a ${Buffer.from(awareness).toString('base64')}`),
      late: (id, update) => deps.late(workspaceId, id, update),
      lost: (lost) => {
        if (open.get(docId) === lost) drop(docId);
      },
    });
    open.set(docId, room);
    return room;
  }

  function drop(docId: string): void {
    open.delete(docId);
    rooms.delete(docId);
  }

  function hear(text: string): void {
    const [from, docId = '', kind, awareness = ''] = text.split(' ');
    const room = open.get(docId);
    if (!room || from === nodeId) return;
    if (kind === 'n') void room.writing.refresh();
    else {
      try {
        room.hearElsewhere(Buffer.from(awareness, 'base64'));
      } catch (error) {
        if (!(error instanceof Unsound)) throw error;
      }
    }
  }

  async function look(): Promise<void> {
    if (open.size === 0) return;
    const glances = new Map((await documents.glance([...open.keys()])).map((one) => [one._id, one]));
    for (const [docId, room] of open) {
      const glance = glances.get(docId);
      if (!glance || room.writing.lags(glance)) void room.writing.refresh();
    }
  }

  doorbell.onTell(topic, hear);
  const timers = [
    setInterval(() => {
      looking = looking
        .then(look)
        .catch((error) => logger.warn({ err: error }, 'the documents could not be looked at'));
    }, lookEveryMs),
    setInterval(() => {
      for (const room of open.values()) room.tick();
    }, pingEveryMs),
  ];

  return {
    /** Keeps the document's room open until `release`; null when there is no such document. */
    async hold(docId: string): Promise<Room | null> {
      for (;;) {
        const known = rooms.get(docId) ?? load(docId);
        rooms.set(docId, known);
        const room = await known.catch((error) => {
          rooms.delete(docId);
          throw error;
        });
        if (!room) {
          rooms.delete(docId);
          return null;
        }
        if (open.get(docId) !== room) continue;
        room.holders += 1;
        return room;
      }
    },
    /** The last one out waits for what is still being stored. */
    release(room: Room): void {
      room.holders -= 1;
      if (room.holders > 0) return;
      void room.writing.settle().then(() => {
        if (room.holders > 0) return;
        if (open.get(room.id) === room) drop(room.id);
        room.destroy();
      });
    },
    find: (docId: string): Room | undefined => open.get(docId),
    all: (): Iterable<Room> => open.values(),
    connections: function* (): Iterable<Connection> {
      for (const room of open.values()) yield* room.connections;
    },
    async close(): Promise<void> {
      for (const timer of timers) clearInterval(timer);
      await looking;
      const settled = Promise.all([...open.values()].map((room) => room.writing.settle()));
      await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, settleMs).unref())]);
      for (const room of open.values()) room.destroy();
    },
  };
}

export type Rooms = ReturnType<typeof createRooms>;
