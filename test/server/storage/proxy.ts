import { mkdtempSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Stands between a driver and a store and can swallow an answer, as a broken connection does. */
export class LossyProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly uri: string;
  #swallow: string | undefined;
  swallowed = 0;

  private constructor(server: Server, uri: string) {
    this.#server = server;
    this.uri = uri;
  }

  static async to(storeUri: string): Promise<LossyProxy> {
    const target = decodeURIComponent(
      new URL(storeUri.replace('mongodb://', 'http://x/')).pathname.slice(1).split('.sock')[0] ?? '',
    );
    const path = join(mkdtempSync(join(tmpdir(), 'baton-proxy-')), 'p.sock');
    const server = createServer();
    const proxy = new LossyProxy(
      server,
      storeUri.replace(/mongodb:\/\/[^/]+/, `mongodb://${encodeURIComponent(path)}`),
    );
    server.on('connection', (client) => proxy.#join(client, connect(`${target}.sock`)));
    await new Promise<void>((resolve) => server.listen(path, resolve));
    return proxy;
  }

  /** The answer to the next command of this name never arrives. */
  swallowAnswerTo(command: string): void {
    this.#swallow = command;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #join(client: Socket, store: Socket): void {
    let doomed = false;
    for (const socket of [client, store]) {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        client.destroy();
        store.destroy();
      });
    }
    client.on('data', (bytes) => {
      if (this.#swallow && bytes.includes(this.#swallow)) {
        doomed = true;
        this.#swallow = undefined;
      }
      store.write(bytes);
    });
    store.on('data', (bytes) => {
      if (!doomed) client.write(bytes);
      else {
        this.swallowed++;
        client.destroy();
      }
    });
  }
}
