import { rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import type { Environment } from './commands/call.ts';
import { Cursors } from './commands/cursors.ts';
import { dispatch } from './commands/dispatch.ts';
import { keepHouse } from './commands/housekeeping.ts';
import { Sessions } from './commands/sessions.ts';
import { Store } from './data/store.ts';
import { serveConnection } from './wire/connection.ts';

/** A path for a Unix socket, or a loopback port chosen by the system. */
export type Address = { path: string } | { host: '127.0.0.1'; port: 0 };

export interface Running {
  /** The port, when serving TCP. */
  port: number | undefined;
  close(): Promise<void>;
}

/** Opens the store and serves it. */
export async function serve(dir: string, address: Address, log: (line: string) => void): Promise<Running> {
  const store = new Store(dir);
  const cursors = new Cursors();
  const now = () => new Date();
  const environment: Environment = { store, cursors, sessions: new Sessions(store, cursors, now), now };
  const sockets = new Set<Socket>();
  const report = (error: unknown) => log(`embedded store: ${error instanceof Error ? error.stack : String(error)}`);
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serveConnection(socket, (request) => dispatch(environment, request, report), log);
  });
  await listen(server, address);
  const housekeeping = keepHouse(environment, report);
  const bound = server.address();
  return {
    port: bound && typeof bound === 'object' ? bound.port : undefined,
    close: async () => {
      server.close();
      await housekeeping.stop();
      for (const socket of sockets) socket.destroy();
      await store.close();
      if ('path' in address) rmSync(address.path, { force: true });
    },
  };
}

function listen(server: Server, address: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => resolve());
  });
}
