import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerAddress, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Logger } from '../../platform/logger.ts';
import type { Channel } from '../model.ts';
import type { ChannelService } from '../service.ts';
import type { Certificate } from './certificate.ts';
import type { Intake } from './intake.ts';
import { createPace } from './pace.ts';
import { createRoom } from './room.ts';

/** Up to here everybody may come in; it holds nearly every letter without files. */
const smallBytes = 256 * 1024;
/** Larger ones take turns, for the disk's sake: so many at once, and so long they wait: less than an idle connection is kept. */
const largeAtOnce = 3;
const turnMs = 100_000;
const clients = 500;
const recipientsPerMail = 100;
/** A client that says nothing for this long has gone. */
const idleMs = 120_000;
/** A mail of full size over a slow line; who takes longer is holding a place, not sending. */
const dataMs = 5 * 60_000;
/** Nobody stays longer, however busy he makes himself; a mail server comes again. */
const stayMs = 20 * 60_000;
/** Who asks for more strangers than this is looking for addresses. */
const strangersAsked = 20;
const certificateEveryMs = 3_600_000;

export interface MailReceiver {
  start(at: { host: string; port: number; lmtpPort: number | null }): Promise<void>;
  /** The port it listens on; 0 before it does. */
  readonly port: number;
  /** 0 where there is no LMTP. */
  readonly lmtpPort: number;
  stop(): Promise<void>;
}

interface ReceiverOptions {
  channels: ChannelService;
  intake: Intake;
  logger: Logger;
  /** Of one mail, and of one address that mails come from. */
  limits: { bytes: number; connections: number; perMinute: number };
  /** A test mail to this address is under way, though nobody has connected it yet. */
  expectsTrip(address: string): Promise<boolean>;
  /** Somebody is here who may have mail. */
  expect(): void;
  /** Asked at the start and every hour. */
  certificate(): Promise<Certificate>;
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
const tooLarge = () => new SmtpRefusal(552, 'The mail is larger than this server takes');
const tryLater = () => new SmtpRefusal(451, 'The mail could not be stored, try again');
const noRoom = () => new SmtpRefusal(452, 'Too much mail at once, try again in a minute');
const tooMany = () => new SmtpRefusal(421, 'Too many connections from your address');
const tooFast = () => new SmtpRefusal(450, 'Too many mails from you in a minute, try again later');
const tooCurious = () => new SmtpRefusal(421, 'Too many addresses that are not here');
const brokenOff = () => new SmtpRefusal(421, 'The connection broke off');

/** Receives mail by SMTP and LMTP: no relaying, no sign-in, and 250 only for what is on disk. */
export function createMailReceiver(options: ReceiverOptions): MailReceiver {
  const { channels, intake, logger, limits } = options;
  const storing = new Set<Promise<void>>();
  const room = createRoom(largeAtOnce, turnMs);
  const pace = createPace(limits.perMinute, () => performance.now());
  const connected = new Map<string, number>();
  const strangers = new WeakMap<SMTPServerSession, number>();
  const stays = new Map<string, NodeJS.Timeout>();

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
      const taken = await intake.take({
        mail,
        envelopeFrom: mailFrom ? mailFrom.address : '',
        origin: { ip: session.remoteAddress, helo: session.hostNameAppearsAs || session.clientHostname },
        takers: rcptTo.flatMap((recipient) => {
          const channel = takers.get(recipient);
          return channel ? [{ recipient: recipient.address, channel }] : [];
        }),
      });
      if (!taken) throw notHere();
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

  /** By whom a mail comes, and whom it is from: neither may flood us. */
  async function mustBeInPace(session: SMTPServerSession, sender: string): Promise<void> {
    for (const key of [`at ${session.remoteAddress}`, ...(sender ? [`from ${sender.toLowerCase()}`] : [])]) {
      if (!pace.may(key)) throw tooFast();
    }
  }

  async function accept(recipient: SMTPServerAddress, session: SMTPServerSession, hangUp: () => void): Promise<void> {
    const channel = await channels.takerOf(recipient.address);
    if (channel) {
      takers.set(recipient, channel);
      return;
    }
    if (await options.expectsTrip(recipient.address)) return;
    const asked = (strangers.get(session) ?? 0) + 1;
    strangers.set(session, asked);
    if (asked < strangersAsked) throw notHere();
    hangUp();
    throw tooCurious();
  }

  function createServer(lmtp: boolean): SMTPServer {
    const hangUp = (session: SMTPServerSession) => {
      for (const connection of server.connections) if (connection.id === session.id) connection.close();
    };
    const server = new SMTPServer({
      lmtp,
      banner: 'Baton',
      size: limits.bytes,
      maxRecipients: recipientsPerMail,
      authOptional: true,
      disabledCommands: ['AUTH'],
      disableReverseLookup: true,
      maxClients: clients,
      socketTimeout: idleMs,
      closeTimeout: 2000,
      logger: false,
      onConnect(session, done) {
        const here = (connected.get(session.remoteAddress) ?? 0) + 1;
        connected.set(session.remoteAddress, here);
        stays.set(session.id, setTimeout(() => hangUp(session), stayMs).unref());
        if (here <= limits.connections) options.expect();
        done(here > limits.connections ? tooMany() : null);
      },
      onClose(session) {
        clearTimeout(stays.get(session.id));
        if (!stays.delete(session.id)) return;
        const left = (connected.get(session.remoteAddress) ?? 1) - 1;
        if (left > 0) connected.set(session.remoteAddress, left);
        else connected.delete(session.remoteAddress);
      },
      onMailFrom(address, session, done) {
        answering(mustBeInPace(session, address.address), done);
      },
      onRcptTo(address, session, done) {
        // Hung up only once the answer has had the time to leave.
        answering(
          accept(address, session, () => setTimeout(() => hangUp(session), 1000)),
          done,
        );
      },
      onData(stream, session, done) {
        const deadline = setTimeout(() => hangUp(session), dataMs);
        stream.once('close', () => clearTimeout(deadline));
        answering(receive(stream, session), done);
      },
    });
    /** Clients that break off are their own trouble; the server lives on. */
    server.on('error', (error) => logger.debug({ err: error }, 'a mail client broke off'));
    return server;
  }

  const listening: SMTPServer[] = [];
  let renewal: NodeJS.Timeout | undefined;
  const portOf = (server: SMTPServer | undefined) => (server?.server.address() as AddressInfo | null)?.port ?? 0;

  async function dress(): Promise<void> {
    const certificate = await options.certificate();
    for (const server of listening) server.updateSecureContext(certificate);
  }

  return {
    get port() {
      return portOf(listening[0]);
    },
    get lmtpPort() {
      return portOf(listening[1]);
    },
    async start({ host, port, lmtpPort }) {
      listening.push(createServer(false), ...(lmtpPort === null ? [] : [createServer(true)]));
      await dress();
      for (const [index, server] of listening.entries()) {
        await new Promise<void>((resolve, reject) => {
          server.server.once('error', reject);
          server.listen(index === 0 ? port : (lmtpPort ?? 0), host, () => {
            server.server.off('error', reject);
            resolve();
          });
        });
      }
      renewal = setInterval(() => {
        dress().catch((error) => logger.error({ err: error }, 'the certificate of the mail receiver cannot be read'));
      }, certificateEveryMs);
    },
    async stop() {
      clearInterval(renewal);
      await Promise.all(listening.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
      for (const stay of stays.values()) clearTimeout(stay);
      await Promise.all(storing);
    },
  };
}
