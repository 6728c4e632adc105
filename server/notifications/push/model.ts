import { createHash } from 'node:crypto';
import type { Id } from '../../../shared/ids.ts';

/** A browser that is told by push, as long as its sign-in lives. */
export interface Subscription {
  _id: string;
  workspaceId: Id;
  memberId: Id;
  /** The sign-in it was made in: when that has ended, nobody knows who sits there. */
  sessionId: Id;
  endpoint: string;
  /** The browser's public key and shared secret, base64url. */
  p256dh: string;
  auth: string;
  at: Date;
}

/** One browser is one subscription of a workspace, whoever uses it. */
export const subscriptionKey = (workspaceId: Id, endpoint: string): string =>
  `${workspaceId}:${createHash('sha256').update(endpoint).digest('base64url')}`;

/** The push services of the browsers there are. A name that begins with a dot stands for all names that end so. */
const services = [
  'fcm.googleapis.com',
  'jmt17.google.com',
  '.push.services.mozilla.com',
  '.push.apple.com',
  '.notify.windows.com',
];

/**
 * Browsers name the address that messages go to, so anybody can name any: it must be one of a push service that is
 * known, or of those the operator trusts (origins).
 */
export function isPushService(endpoint: string, trusted: readonly string[]): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, port, origin, username, password } = new URL(endpoint);
  if (username || password) return false;
  if (trusted.includes(origin)) return true;
  const known = services.some((name) => (name.startsWith('.') ? hostname.endsWith(name) : hostname === name));
  return protocol === 'https:' && port === '' && known;
}

const uncompressedPoint = 0x04;

/** As RFC 8291 has them: a point on P-256, and 16 bytes. */
export function areKeys({ p256dh, auth }: { p256dh: string; auth: string }): boolean {
  const point = Buffer.from(p256dh, 'base64url');
  return point.length === 65 && point[0] === uncompressedPoint && Buffer.from(auth, 'base64url').length === 16;
}
