import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A customer's mail server. It counts how often it has said 250 to each Message-ID. */
export interface Sink {
  url: string;
  taken: Map<string, number>;
  close(): Promise<void>;
}

/** Long enough that a kill meets it now and then. */
const thinkingMs = 20;

export async function startSink(): Promise<Sink> {
  const taken = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const id = /^message-id:\s*<([^>]+)>/im.exec(Buffer.concat(chunks).toString('latin1'))?.[1] ?? '';
        taken.set(id, (taken.get(id) ?? 0) + 1);
        setTimeout(() => done(), thinkingMs);
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
