import { applyUpdate, type Doc, encodeStateAsUpdate, encodeStateVector, mergeUpdates } from 'yjs';
import type { Logger } from '../platform/logger.ts';
import type { Closing } from './closing.ts';
import { bytesOf, type Connection, close, priceOf, send, spend } from './connection.ts';
import type { Documents, Loaded } from './documents.ts';
import { answerFrame, awarenessFrame, haveFrame, type Said, saidIn, savedFrame, updateFrame } from './frames.ts';
import { batchMs, documentBytes, lateWaitMs, retryAtMostMs } from './limits.ts';
import { type DocState, tailStart } from './model.ts';
import { createPresence } from './presence.ts';
import { fromStore, mustBeSound, mustBeStateVector, Unsound } from './updates.ts';

/** What a room tells and asks of the world outside. */
export interface RoomDeps {
  documents: Documents;
  logger: Logger;
  now: () => number;
  /** It has been stored, up to `n`: other nodes and the feature may want to look. */
  stored: (docId: string, n: number) => void;
  /** For other nodes. */
  seen: (docId: string, awareness: Uint8Array) => void;
  /** Takes what was typed into a document that had become a message. Durable when it answers. */
  late: (docId: string, update: Uint8Array) => Promise<void>;
  /** This room can go on no longer: the next client opens another. */
  lost: (room: Room) => void;
}

/** Closed for these reasons, what a client typed before it heard of it still counts. */
const listenedTo: readonly (Closing | null)[] = [null, 'posted', 'discarded', 'restarting'];

/**
 * A document that is open on this node. What a client types goes to the others at once, and to the store within
 * milliseconds; "saved" is said only of what the store has. The store is believed, this room's memory is not.
 */
export class Room {
  readonly id: string;
  readonly workspaceId: string;
  readonly connections = new Set<Connection>();
  /** Those who need it open. */
  holders = 0;
  private readonly gen: number;
  private readonly doc: Doc;
  private state: DocState;
  /** Everything up to this update of the store is in the document. */
  private n: number;
  private foldedAt: number;
  private bytes: number;
  /** What the store is known to have, as a state vector. */
  private saved: Uint8Array;
  private queue: Uint8Array[] = [];
  private storing = false;
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();
  private readonly presence;
  private readonly deps: RoomDeps;

  constructor({ stored, doc }: Loaded, deps: RoomDeps) {
    this.id = stored._id;
    this.workspaceId = stored.workspaceId;
    this.gen = stored.gen;
    this.state = stored.state;
    this.n = stored.n;
    this.foldedAt = tailStart(stored);
    this.bytes = stored.size + stored.tail;
    this.doc = doc;
    this.saved = encodeStateVector(doc);
    this.deps = deps;
    this.presence = createPresence(deps.now);
    doc.on('update', (update: Uint8Array, origin: unknown) => this.taken(update, origin));
  }

  /** A client has come in: it is asked what it has, and told who is here and what is saved. */
  join(connection: Connection): void {
    this.connections.add(connection);
    const { socket } = connection;
    socket.on('message', (data, isBinary) => this.hear(connection, isBinary ? bytesOf(data) : null));
    socket.on('close', () => {
      this.connections.delete(connection);
      this.tellPresence(this.presence.leave(connection));
    });
    send(connection, haveFrame(encodeStateVector(this.doc)));
    const here = this.presence.all();
    if (here && this.state === 'open') send(connection, awarenessFrame(here));
    if (this.connections.size === 1) this.deps.seen(this.id, new Uint8Array());
    if (this.state !== 'open') setTimeout(() => this.dismiss(connection), lateWaitMs).unref();
  }

  /** Waits until all that was typed here is stored. */
  async settle(): Promise<void> {
    while (this.queue.length > 0) await this.flush();
    await this.turn;
  }

  unsettled(): boolean {
    return this.queue.length > 0 || this.storing;
  }

  /** Something may have been written elsewhere. */
  refresh(): Promise<void> {
    return this.inTurn(async () => void (await this.catchUp()));
  }

  /** Behind what the store says? */
  lags(glance: { n: number; state: DocState }): boolean {
    return glance.n > this.n || glance.state !== this.state;
  }

  /** Another node says who is there, or, with nothing, asks. */
  hearElsewhere(awareness: Uint8Array): void {
    const own = awareness.length === 0 ? this.presence.all(true) : null;
    if (own) this.deps.seen(this.id, own);
    else if (awareness.length > 0) this.tellHere(this.presence.hear(awareness, null));
  }

  /** Regularly: those who are gone leave, and everybody hears what is saved, which also shows that we are here. */
  tick(): void {
    this.tellHere(this.presence.expire());
    this.tellSaved();
  }

  destroy(): void {
    clearTimeout(this.timer);
    this.doc.destroy();
  }

  private hear(connection: Connection, frame: Uint8Array | null): void {
    try {
      if (!frame) throw new Unsound('Frames are binary');
      if (!listenedTo.includes(connection.closed)) return;
      const said = saidIn(frame);
      if (spend(connection.budget, priceOf(said.kind), this.deps.now())) this.answer(connection, said);
      else close(connection, 'rateLimited');
    } catch (error) {
      if (!(error instanceof Unsound)) this.deps.logger.warn({ err: error, docId: this.id }, 'a frame was refused');
      close(connection, 'malformed');
    }
  }

