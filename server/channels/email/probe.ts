import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailTrouble } from '../../../shared/contract/mailServers.ts';
import type { MailServer } from '../model.ts';
import { NoSignIn, NoTokenServer, Revoked } from '../oauth.ts';
import { signIn, smtpOptions } from './smtpOptions.ts';

/** Somebody waits for the answer. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, dnsTimeout: 5_000, socketTimeout: 10_000 };

/** What a person can do something about, by how nodemailer, Node and OpenSSL put it. The first that fits is right. */
const troubles: [RegExp, MailTrouble][] = [
  [/ENOTFOUND|EAI_AGAIN|EDNS|queryA/i, 'unknownHost'],
  [/ECONNREFUSED/, 'refused'],
  [/wrong version number|packet length too long|unexpected message/i, 'tlsAtOnce'],
  [/certificate|self.signed|altnames|issuer/i, 'certificate'],
  [/STARTTLS|ETLS/i, 'noTls'],
  [/ENOAUTH/, 'noSignIn'],
  [/EAUTH|Invalid login|credentials/i, 'signIn'],
  [/ETIMEDOUT|timeout|EHOSTUNREACH|ENETUNREACH|Greeting never received/i, 'noAnswer'],
  [/Invalid greeting|EPROTOCOL|ECONNRESET|closed|socket disconnected/i, 'notMail'],
];

/** Why no token was had to sign in with. */
export function tokenTroubleOf(error: unknown): 'revoked' | 'tokenServer' | 'signIn' | null {
  if (error instanceof Revoked) return 'revoked';
  if (error instanceof NoTokenServer) return 'tokenServer';
  return error instanceof NoSignIn ? 'signIn' : null;
}

/** Why a server could not be used, and its own words. */
export function troubleOf(error: unknown): { why: MailTrouble; words: string } {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const told = tokenTroubleOf(error);
  if (told) return { why: told, words: message.slice(0, 300) };
  const found = troubles.find(([pattern]) => pattern.test(`${code} ${message}`));
  return { why: found?.[1] ?? 'other', words: message.slice(0, 300) };
}

const noSignIn = () => Object.assign(new Error('The mail server offers no sign-in'), { code: 'ENOAUTH' });

/** Connects and signs in, as a mail would, and sends none. Rejects with the server's words. */
export function probeSmtp(to: string | MailServer): Promise<void> {
  const { auth, ...server } = smtpOptions(to);
  const connection = new SMTPConnection({ ...server, ...patience });
  return new Promise<void>((resolve, reject) => {
    connection.once('error', reject);
    connection.once('end', () => reject(new Error('The mail server closed the connection')));
    connection.connect((error) => {
      if (error) return reject(error);
      if (!auth) return resolve();
      if (!connection.allowsAuth) return reject(noSignIn());
      signIn(connection, auth).then(resolve, reject);
    });
  }).finally(() => connection.close());
}
