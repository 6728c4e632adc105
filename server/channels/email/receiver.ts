import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Logger } from '../../platform/logger.ts';
import type { Channel } from '../model.ts';
import type { ChannelService } from '../service.ts';
import type { Intake } from './intake.ts';
import { createRoom } from './room.ts';

/** What common providers take. */
const mailBytes = 25 * 1024 * 1024;
/** Up to here everybody may come in; it holds nearly every letter without files. */
const smallBytes = 256 * 1024;
/** Larger ones take turns, for the disk's sake: so many at once, and so long they wait: less than an idle connection is kept. */
const largeAtOnce = 5;
const turnMs = 100_000;
const clients = 200;
const recipientsPerMail = 100;
/** A client that says nothing for this long has gone. */
const idleMs = 120_000;
/** A mail of full size over a slow line; who takes longer is holding a place, not sending. */
const dataMs = 5 * 60_000;

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
export function createMailReceiver(deps: { channels: ChannelService; intake: Intake; logger: Logger }): MailReceiver {
  const { channels, intake, logger } = deps;
  const storing = new Set<Promise<void>>();
  const room = createRoom(largeAtOnce, turnMs);

  /** The channels of a mail's recipients, as they were when the recipients were accepted. */
  const takers = new WeakMap<object, Channel>();

  /** Nothing is read while a large mail waits for its turn: its sender waits with it. */
  async function* passing(stream: SMTPServerDataStream, takeTurn: () => Promise<boolean>): AsyncIterable<Buffer> {
    let size = 0;
    let mayBeLarge = false;
    const chunks = stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    try {
      for await (const chunk of chunks) {
        size += chunk.length;
        if (stream.sizeExceeded) throw tooLarge();
        if (size > smallBytes && !mayBeLarge) mayBeLarge = await takeTurn();
        if (size > smallBytes && !mayBeLarge) throw noRoom();
        yield chunk;
      }
    } catch (error) {
      throw error instanceof SmtpRefusal ? error : brokenOff();
    }
  }

  async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const { mailFrom, rcptTo } = session.envelope;
    let holdsPlace = false;
    try {
      const mail = await intake.store(
        passing(stream, async () => {
          holdsPlace = await room.enter();
          return holdsPlace;
        }),
      );
      await intake.take({
        mail,
        envelopeFrom: mailFrom ? mailFrom.address : '',
        takers: rcptTo.flatMap((recipient) => {
          const channel = takers.get(recipient);
          return channel ? [{ recipient: recipient.address, channel }] : [];
        }),
      });
    } catch (error) {
      // The answer comes after the mail's last byte; what is refused is read to there and thrown away.
      stream.resume();
      throw error;
    } finally {
      if (holdsPlace) room.leave();
    }
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