  private answer(connection: Connection, said: Said): void {
    switch (said.kind) {
      case 'have':
        mustBeStateVector(said.vector);
        if (this.state === 'open') send(connection, answerFrame(encodeStateAsUpdate(this.doc, said.vector)));
        return;
      case 'update':
        this.take(connection, said.update);
        if (said.answersHave) this.greeted(connection);
        return;
      case 'awareness': {
        if (connection.closed || this.state !== 'open') return;
        this.tellPresence(this.presence.hear(said.update, connection));
        return;
      }
      case 'queryAwareness': {
        const here = this.presence.all();
        if (here) send(connection, awarenessFrame(here));
      }
    }
  }

  /** Its state is known here now: from now on "saved" means something to it. A closed document has nothing more to say. */
  private greeted(connection: Connection): void {
    connection.heard = true;
    void this.settle().then(() => {
      if (this.state === 'open') send(connection, savedFrame(this.saved));
      else this.dismiss(connection);
    });
  }

  private take(connection: Connection, update: Uint8Array): void {
    mustBeSound(update);
    const waiting = this.queue.reduce((sum, one) => sum + one.length, 0);
    if (this.deps.documents.fits(this.bytes + waiting + update.length)) this.apply(connection, update);
    else close(connection, 'tooLarge');
  }

  private apply(connection: Connection, update: Uint8Array): void {
    const waited = this.doc.store.pendingStructs?.update;
    try {
      applyUpdate(this.doc, update, connection);
    } catch (error) {
      this.giveUp();
      throw error;
    }
    const waits = this.doc.store.pendingStructs?.update;
    if (!waits || waits === waited) return;
    // It builds on something that we have not got: ask for all of it.
    send(connection, haveFrame(encodeStateVector(this.doc)));
    if (waits.length > documentBytes) this.giveUp();
  }

  /** What the document has taken in, in the form it took it: only that is told and stored. */
  private taken(update: Uint8Array, origin: unknown): void {
    const frame = updateFrame(update);
    for (const one of this.connections) if (one !== origin) send(one, frame);
    if (origin === fromStore) return;
    this.queue.push(update);
    this.timer ??= setTimeout(() => void this.flush(), batchMs);
  }

  /** The document in memory may be broken: everybody comes back to one that is read from the store. */
  private giveUp(): void {
    this.deps.lost(this);
    for (const connection of this.connections) close(connection, 'restarting');
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const run = this.turn.then(work).catch((error) => {
      this.deps.logger.error({ err: error, docId: this.id }, 'a document could not be read or stored; trying again');
    });
    this.turn = run;
    return run;
  }

  private flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    return this.inTurn(async () => {
      const batch = this.queue;
      if (batch.length === 0) return;
      this.queue = [];
      const vector = encodeStateVector(this.doc);
      const update = batch.length === 1 && batch[0] ? batch[0] : mergeUpdates(batch);
      this.storing = true;
      await this.store(update);
      this.storing = false;
      this.saved = vector;
      if (this.state === 'open') this.tellSaved();
    });
  }

  /** Until the store has it; while it is away nobody is told "saved". */
  private async store(update: Uint8Array): Promise<void> {
    for (let waitMs = 50; ; waitMs = Math.min(waitMs * 2, retryAtMostMs)) {
      try {
        if (await this.tryToStore(update)) return;
      } catch (error) {
        this.deps.logger.error({ err: error, docId: this.id }, 'a document could not be stored; trying again');
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    }
  }

  private async tryToStore(update: Uint8Array): Promise<boolean> {
    const { documents, late, stored } = this.deps;
    if (this.state === 'posted') {
      await late(this.id, update);
      return true;
    }
    const now = await documents.append(this.id, this.gen, this.state, update);
    if (!now) return !(await this.catchUp());
    this.bytes = now.size + now.tail;
    if (now.n === this.n + 1) this.n = now.n;
    else await this.catchUp();
    stored(this.id, now.n);
    if (documents.needsFolding(now, this.foldedAt)) await this.fold();
    return true;
  }

  private async fold(): Promise<void> {
    const folded = await this.deps.documents.fold(this.id).catch((error) => {
      this.deps.logger.warn(
        { err: error, docId: this.id },
        'a document could not be folded; the next write tries again',
      );
      return null;
    });
    if (!folded) return;
    this.foldedAt = folded.n;
    this.bytes = folded.size;
  }

  /** False when there is no such document any more. */
  private async catchUp(): Promise<boolean> {
    const found = await this.deps.documents.read(this.id, this.n);
    if (!found) {
      this.queue = [];
      for (const connection of this.connections) close(connection, 'notFound');
      return false;
    }
    const { stored, updates } = found;
    this.doc.transact(() => {
      for (const update of updates) applyUpdate(this.doc, update, fromStore);
    }, fromStore);
    this.n = stored.n;
    this.foldedAt = tailStart(stored);
    this.bytes = stored.size + stored.tail;
    if (!this.unsettled()) this.saved = encodeStateVector(this.doc);
    if (stored.state !== this.state) {
      this.state = stored.state;
      for (const connection of this.connections) this.dismiss(connection);
    }
    return true;
  }

  /** Listened to until it has gone: what it typed before it heard of this still counts. */
  private dismiss(connection: Connection): void {
    if (this.state === 'open') close(connection, 'restarting');
    else close(connection, this.state);
  }

  private tellSaved(): void {
    const frame = savedFrame(this.saved);
    for (const one of this.connections) if (one.heard) send(one, frame);
  }

  private tellPresence(update: Uint8Array | null): void {
    if (!update) return;
    this.tellHere(update);
    this.deps.seen(this.id, update);
  }

  private tellHere(update: Uint8Array | null): void {
    if (!update) return;
    const frame = awarenessFrame(update);
    for (const one of this.connections) send(one, frame);
  }
}
