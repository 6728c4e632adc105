import { seal, unseal } from '../../platform/seal.ts';
import type { Secrets } from './model.ts';

/** Passwords and tokens as they are kept: readable with this installation's key, and not in a copy of the store. */
export interface MailboxSecrets {
  seal(secrets: Secrets): string;
  /** Empty when the installation's key is another one now. */
  open(sealed: string): Secrets;
}

export const createMailboxSecrets = (key: Buffer): MailboxSecrets => ({
  seal: (secrets) => seal(key, Buffer.from(JSON.stringify(secrets))),
  open(sealed) {
    const opened = unseal(key, sealed);
    return opened ? (JSON.parse(opened.toString()) as Secrets) : {};
  },
});
