import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { until } from '../../support/until.ts';

/** What the other mail server does with the next mail. */
type Behaviour =
  | 'take'
  | { at: 'rcpt' | 'data'; code: number; words: string }
  /** Takes every byte and breaks the connection without a word. */
  | 'vanish';

interface Taken {
  from: string;
  to: string[];
  text: string;
}

/** A real mail server that takes what it is told to. */
export interface Sink {
  url: string;
  mails: Taken[];
  /** How often a body began to arrive, whatever became of it. */
  readonly bodies: number;
  behave(behaviour: Behaviour): void;
  /** Until so many mails have been taken. */
  has(count: number): Promise<void>;
  stop(): Promise<void>;
}

const refusal = (code: number, words: string) => Object.assign(new Error(words), { responseCode: code });

/** `size`: the most a mail may have, as it announces. */
export async function startSink(size?: number): Promise<Sink> {
  const mails: Taken[] = [];
  let behaviour: Behaviour = 'take';
  let bodies = 0;
  const server = new SMTPServer({
    authOptional: true,
    ...(size ? { size } : {}),
    disabledCommands: ['AUTH', 'STARTTLS'],
    closeTimeout: 100,
    onRcptTo(_address, _session, done) {
      if (typeof behaviour === 'object' && behaviour.at === 'rcpt') done(refusal(behaviour.code, behaviour.words));
      else done();
    },
    onData(stream, session, done) {
      bodies += 1;
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (behaviour === 'vanish') {
          for (const connection of server.connections) if (connection.id === session.id) connection._socket.destroy();
          return;
        }
        if (typeof behaviour === 'object') return done(refusal(behaviour.code, behaviour.words));
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString(),
        });
        done();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    get bodies() {
      return bodies;
    },
    behave(next) {
      behaviour = next;
    },
    has: (count) => until(`${count} mails at the other server`, () => mails.length >= count),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
