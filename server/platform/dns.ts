import { Resolver } from 'node:dns/promises';

/** Asks the domain name system; rejects with `code` ENOTFOUND or ENODATA for what is not there. */
export type Dns = (name: string, type: string) => Promise<string[] | string[][]>;

/** RFC 2606 and 6761: names that are never in the public tree. */
const reserved = /(^|\.)(test|example|invalid|localhost|local|onion)\.?$|(^|\.)example\.(com|net|org)\.?$/i;

/** One try a server: whoever asks has little time. */
const patience = { timeout: 1200, tries: 2 };

export function createDns(): Dns {
  const resolver = new Resolver(patience);
  return async (name, type) => {
    if (reserved.test(name)) throw Object.assign(new Error(`${name} is in no public domain`), { code: 'ENOTFOUND' });
    return (await resolver.resolve(name, type)) as string[] | string[][];
  };
}
