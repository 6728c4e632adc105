import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Socket.IO listens for itself. */
const socketIo = '/socket.io/';

/** One handler for all WebSockets of the server: each goes by the beginning of its path, any other is refused. */
export function routeUpgrades(http: Server, routes: Record<string, UpgradeHandler>): void {
  http.on('upgrade', (request, socket, head) => {
    const path = request.url ?? '';
    if (path.startsWith(socketIo)) return;
    const route = Object.entries(routes).find(([prefix]) => path.startsWith(prefix));
    if (route) return route[1](request, socket, head);
    socket.on('error', () => {});
    socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
}
