import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailServer } from '../model.ts';
import type { OutgoingMail } from './compose.ts';
import { signIn, smtpOptions } from './smtpOptions.ts';
import type { Handover, Transport } from './transport.ts';

/** RFC 5321 lets a server think for minutes over a body; the others should be quick. */
const timeouts = { connectionTimeout: 30_000, greetingTimeout: 30_000, dnsTimeout: 10_000, socketTimeout: 5 * 60_000 };

interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
  response?: string;
  command?: string;
}

const wordsOf = (error: SmtpError): string => error.response || error.message;

/** RFC 3463: the mail is larger than this server, or its recipient's, takes. */
const tooLargeThere = /^5\d\d[ -]5\.(3\.4|2\.3)\b/;

/** The limit a server has announced, as nodemailer tells that a mail is beyond it. */
const announcedLimit = (error: SmtpError): number | null =>
  error.code === 'EMESSAGE' ? Number(/larger than allowed (\d+)/.exec(error.message)?.[1] ?? 0) || null : null;

/** Says what an error means, by when it came and whether the server had a word. */
function handoverOf(error: SmtpError, bodyBegun: boolean, bytes: number): Handover {
  const words = wordsOf(error);
  /** The mail has nothing to do with it, and somebody may mend it. */
  if (error.code === 'EAUTH') return { kind: 'later', words };
  const limit = announcedLimit(error);
  if (limit !== null || tooLargeThere.test(words)) return { kind: 'refused', words, tooLarge: { bytes, limit } };
  if (error.responseCode) return { kind: error.responseCode >= 500 ? 'refused' : 'later', words };
  return { kind: bodyBegun ? 'unknown' : 'later', words };
}

/** Sends by a real mail server, one connection a mail: what is on a connection when it breaks is then one mail. */
export function createSmtpTransport(to: string | MailServer, timing: Partial<typeof timeouts> = {}): Transport {
  const { auth, ...server } = smtpOptions(to);
  const options = { ...server, ...timeouts, ...timing };

  const enter = (connection: SMTPConnection) =>
    new Promise<void>((resolve, reject) => {
      connection.connect((error) => {
        if (error) return reject(error);
        signIn(connection, connection.allowsAuth ? auth : undefined).then(resolve, reject);
      });
    });

  const transmit = (connection: SMTPConnection, mail: OutgoingMail, body: Readable) =>
    new Promise<Handover>((resolve, reject) => {
      connection.send({ from: mail.from, to: mail.to, size: mail.bytes.length }, body, (error, info) => {
        if (error) return reject(error);
        const refused = (info?.rejectedErrors ?? []).map((one) => wordsOf(one as SmtpError));
        resolve({ kind: 'sent', note: refused.length > 0 ? `Not taken for everybody: ${refused.join('; ')}` : null });
      });
    });

  /** Rejects when the connection breaks, with its error if it has one. */
  function breakOf(connection: SMTPConnection): Promise<never> {
    const broken = new Promise<never>((_resolve, reject) => {
      connection.on('error', reject);
      connection.on('end', () => setImmediate(() => reject(new Error('The mail server closed the connection'))));
    });
    broken.catch(() => {});
    return broken;
  }

  return {
    async send(mail, beforeBody) {
      let bodyBegun = false;
      /** Pulled for the first time when the server has said 354. */
      const body = Readable.from(
        (async function* () {
          await beforeBody();
          bodyBegun = true;
          yield mail.bytes;
        })(),
        { objectMode: false, highWaterMark: 0 },
      );
      const connection = new SMTPConnection(options);
      const broken = breakOf(connection);
      try {
        await Promise.race([enter(connection), broken]);
        const handover = await Promise.race([transmit(connection, mail, body), broken]);
        connection.quit();
        return handover;
      } catch (error) {
        return handoverOf(error as SmtpError, bodyBegun, mail.bytes.length);
      } finally {
        connection.close();
      }
    },
  };
}
