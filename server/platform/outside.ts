import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP, connect as plainConnect, type Socket } from 'node:net';
import { connect as secureConnect } from 'node:tls';
import { isInside } from './guardedPost.ts';

/** The world beyond this machine, as far as a stranger's address may lead us there. */
export interface Outside {
  /** Every address of a host name. */
  addressesOf(host: string): Promise<string[]>;
  connect(address: string, port: number): Socket;
}

export const realOutside: Outside = {
  addressesOf: async (host) => (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address),
  connect: (address, port) => plainConnect({ host: address, port }),
};

/** How much of a stranger's answer is taken, and how long it is waited for. */
interface Limits {
  bytes: number;
  ms: number;
  accept: string;
}

/** The address leads where we do not go, or what is there is not what was asked for. */
export class OutsideRefusal extends Error {}

/** Enough for a shortener and a move to https; more is a maze. */
const redirectsFollowed = 4;
const ports: Record<string, number> = { 'http:': 80, 'https:': 443 };
const agentName = 'Baton (picture proxy)';

/** An address of the public internet: not this machine, not its network, nothing that is mapped to one of those. */
export function isPublic(address: string): boolean {
  return isIP(address) !== 0 && !isInside(address);
}

/** @throws OutsideRefusal unless each of the host's addresses is public; one of them is connected to, and no other name is asked for it. */
async function addressFor(outside: Outside, host: string): Promise<string> {
  const bare = host.replace(/^\[|\]$/g, '');
  const addresses = isIP(bare) !== 0 ? [bare] : await outside.addressesOf(bare);
  const [first] = addresses;
  if (!first || !addresses.every(isPublic)) throw new OutsideRefusal('This address is not on the public internet');
  return first;
}

/** What an address says; null when it is none. */
export const urlOf = (text: string, base?: string): URL | null =>
  URL.canParse(text, base) ? new URL(text, base) : null;

function mayBeAsked(text: string, base?: string): URL {
  const url = urlOf(text, base);
  const port = url && ports[url.protocol];
  if (!url || !port) throw new OutsideRefusal('This is no web address');
  if (url.port !== '' && url.port !== '80' && url.port !== '443') throw new OutsideRefusal('This port is not the web');
  url.username = '';
  url.password = '';
  return url;
}

async function ask(outside: Outside, url: URL, accept: string, signal: AbortSignal): Promise<IncomingMessage> {
  const address = await addressFor(outside, url.hostname);
  signal.throwIfAborted();
  const secure = url.protocol === 'https:';
  const port = Number(url.port) || (ports[url.protocol] ?? 80);
  const open = () => {
    const socket = outside.connect(address, port);
    return secure ? secureConnect({ socket, servername: url.hostname }) : socket;
  };
  return new Promise((resolve, reject) => {
    const request = (secure ? secureRequest : plainRequest)(url, {
      /** Without an agent, or it would connect by itself. */
      createConnection: open,
      signal,
      headers: { accept, 'accept-encoding': 'identity', 'user-agent': agentName },
    });
    request.once('response', resolve);
    request.once('error', reject);
    request.end();
  });
}

async function bytesOf(answer: IncomingMessage, most: number): Promise<Buffer> {
  const tooMuch = () => new OutsideRefusal('There is more of it than is taken');
  if (Number(answer.headers['content-length'] ?? 0) > most) throw tooMuch();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw tooMuch();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/**
 * Fetches what a stranger's address names, and nothing of our own network: each step's name is resolved once, every address
 * it has must be public, and that address is the one connected to. No cookies, no referrer, no sign-in.
 * @throws OutsideRefusal, or what the network throws
 */
export async function fetchOutside(outside: Outside, address: string, limits: Limits): Promise<Buffer> {
  const signal = AbortSignal.timeout(limits.ms);
  let url = mayBeAsked(address);
  for (let step = 0; step <= redirectsFollowed; step += 1) {
    const answer = await ask(outside, url, limits.accept, signal);
    const { statusCode = 0, headers } = answer;
    try {
      if (statusCode >= 300 && statusCode < 400 && headers.location) {
        url = mayBeAsked(headers.location, url.href);
        continue;
      }
      if (statusCode !== 200) throw new OutsideRefusal(`The answer was ${statusCode}`);
      return await bytesOf(answer, limits.bytes);
    } finally {
      answer.destroy();
    }
  }
  throw new OutsideRefusal('It leads from one address to the next');
}
