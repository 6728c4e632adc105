import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from '../../support/until.ts';

/** A browser's half of a push subscription, and how it reads what comes (RFC 8291, RFC 8188). */
export function browserKeys() {
  const ecdh = createECDH('prime256v1');
  const mine = ecdh.generateKeys();
  const auth = randomBytes(16);

  function read(body: Buffer): unknown {
    const salt = body.subarray(0, 16);
    const theirs = body.subarray(21, 21 + (body[20] ?? 0));
    const sealed = body.subarray(21 + theirs.length);
    const shared = ecdh.computeSecret(theirs);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), mine, theirs]);
    const ikm = Buffer.from(hkdfSync('sha256', shared, auth, info, 32));
    const key = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: aes128gcm\0', 16));
    const nonce = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: nonce\0', 12));
    const decipher = createDecipheriv('aes-128-gcm', key, nonce);
    decipher.setAuthTag(sealed.subarray(-16));
    const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString());
  }
  return { keys: { p256dh: mine.toString('base64url'), auth: auth.toString('base64url') }, read };
}

interface Pushed {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A push service on this machine, with real HTTP. */
export interface Receiver {
  origin: string;
  pushed: Pushed[];
  /** What it answers from now on. */
  answer(status: number): void;
  /** Waits until so many have come, and answers the last. */
  has(count: number): Promise<Pushed>;
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const pushed: Pushed[] = [];
  let status = 201;
  const server = createServer((request, reply) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      pushed.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts) });
      reply.writeHead(status, { location: 'http://127.0.0.1:9/elsewhere' }).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    pushed,
    answer(next) {
      status = next;
    },
    async has(count) {
      await until(`${count} push messages`, () => pushed.length >= count);
      const last = pushed.at(-1);
      if (!last) throw new Error('It was there a moment ago');
      return last;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
