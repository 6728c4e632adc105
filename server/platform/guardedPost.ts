import { lookup as resolve } from 'node:dns';
import { request as plainRequest } from 'node:http';
import { request } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Addresses that are nobody's on the internet: this machine, private networks, clouds' own services. */
const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(net, bits, 'ipv6');

export const isInside = (address: string): boolean => inside.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Longer than a service that is well takes. */
const patienceMs = 10_000;

export interface Posted {
  status: number;
  /** Seconds, as the other side asks; null when it does not. */
  retryAfter: number | null;
}

/** The address that was checked is the one that is connected to: a name may not change its mind between. */
const publicOnly: LookupFunction = (hostname, options, answer) => {
  resolve(hostname, { ...options, all: true }, (error, found) => {
    if (error) return answer(error, '');
    const hidden = found.find(({ address }) => isInside(address));
    const [first] = found;
    if (hidden || !first) return answer(new Error(`${hostname} is not on the internet`), '');
    if (options.all) answer(null, found);
    else answer(null, first.address, first.family);
  });
};

/**
 * Posts to an address that somebody else named. Only https and only the internet, unless the operator trusts the
 * origin; no redirect is followed, and of the answer only the status is read.
 */
export function guardedPost(
  target: string,
  given: { headers: Record<string, string | number>; body: Buffer },
  trusted: readonly string[],
): Promise<Posted> {
  const url = new URL(target);
  const known = trusted.includes(url.origin);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!known && url.protocol !== 'https:') return Promise.reject(new Error('Only https is posted to'));
  if (!known && isIP(host) !== 0 && isInside(host)) return Promise.reject(new Error(`${host} is not on the internet`));
  const ask = url.protocol === 'https:' ? request : plainRequest;
  return new Promise((settle, reject) => {
    const asking = ask(url, {
      method: 'POST',
      headers: given.headers,
      agent: false,
      ...(known ? {} : { lookup: publicOnly }),
      signal: AbortSignal.timeout(patienceMs),
    });
    asking.once('error', reject);
    asking.once('response', (reply) => {
      reply.on('error', () => {});
      const wait = Number(reply.headers['retry-after']);
      settle({ status: reply.statusCode ?? 0, retryAfter: Number.isFinite(wait) ? wait : null });
      reply.destroy();
    });
    asking.end(given.body);
  });
}
