import { createHmac, timingSafeEqual } from 'node:crypto';

/** RFC 4226 and RFC 6238. What authenticators agree on: SHA-1, six digits, thirty seconds. */
const stepSeconds = 30;
/** A code of the step before or after is taken too: clocks differ, and people type. RFC 6238, 5.2. */
const stepsAround = 1;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648, without padding. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

interface Shape {
  digits?: number;
  hash?: 'sha1' | 'sha256' | 'sha512';
}

/** The one-time password of a counter. */
export function hotp(secret: Uint8Array, counter: number, { digits = 6, hash = 'sha1' }: Shape = {}): string {
  const moving = Buffer.alloc(8);
  moving.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac(hash, secret).update(moving).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  const word = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(word % 10 ** digits).padStart(digits, '0');
}

export const stepAt = (at: Date): number => Math.floor(at.getTime() / 1000 / stepSeconds);

function same(right: string, given: string): boolean {
  const [a, b] = [Buffer.from(right), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The step whose code this is, near `at`; null for no code of this secret. */
export function stepOf(secret: Uint8Array, code: string, at: Date): number | null {
  const now = stepAt(at);
  const steps = Array.from({ length: 2 * stepsAround + 1 }, (_, index) => now - stepsAround + index);
  const matching = steps.filter((step) => same(hotp(secret, step), code));
  return matching[0] ?? null;
}

/** What an authenticator's QR code holds. */
export function uriOf(secret: Uint8Array, email: string): string {
  const query = new URLSearchParams({ secret: base32(secret), issuer: 'Baton', algorithm: 'SHA1', digits: '6' });
  return `otpauth://totp/${encodeURIComponent(`Baton:${email}`)}?${query}&period=${stepSeconds}`;
}
