import { applyUpdate, type Doc, encodeStateAsUpdate, encodeStateVector, getState } from 'yjs';
import type { Closing } from './closing.ts';
import { bytesOf, type Connection, close, priceOf, send, spend } from './connection.ts';
import type { Loaded } from './documents.ts';
import { answerFrame, awarenessFrame, haveFrame, type Said, saidIn, savedFrame, updateFrame } from './frames.ts';
import { awarenessMs, documentBytes, lateWaitMs } from './limits.ts';
import type { DocState } from './model.ts';
import { createPresence } from './presence.ts';
import { fromStore, mustBeSound, mustBeStateVector, Unsound } from './updates.ts';
import { Writing, type WritingDeps } from './writing.ts';

/** What a room tells and asks of the world outside. */
export interface RoomDeps extends WritingDeps {
  /** For other nodes; no bytes ask who is there. */
  seen: (docId: string, awareness: Uint8Array) => void;
  /** This room can go on no longer: the next client opens another. */
  lost: (room: Room) => void;
}

/** Closed for these reasons, what a client typed before it heard of it still counts. */
const listenedTo: readonly (Closing | null)[] = [null, 'posted', 'discarded', 'restarting'];

/**
 * A document that is open on this node. What a client types goes to the others at once, and to the store within
 * milliseconds, or a second when nobody else is in it; "saved" is said only of what the store has.
 */
export class Room {
  readonly id: string;
  readonly workspaceId: string;
  readonly connections = new Set<Connection>();
  readonly writing: Writing;
  /** Those who need it open. */
  holders = 0;
  private readonly doc: Doc;
  private readonly presence;
  private readonly deps: RoomDeps;
  private telling: NodeJS.Timeout | undefined;

  constructor(loaded: Loaded, deps: RoomDeps) {
    this.id = loaded.stored._id;
    this.workspaceId = loaded.stored.workspaceId;
    this.doc = loaded.doc;
    this.deps = deps;
    this.presence = createPresence(deps.now);
    this.writing = new Writing(loaded, deps, {
      alone: () => this.isAlone(),
      saved: () => this.tellSaved(),
      turned: (state) => this.turned(state),
    });
    this.doc.on('update', (update: Uint8Array, origin: unknown) => this.taken(update, origin));
  }

  /** A client has come in: it is asked what it has, and told who is here. */
  join(connection: Connection): void {
    this.connections.add(connection);
    const { socket } = connection;
    socket.on('message', (data, isBinary) => this.hear(connection, isBinary ? bytesOf(data) : null));
    socket.on('close', () => {
      this.connections.delete(connection);
      this.presence.leave(connection);
      this.tellPresence();
    });
    send(connection, haveFrame(encodeStateVector(this.doc)));
    if (!this.isOpen()) setTimeout(() => this.dismiss(connection), lateWaitMs).unref();
    const here = this.presence.all();
    if (here) send(connection, awarenessFrame(here));
    if (this.connections.size === 1) this.deps.seen(this.id, new Uint8Array());
  }

  /** Another node says who is there, or, with nothing, asks. @throws Unsound */
  hearElsewhere(awareness: Uint8Array): void {
    if (awareness.length === 0) {
      const own = this.presence.all(true);
      if (own) this.deps.seen(this.id, own);
    } else {
      this.presence.hear(awareness, null);
      this.tellPresence();
    }
  }

  /** Regularly: those who are gone leave, and everybody hears what is saved, which also shows that we are here. */
  tick(): void {
    this.presence.expire();
    this.tellPresence();
    this.tellSaved();
  }

  destroy(): void {
    this.writing.stop();
    clearTimeout(this.telling);
    this.doc.destroy();
  }

  /** One member, in one tab or several, and nobody named by another node. */
  private isAlone(): boolean {
    const [first, ...others] = this.connections;
    return others.every(({ memberId }) => memberId === first?.memberId) && !this.presence.elsewhere();
  }

  private isOpen(): boolean {
    return this.writing.state === 'open';
  }

  private hear(connection: Connection, frame: Uint8Array | null): void {
    if (!listenedTo.includes(connection.closed)) return;
    try {
      if (!frame) throw new Unsound('Frames are binary');
      const said = saidIn(frame);
      if (spend(connection.budget, priceOf(said.kind), this.deps.now())) this.answer(connection, said);
      else close(connection, 'rateLimited');
    } catch (error) {
      close(connection, 'malformed');
      if (error instanceof Unsound) return;
      this.deps.logger.warn({ err: error, docId: this.id }, 'an update broke a document; it is read again');
      this.giveUp();
    }
  }

  private answer(connection: Connection, said: Said): void {
    switch (said.kind) {
      case 'have':
        mustBeStateVector(said.vector);
        if (this.isOpen()) send(connection, answerFrame(encodeStateAsUpdate(this.doc, said.vector)));
        return;
      case 'update':
        this.take(connection, said.update);
        if (said.answersHave) this.greeted(connection);
        return;
      case 'awareness':
        if (connection.closed || !this.isOpen()) return;
        this.presence.hear(said.update, connection);
        this.tellPresence();
        return;
      case 'queryAwareness': {
        const here = this.presence.all();
        if (here) send(connection, awarenessFrame(here));
      }
    }
  }

  /** Its state is known here now: from now on "saved" means something to it. A closed document has no more to say. */
  private greeted(connection: Connection): void {
    connection.heard = true;
    if (this.isOpen()) send(connection, savedFrame(this.writing.saved));
    else void this.writing.settle().then(() => this.dismiss(connection));
  }

  private take(connection: Connection, update: Uint8Array): void {
    const ends = mustBeSound(update);
    if (this.isForged(connection, ends)) close(connection, 'restarting');
    else if (this.writing.fits(update.length)) this.apply(connection, update);
    else close(connection, 'tooLarge');
  }

  /**
   * Does it write on under the id of another member who is here? His next key would count as known and be lost. An honest
   * client that has more of him than we is let in when he has told us himself.
   */
  private isForged({ memberId }: Connection, ends: Map<number, number>): boolean {
    for (const [client, end] of ends) {
      const speaker = this.presence.memberOf(client);
      if (speaker && speaker !== memberId && end > getState(this.doc.store, client)) return true;
    }
    return false;
  }

  private apply(connection: Connection, update: Uint8Array): void {
    const waited = this.doc.store.pendingStructs?.update;
    applyUpdate(this.doc, update, connection);
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
    if (origin !== fromStore) this.writing.push(update);
  }

  /** The document in memory may be broken, or holds too much that fits nowhere: all come back to what is stored. */
  private giveUp(): void {
    this.deps.lost(this);
    for (const connection of this.connections) close(connection, 'restarting');
  }

  private turned(state: DocState | null): void {
    for (const connection of this.connections) {
      if (state === null) close(connection, 'notFound');
      else this.dismiss(connection);
    }
  }

  /** Listened to until it has gone: what it typed before it heard of this still counts. */
  private dismiss(connection: Connection): void {
    const { state } = this.writing;
    close(connection, state === 'open' ? 'restarting' : state);
  }

  private tellSaved(): void {
    const frame = savedFrame(this.writing.saved);
    if (this.isOpen()) for (const one of this.connections) if (one.heard) send(one, frame);
  }

  private tellPresence(): void {
    this.telling ??= setTimeout(() => {
      this.telling = undefined;
      const { here, elsewhere } = this.presence.drain();
      if (elsewhere) this.deps.seen(this.id, elsewhere);
      if (!here) return;
      const frame = awarenessFrame(here);
      for (const one of this.connections) send(one, frame);
    }, awarenessMs);
  }
}
