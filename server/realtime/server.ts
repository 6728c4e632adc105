import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server } from 'socket.io';
import { scopesOf } from '../../shared/access.ts';
import type { Id } from '../../shared/ids.ts';
import { type Actor, type ActorOf, signInAgain } from '../auth/actor.ts';
import type { Claims, ReadCredential } from '../auth/credentials.ts';
import { mustHold } from '../auth/policy.ts';
import type { Doorbell } from '../events/doorbell.ts';
import type { Relay } from '../events/relay.ts';
import type { EventStore, LogEntry } from '../events/store.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { Dispatch } from '../rpc/dispatch.ts';
import { tellAtOnce } from './burst.ts';
import { createPresenceHub, type PresenceHub } from './presence/presence.ts';
import type { BatonSocket, ClientToServer, ServerToClient, SocketData } from './protocol.ts';
import { recover } from './recovery.ts';
import { type Audiences, eventOf } from './replay.ts';
import { answerRequests } from './requests.ts';
import { scopeRoom } from './rooms.ts';

/** A socket that has so much unread is cut; it will catch up when it can. */
const maxUnreadBytes = 1024 * 1024;
const lookEveryMs = 1000;
const beatEveryMs = 5000;
/** What ends a sign-in is told through the log; this finds one that was ended behind its back. */
const askEveryMs = 5 * 60_000;

/** How a client learns why it may not connect: Socket.IO hands `data` on. */
const refusal = Object.assign(new Error('unauthenticated'), { data: { code: 'unauthenticated' } });

export interface Realtime {
  /**
   * Hands a run of the log to this node's sockets; called by the relay, in order. `passed` is called in the same
   * breath as they are told, so that nobody who comes in finds a position between.
   */
  deliver(run: LogEntry[], passed: () => void): Promise<void>;
  /** Every followed workspace is delivered up to its position: time for a beat? */
  looked(): void;
  sockets(): number;
  presence: Pick<PresenceHub, 'isHere'>;
  /** Has this node a screen of the workspace? */
  isIn(workspaceId: Id): boolean;
  close(): Promise<void>;
}

