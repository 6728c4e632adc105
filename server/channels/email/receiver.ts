import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Logger } from '../../platform/logger.ts';
import type { Channel } from '../model.ts';
import type { ChannelService } from '../service.ts';
import type { Intake } from './intake.ts';

/** What common providers take. */
const mailBytes = 25 * 1024 * 1024;
/** Mails being received at once are in memory: so many bytes of them, and no more. */
const roomBytes = 150 * 1024 * 1024;
const clients = 50;
const recipientsPerMail = 100;
/** A client that says nothing for this long has gone. */
const idleMs = 60_000;
/** A mail of full size over a slow line; who takes longer is holding a place, not sending. */
const dataMs = 10 * 60_000;

export interface MailReceiver {
  start(port: number, host: string): Promise<void>;
  /** The port it listens on; 0 before it does. */
  readonly port: number;
  stop(): Promise<void>;
}

/** A refusal in SMTP's words. */
class SmtpRefusal extends Error {
  readonly responseCode: number;
  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

const notHere = () => new SmtpRefusal(550, 'No such address here');
const tooLarge = () => new SmtpRefusal(552, 'The mail is larger than 25 MiB');
const tryLater = () => new SmtpRefusal(451, 'The mail could not be stored, try again');
const noRoom = () => new SmtpRefusal(452, 'Too much mail at once, try again in a minute');
const brokenOff = () => new SmtpRefusal(421, 'The connection broke off');

/** Receives mail by SMTP: no relaying, no sign-in, and 250 only for what is on disk. */
export function createMailReceiver(deps: { channels: ChannelService; take: Intake; logger: Logger }): MailReceiver {
  const { channels, take, logger } = deps;
  const storing = new Set<Promise<void>>();
  let inMemory = 0;

  /** The channels of a mail's recipients, as they were when the recipients were accepted. */
  const takers = new WeakMap<object, Channel>();

  async function collect(stream: SMTPServerDataStream): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let held = 0;
    let full = false;
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        if (stream.sizeExceeded || full) {
          chunks.length = 0;
          continue;
        }
        full = inMemory + chunk.length > roomBytes;
        held += chunk.length;
        inMemory += chunk.length;
        chunks.push(chunk);
      }
    } catch {
      throw brokenOff();
    } finally {
      inMemory -= held;
    }
    if (stream.sizeExceeded) throw tooLarge();
    if (full) throw noRoom();
    return Buffer.concat(chunks);
  }

  async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const { mailFrom, rcptTo } = session.envelope;
    const bytes = await collect(stream);
    await take({
      bytes,
      envelopeFrom: mailFrom ? mailFrom.address : '',
      takers: rcptTo.flatMap((recipient) => {
        const channel = takers.get(recipient);
        return channel ? [{ recipient: recipient.address, channel }] : [];
      }),
    });
  }

  /** A handler that must answer: what it throws is said in SMTP, and a bug is "try again". */
  function answering(work: Promise<void>, done: (error?: Error | null) => void): void {
    const settled = work.then(
      () => done(),
      (error: unknown) => {
        if (error instanceof SmtpRefusal) return done(error);
        logger.error({ err: error }, 'a mail could not be taken; its sender will try again');
        done(tryLater());
      },
    );
    storing.add(settled);
    void settled.finally(() => storing.delete(settled));
  }

  const server = new SMTPServer({
    banner: 'Baton',
    size: mailBytes,
    maxRecipients: recipientsPerMail,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    maxClients: clients,
    socketTimeout: idleMs,
    closeTimeout: 2000,
    onRcptTo(address, _session, done) {
      answering(
        (async () => {
          const channel = await channels.takerOf(address.address);
          if (!channel) throw notHere();
          takers.set(address, channel);
        })(),
        done,
      );
    },
    onData(stream, session, done) {
      const deadline = setTimeout(() => {
        for (const connection of server.connections) if (connection.id === session.id) connection.close();
      }, dataMs);
      stream.once('close', () => clearTimeout(deadline));
      answering(receive(stream, session), done);
    },
  });
  /** Clients that break off are their own trouble; the server lives on. */
  server.on('error', (error) => logger.debug({ err: error }, 'a mail client broke off'));

  return {
    get port() {
      const address = server.server.address() as AddressInfo | null;
      return address?.port ?? 0;
    },
    start: (port, host) =>
      new Promise((resolve, reject) => {
        server.server.once('error', reject);
        server.listen(port, host, () => {
          server.server.off('error', reject);
          resolve();
        });
      }),
    async stop() {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.all(storing);
    },
  };
}
