import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { DkimCheck, DkimInput } from '../../shared/contract/dkim.ts';
import { AppError } from '../../shared/errors.ts';
import type { Dns } from '../platform/dns.ts';
import { seal, unseal } from '../platform/seal.ts';
import type { KeptDkim } from './model.ts';

/** What every verifier takes, in one string of the name service at 2,048. RFC 8301. */
const bits = 2048;
const shortest = 1024;

/** A mail's signature as it is made. */
export interface DkimKey {
  domain: string;
  selector: string;
  privateKey: string;
}

const publicOf = (key: KeyObject): string =>
  createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');

const bad = (message: string, field: string) => new AppError('invalid', message, { field: `dkim.${field}` });

/** @throws invalid */
function keyIn(pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= shortest) return key;
  } catch {
    // Said below: whatever is wrong with it, it is no key for us.
  }
  throw bad(`This is no RSA private key in PEM form with ${shortest} bits or more.`, 'privateKey');
}

const sameName = (one: string, other: string) => one === other || one.endsWith(`.${other}`);

/** Keys to sign mail with, between the wire, where they are written only, the store, where they are sealed, and a mail. */
export function createDkim(key: Buffer, dns: Dns) {
  return {
    /** A fresh pair. */
    async make(): Promise<{ sealedKey: string; publicKey: string }> {
      const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: bits });
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
      return { sealedKey: seal(key, Buffer.from(pem)), publicKey: publicOf(privateKey) };
    },

    /** What was given, completed by what is kept. @throws invalid */
    kept(address: string, { privateKey, sealedKey, ...place }: DkimInput, known: KeptDkim | null): KeptDkim {
      const host = address.split('@').at(-1)?.toLowerCase() ?? '';
      if (!sameName(host, place.domain)) throw bad(`Sign as ${host}, or as a domain above it.`, 'domain');
      const pem = sealedKey === undefined ? privateKey : unseal(key, sealedKey)?.toString();
      if (pem === undefined && known && sealedKey === undefined) return { ...known, ...place };
      if (pem === undefined) throw bad('Make a key, or paste a private one.', 'privateKey');
      const given = keyIn(pem);
      const secret = seal(key, Buffer.from(given.export({ type: 'pkcs8', format: 'pem' })));
      return { ...place, secret, publicKey: publicOf(given) };
    },

    /** What to sign with; null when it is off, or sealed by another installation. */
    opened(kept: KeptDkim | null | undefined): DkimKey | null {
      const pem = kept?.on ? unseal(key, kept.secret) : null;
      return kept && pem ? { domain: kept.domain, selector: kept.selector, privateKey: pem.toString() } : null;
    },

    async check({ domain, selector, publicKey }: KeptDkim): Promise<DkimCheck> {
      try {
        const answers = await dns(`${selector}._domainkey.${domain}`, 'TXT');
        const records = answers.map((one) => (Array.isArray(one) ? one.join('') : one));
        const holds = (record: string) => record.replace(/\s+/g, '').split(';').includes(`p=${publicKey}`);
        if (records.some(holds)) return { ok: true, why: null, found: null };
        return { ok: false, why: 'other', found: records[0]?.slice(0, 1000) ?? null };
      } catch (error) {
        const { code } = error as { code?: string };
        const missing = code === 'ENOTFOUND' || code === 'ENODATA';
        return { ok: false, why: missing ? 'missing' : 'noAnswer', found: null };
      }
    },
  };
}

export type Dkim = ReturnType<typeof createDkim>;