export function createRealtime(deps: {
  http: HttpServer;
  relay: () => Relay;
  events: EventStore;
  credentials: ReadCredential;
  clock: Clock;
  actorOf: ActorOf;
  dispatch: Dispatch;
  audiences: Audiences;
  doorbell: Doorbell;
  rightsSeqOf: (workspaceId: Id, memberId: Id) => Promise<number>;
  mayConnect: (request: IncomingMessage) => boolean;
  logger: Logger;
}): Realtime {
  const { credentials, actorOf, clock, logger } = deps;
  const io = new Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>(deps.http, {
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: 64 * 1024,
    perMessageDeflate: false,
    // Upgrades that are not its own are answered in upgrade.ts.
    destroyUpgrade: false,
    pingInterval: 4000,
    pingTimeout: 4000,
    allowRequest: (request, answer) =>
      answer(deps.mayConnect(request) ? null : 'This page may not connect here.', deps.mayConnect(request)),
  });
  const presence = createPresenceHub({
    doorbell: deps.doorbell,
    audiences: deps.audiences.ticket,
    emit: (workspaceId, scopes, news) => {
      if (scopes.length > 0) io.to(scopes.map((scope) => scopeRoom(workspaceId, scope))).emit('presence', news);
    },
    now: () => performance.now(),
    logger,
  });
  const socketsIn = new Map<Id, number>();
  let lastBeat = 0;

  function untilOf({ until }: Actor): Date {
    const soon = clock.now().getTime() + askEveryMs;
    return new Date(until ? Math.min(until.getTime(), soon) : soon);
  }

  /** A program has to be allowed to read: events are read. */
  async function admit(socket: BatonSocket, token: string): Promise<void> {
    const claims = await credentials(token);
    if (!claims) throw signInAgain();
    const actor = await actorOf(claims);
    mustHold(actor, 'read');
    socket.data = { claims, until: untilOf(actor), scopes: null, rightsVersion: 0 };
  }

  io.use((socket, next) => {
    const { token } = socket.handshake.auth as { token?: unknown };
    admit(socket, typeof token === 'string' ? token : '').then(
      () => next(),
      () => next(refusal),
    );
  });

  io.on('connection', (socket) => {
    const { wid, sub } = socket.data.claims;
    socketsIn.set(wid, (socketsIn.get(wid) ?? 0) + 1);
    socket.on('disconnect', () => {
      presence.leave(socket.id);
      const left = (socketsIn.get(wid) ?? 1) - 1;
      if (left > 0) socketsIn.set(wid, left);
      else {
        socketsIn.delete(wid);
        deps.relay().unfollow(wid);
      }
    });
    answerRequests(socket, deps);
    if (!socket.data.claims.program) {
      presence.come(socket.id, { workspaceId: wid, memberId: sub, scopes: () => socket.data.scopes ?? [] });
      socket.on('presence', (statement) => presence.say(socket.id, statement));
    }
    comeIn(socket, socket.handshake.auth);
    forgetHandshake(socket);
  });

  function comeIn(socket: BatonSocket, place: unknown): void {
    recover(socket, place, { ...deps, relay: deps.relay() })
      .then(() => showPresence(socket))
      .catch((error) => {
        logger.warn({ err: error }, 'a screen could not catch up');
        socket.disconnect(true);
      });
  }

  /** Everybody who is about, as far as this screen may know. */
  async function showPresence(socket: BatonSocket): Promise<void> {
    const { scopes } = socket.data;
    presence.moved(socket.id);
    if (scopes) socket.emit('presence', await presence.shownTo(socket.data.claims.wid, scopes));
  }

  /** They are few that are looked for so, and seldom: not worth a room for every screen. */
  const socketsOf = (isMeant: (claims: Claims) => boolean) =>
    [...io.of('/').sockets.values()].filter((socket) => isMeant(socket.data.claims));

  /** Moves members' sockets to the rooms of their new rights, before anything later in the log is delivered. */
  async function changeRights(workspaceId: Id, memberIds: Id[]): Promise<void> {
    for (const socket of socketsOf(({ wid, sub }) => wid === workspaceId && memberIds.includes(sub))) {
      socket.data.rightsVersion += 1;
      const actor = await actorOf(socket.data.claims).catch(() => null);
      if (!actor) {
        end(socket, 'suspended');
        continue;
      }
      if (!socket.data.scopes || !socket.connected) continue;
      for (const scope of socket.data.scopes) void socket.leave(scopeRoom(workspaceId, scope));
      socket.data.scopes = scopesOf(actor.rights, 'view');
      void socket.join(socket.data.scopes.map((scope) => scopeRoom(workspaceId, scope)));
      socket.emit('reset', { reason: 'rights' });
      void showPresence(socket).catch((error) => logger.warn({ err: error }, 'presence could not be shown'));
    }
  }

  function end(socket: BatonSocket, reason: 'signedOut' | 'suspended' | 'expired'): void {
    socket.data.rightsVersion += 1;
    for (const room of [...socket.rooms]) void socket.leave(room);
    socket.emit('ended', { reason });
    socket.disconnect(true);
  }

  /** A connection lives as long as its sign-in; one that was refreshed meanwhile goes on. */
  async function renew(socket: BatonSocket): Promise<void> {
    socket.data.until = null;
    const actor = await actorOf(socket.data.claims).catch(() => null);
    if (actor) socket.data.until = untilOf(actor);
    else end(socket, 'expired');
  }

  const looking = setInterval(() => {
    const now = clock.now();
    for (const socket of io.of('/').sockets.values()) {
      if (socket.data.until && socket.data.until <= now) void renew(socket);
      if (unreadBytes(socket) > maxUnreadBytes) {
        logger.info({ memberId: socket.data.claims.sub }, 'a slow screen was cut; it will catch up');
        socket.conn.close(true);
      }
    }
  }, lookEveryMs);

  return {
    async deliver(run, passed) {
      for (const { workspaceId, rightsOf, sessionsEnded } of run) {
        if (rightsOf.length > 0) await changeRights(workspaceId, rightsOf);
        if (sessionsEnded.length === 0) continue;
        for (const socket of socketsOf(({ sid }) => sessionsEnded.includes(sid))) end(socket, 'signedOut');
      }
      passed();
      const told = run.flatMap((entry) => {
        const event = eventOf(entry);
        const rooms = (scopes: string[]) => scopes.map((scope) => scopeRoom(entry.workspaceId, scope));
        return event ? { rooms: rooms(entry.audience), except: rooms(entry.except), event } : [];
      });
      tellAtOnce(io as unknown as Server, told);
      for (const { workspaceId, data } of run) {
        if (data?.type === 'ticket.changed') presence.touched(workspaceId, data.ticket.id);
        if (data?.type === 'tickets.changed') for (const { id } of data.tickets) presence.touched(workspaceId, id);
      }
    },
    looked() {
      const now = Date.now();
      if (now - lastBeat < beatEveryMs) return;
      lastBeat = now;
      for (const workspaceId of socketsIn.keys()) {
        const seq = deps.relay().position(workspaceId);
        if (seq >= 0) io.to(scopeRoom(workspaceId, 'members')).emit('beat', { seq });
      }
    },
    presence,
    sockets: () => io.of('/').sockets.size,
    isIn: (workspaceId) => socketsIn.has(workspaceId),
    async close() {
      clearInterval(looking);
      presence.close();
      await io.close();
    },
  };
}

/** Headers and token have been read, and an idle socket need not carry them for a day. */
function forgetHandshake(socket: BatonSocket): void {
  Object.assign(socket.handshake, { auth: {}, headers: {}, query: {} });
  Object.assign(socket.conn, { request: null });
}

/** What waits for a slow reader: in the socket, and before it. */
function unreadBytes(socket: BatonSocket): number {
  const { transport, writeBuffer } = socket.conn as unknown as {
    transport: { socket?: { bufferedAmount?: number } };
    writeBuffer: { data?: string | Buffer; options?: { wsPreEncodedFrame?: Buffer[] } }[];
  };
  const sizeOf = ({ data, options }: (typeof writeBuffer)[number]) =>
    options?.wsPreEncodedFrame?.reduce((sum, part) => sum + part.length, 0) ?? data?.length ?? 0;
  const before = writeBuffer.reduce((sum, packet) => sum + sizeOf(packet), 0);
  return before + (transport.socket?.bufferedAmount ?? 0);
}
