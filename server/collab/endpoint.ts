import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { editorSchema, schemaParam } from '../../shared/editorSchema.ts';
import type { Id } from '../../shared/ids.ts';
import type { Claims } from '../auth/credentials.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import { closing as closingCodes } from './closing.ts';
import { type Connection, close, newBudget } from './connection.ts';
import { subprotocol } from './credentials.ts';
import { connectionsPerMember, messageBytes, pingEveryMs } from './limits.ts';
import { DocName } from './model.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';
import type { Admission } from './standing.ts';

interface Deps {
  rooms: Rooms;
  admission: Admission;
  claimsOf: (request: IncomingMessage) => Promise<Claims | null>;
  mayConnect: (request: IncomingMessage) => boolean;
  /** From now on this workspace's log is read here. */
  follow: (workspaceId: Id) => Promise<unknown>;
  left: (workspaceId: Id) => void;
  now: () => number;
  clock: Clock;
  logger: Logger;
}

/** Refuses before there is a WebSocket: the client learns the status and nothing else. */
function refuse(socket: Duplex, status: 400 | 401 | 403 | 404 | 429 | 503): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function docNameIn(url: string | undefined): string | null {
  const path = (url ?? '').split('?')[0] ?? '';
  const name = path.slice(path.lastIndexOf('/') + 1);
  return DocName.test(name) ? name : null;
}

/** Does this client's editor know what ours knows? Programs that say nothing know what they do. */
function isOutdated(url: string | undefined): boolean {
  const said = new URLSearchParams((url ?? '').split('?')[1]).get(schemaParam);
  return said !== null && said !== String(editorSchema);
}

/** `/collab/<docId>`: rights are checked before the upgrade, and again whenever they change. */
export function createEndpoint(deps: Deps) {
  const { rooms, logger } = deps;
  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: messageBytes,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: (offered) => (offered.has(subprotocol) ? subprotocol : false),
  });
  const alive = new WeakSet<WebSocket>();
  const inWorkspace = new Map<Id, number>();
  /** Those who were let into a document, by the ticket that can take it from them: most changes of tickets concern none. */
  const guests = new Map<Id, Map<Connection, Room>>();
  /** Counts what the log has said of rights, so that coming in notices a change underneath. */
  let changes = 0;
  let closing = false;

  async function admit(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    if (!deps.mayConnect(request)) return refuse(socket, 403);
    const docId = docNameIn(request.url);
    const claims = await deps.claimsOf(request);
    if (!claims) return refuse(socket, 401);
    arrive(claims.wid);
    socket.once('close', () => depart(claims.wid));
    await deps.follow(claims.wid);
    const seen = changes;
    const found = docId ? await deps.admission(claims, docId) : 404;
    if (found === 401 || found === 404 || !docId) return refuse(socket, found === 401 ? 401 : 404);
    // Only a close code tells a stock client to stay away.
    if (isOutdated(request.url)) {
      wss.handleUpgrade(request, socket, head, (ws) => {
        ws.on('error', () => {});
        ws.close(closingCodes.outdated, 'outdated');
      });
      return;
    }
    const own = [...rooms.connections()].filter((one) => one.memberId === claims.sub);
    if (own.length >= connectionsPerMember) return refuse(socket, 429);
    const room = await rooms.hold(docId);
    if (!room) return refuse(socket, 404);
    if (socket.destroyed || closing) {
      rooms.release(room);
      return refuse(socket, 503);
    }
    let cameIn = false;
    wss.handleUpgrade(request, socket, head, (ws) => {
      cameIn = true;
      const budget = newBudget(deps.now());
      comeIn(room, { ...found, claims, memberId: claims.sub, socket: ws, closed: null, heard: false, budget });
      if (changes !== seen) look(room, () => true).catch(() => ws.close());
    });
    if (!cameIn) rooms.release(room);
  }

  function arrive(workspaceId: Id): void {
    inWorkspace.set(workspaceId, (inWorkspace.get(workspaceId) ?? 0) + 1);
  }

  function depart(workspaceId: Id): void {
    const left = (inWorkspace.get(workspaceId) ?? 1) - 1;
    if (left > 0) inWorkspace.set(workspaceId, left);
    else {
      inWorkspace.delete(workspaceId);
      deps.left(workspaceId);
    }
  }

  function comeIn(room: Room, connection: Connection): void {
    const { socket } = connection;
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
    socket.on('error', () => {});
    room.join(connection);
    note(connection, room);
    socket.on('close', () => {
      forget(connection);
      rooms.release(room);
    });
  }

  function note(connection: Connection, room: Room): void {
    if (connection.as !== 'guest' || connection.socket.readyState > connection.socket.OPEN) return;
    const at = guests.get(connection.about) ?? new Map<Connection, Room>();
    guests.set(connection.about, at.set(connection, room));
  }

  function forget(connection: Connection): void {
    const at = guests.get(connection.about);
    if (at?.delete(connection) && at.size === 0) guests.delete(connection.about);
  }

  /** Whoever may no longer be in this room goes. */
  async function look(room: Room, concerned: (connection: Connection) => boolean): Promise<void> {
    const answers = new Map<string, ReturnType<Admission>>();
    for (const connection of [...room.connections].filter((one) => !one.closed && concerned(one))) {
      const { claims } = connection;
      const answer = answers.get(claims.sid) ?? deps.admission(claims, room.id);
      answers.set(claims.sid, answer);
      const found = await answer;
      if (found === 401) close(connection, 'signedOut');
      else if (found === 404) close(connection, 'notFound');
      else {
        forget(connection);
        note(Object.assign(connection, found), room);
      }
    }
  }

  const pings = setInterval(() => {
    for (const { socket } of rooms.connections()) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
    const now = deps.clock.now().getTime();
    for (const room of rooms.all()) {
      look(room, ({ lookAt }) => lookAt <= now).catch((error) =>
        logger.warn({ err: error }, 'rights could not be read'),
      );
    }
  }, pingEveryMs);

  return {
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      socket.on('error', () => socket.destroy());
      admit(request, socket, head).catch((error) => {
        logger.error({ err: error }, 'a document could not be opened');
        refuse(socket, 503);
      });
    },
    /** Looks again at whom the log names, before anything later is delivered. */
    async rightsChanged(workspaceId: Id, concerned: (connection: Connection) => boolean): Promise<void> {
      changes += 1;
      for (const room of rooms.all()) if (room.workspaceId === workspaceId) await look(room, concerned);
    },
    /** The same, at those whose document depends on their right to this ticket. */
    async ticketChanged(ticketId: Id): Promise<void> {
      changes += 1;
      for (const [guest, room] of [...(guests.get(ticketId) ?? [])]) await look(room, (one) => one === guest);
    },
    /** The same, at all in one document. */
    async documentChanged(room: Room): Promise<void> {
      changes += 1;
      await look(room, () => true);
    },
    isIn: (workspaceId: Id): boolean => inWorkspace.has(workspaceId),
    sockets: () => [...inWorkspace.values()].reduce((sum, one) => sum + one, 0),
    async close(): Promise<void> {
      closing = true;
      clearInterval(pings);
      for (const connection of rooms.connections()) close(connection, 'restarting');
      await rooms.close();
      for (const { socket } of rooms.connections()) socket.terminate();
    },
  };
}
