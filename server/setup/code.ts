import { timingSafeEqual } from 'node:crypto';
import { base32 } from '../auth/totp.ts';
import type { Secrets } from '../platform/secret.ts';

/** 50 bits, against a few tries in a quarter of an hour. */
const signs = 10;

/** The same at every start and on every node, known to whoever reads what the start prints: no stranger. */
export const setupCode = (secrets: Secrets): string => {
  const code = base32(secrets.key('setup')).slice(0, signs);
  return `${code.slice(0, signs / 2)}-${code.slice(signs / 2)}`;
};

export function isSetupCode(secrets: Secrets, given: string | undefined): boolean {
  const plain = (code: string) => Buffer.from(code.replace(/[\s-]/g, '').toUpperCase());
  const [right, shown] = [plain(setupCode(secrets)), plain(given ?? '')];
  return right.length === shown.length && timingSafeEqual(right, shown);
}
