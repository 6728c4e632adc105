import { parseConnectionUrl } from 'nodemailer/lib/shared';
import type { MailServer } from '../model.ts';

/** How nodemailer is told of a server: by its address, or as an admin has set it. */
export function smtpOptions(server: string | MailServer) {
  if (typeof server === 'string') return parseConnectionUrl(server);
  const { host, port, security, user, password } = server;
  return {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    auth: user === null ? undefined : { user, pass: password ?? '' },
  };
}
