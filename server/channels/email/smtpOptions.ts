import { parseConnectionUrl } from 'nodemailer/lib/shared';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailServer } from '../model.ts';

/** SASL XOAUTH2, as Google and Microsoft describe it. */
const initialResponse = (user: string, token: string): string =>
  Buffer.from(`user=${user}\x01auth=Bearer ${token}\x01\x01`).toString('base64');

/** Signs in with an access token; once more with a fresh one when it is refused, for it may have been withdrawn. */
const withToken =
  (user: string, token: NonNullable<MailServer['token']>) =>
  async ({ sendCommand }: SMTPConnection.CustomAuthenticationContext): Promise<void> => {
    for (const fresh of [false, true]) {
      const answer = await sendCommand(`AUTH XOAUTH2 ${initialResponse(user, await token(fresh))}`);
      if (answer.status === 235) return;
      /** Why not is said first, and has to be acknowledged. */
      const refusal = answer.status === 334 ? await sendCommand('') : answer;
      if (fresh) throw new Error(`Invalid login: ${refusal.response}`);
    }
  };

/** How nodemailer is told of a server: by its address, or as an admin has set it. */
export function smtpOptions(server: string | MailServer) {
  if (typeof server === 'string') return parseConnectionUrl(server);
  const { host, port, security, user, secrets, token } = server;
  const place = {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
  };
  if (user === null) return { ...place, auth: undefined };
  if (!token) return { ...place, auth: { user, pass: secrets.password ?? '' } };
  return {
    ...place,
    auth: { user, pass: '', method: 'XOAUTH2' },
    customAuth: { XOAUTH2: withToken(user, token) },
  };
}

/** Signs in when there is something to sign in with. */
export const signIn = (
  connection: SMTPConnection,
  auth: { user?: string; pass?: string; method?: string } | undefined,
) =>
  new Promise<void>((resolve, reject) => {
    if (!auth) return resolve();
    const { user = '', pass = '', method } = auth;
    connection.login({ user, pass, ...(method ? { method } : {}) }, (error) => (error ? reject(error) : resolve()));
  });
