import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

/** Somebody waits for the answer. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, dnsTimeout: 5_000, socketTimeout: 10_000 };

/** Connects and signs in, as a mail would, and sends none. Rejects with the server's words. */
export function probeSmtp(url: string): Promise<void> {
  const { auth, ...server } = parseConnectionUrl(url);
  const connection = new SMTPConnection({ ...server, ...patience });
  return new Promise<void>((resolve, reject) => {
    connection.once('error', reject);
    connection.once('end', () => reject(new Error('The mail server closed the connection')));
    connection.connect((error) => {
      if (error) return reject(error);
      if (!auth) return resolve();
      if (!connection.allowsAuth) return reject(new Error('The mail server offers no sign-in, and SMTP_URL has one'));
      connection.login({ user: auth.user ?? '', pass: auth.pass ?? '' }, (refusal) =>
        refusal ? reject(refusal) : resolve(),
      );
    });
  }).finally(() => connection.close());
}
