import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that systems hand out for connections, so that nobody is given one between this look and its use. */
const [from, to] = [10_000, 32_000];
const given = new Set<number>();

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

/** A port that nobody listens on, for a program that must be told one; no two calls answer the same. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(from, to);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
}
