import type { MailboxTrouble } from '../../../shared/contract/mailboxes.ts';
import { NoSignIn, NoTokenServer, Revoked } from '../oauth.ts';

/** What went wrong, for people: a kind that a screen has words for, and the other side's own words. */
export interface Trouble {
  why: MailboxTrouble;
  words: string;
}

export class NoFolder extends Error {}

interface ImapError extends Error {
  code?: string;
  authenticationFailed?: boolean;
  tlsFailed?: boolean;
  responseText?: string;
}

const wordsLength = 300;

const byCode: Record<string, MailboxTrouble> = {
  ENOTFOUND: 'unknownHost',
  EAI_AGAIN: 'unknownHost',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'noAnswer',
  ENETUNREACH: 'noAnswer',
  ETIMEDOUT: 'noAnswer',
  CONNECT_TIMEOUT: 'noAnswer',
  GREETING_TIMEOUT: 'noAnswer',
  ETIMEOUT: 'noAnswer',
  UPGRADE_TIMEOUT: 'noTls',
  EPROTO: 'noTls',
  ERR_SSL_WRONG_VERSION_NUMBER: 'noTls',
  InvalidResponse: 'notMail',
};

function kindOf(error: ImapError): MailboxTrouble {
  if (error instanceof NoFolder) return 'noFolder';
  if (error instanceof Revoked) return 'revoked';
  if (error instanceof NoTokenServer) return 'tokenServer';
  if (error instanceof NoSignIn || error.authenticationFailed) return 'signIn';
  const code = error.code ?? '';
  if (/CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/.test(code)) return 'certificate';
  if (/ERR_SSL/.test(code) || error.tlsFailed) return 'noTls';
  return byCode[code] ?? (code.startsWith('Parser') ? 'notMail' : 'other');
}

export function troubleOf(error: unknown): Trouble {
  const known = (error && typeof error === 'object' ? error : new Error(String(error))) as ImapError;
  return { why: kindOf(known), words: (known.responseText || known.message).slice(0, wordsLength) };
}
