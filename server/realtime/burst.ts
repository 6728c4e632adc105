import type { Server } from 'socket.io';
import * as ws from 'ws';
import type { Event } from '../../shared/events.ts';

/** So many events share a write: one bit of a number for each. */
const maxBurst = 32;

/** An event and the rooms that hear it. */
export interface Told {
  rooms: string[];
  except: string[];
  event: Event;
}

/** Not in ws's types, but what Socket.IO's own adapter broadcasts with. */
const { Sender } = ws as unknown as {
  Sender: { frame(data: Buffer, options: Record<string, unknown>): Buffer[] };
};
const asText = { fin: true, opcode: 1, mask: false, rsv1: false, readOnly: false };

/** The event as it travels: a message (4) of Engine.IO with an event (2) of Socket.IO, framed for a WebSocket. */
const frameOf = (event: Event): Buffer =>
  Buffer.concat(Sender.frame(Buffer.from(`42${JSON.stringify(['event', event])}`), asText));

/**
 * Tells each socket the events that are meant for it, in their order and in one write: sockets that hear the same share
 * the bytes. On the wire it is what an emit for each of them would send; the writes are what a broadcast costs.
 * docs/benchmarks.md: fan-out.
 */
export function tellAtOnce(io: Server, told: Told[]): void {
  for (let from = 0; from < told.length; from += maxBurst) tellBurst(io, told.slice(from, from + maxBurst));
}

function tellBurst(io: Server, told: Told[]): void {
  const { adapter, sockets } = io.of('/');
  const meant = new Map<string, number>();
  for (const [index, { rooms, except }] of told.entries()) {
    const bit = 1 << index;
    for (const room of rooms) for (const id of adapter.rooms.get(room) ?? []) meant.set(id, (meant.get(id) ?? 0) | bit);
    for (const room of except)
      for (const id of adapter.rooms.get(room) ?? []) meant.set(id, (meant.get(id) ?? 0) & ~bit);
  }
  const frames: Buffer[] = [];
  const shared = new Map<number, { wsPreEncodedFrame: Buffer[]; compress: false }>();
  const optionsFor = (bits: number) => {
    const known = shared.get(bits);
    if (known) return known;
    const parts = told.flatMap(({ event }, index) => {
      if ((bits & (1 << index)) === 0) return [];
      frames[index] ??= frameOf(event);
      return frames[index];
    });
    const made = { wsPreEncodedFrame: [Buffer.concat(parts)], compress: false as const };
    shared.set(bits, made);
    return made;
  };
  for (const [id, bits] of meant) if (bits !== 0) sockets.get(id)?.conn.write('', optionsFor(bits));
}
