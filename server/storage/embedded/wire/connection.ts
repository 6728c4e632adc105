import type { Socket } from 'node:net';
import { headerBytes, MalformedFrame, maxMessage, parseFrame, type Request, replyFrame } from './frame.ts';

/** Answers one command; never rejects for anything a client did. */
export type Answer = (request: Request) => Promise<Buffer>;

/** Reads commands from a socket, one after the other. Bytes that are no message end this connection and nothing else. */
export function serveConnection(socket: Socket, answer: Answer, log: (line: string) => void): void {
  let waiting: Buffer[] = [];
  let size = 0;
  let needed = headerBytes;
  let chain = Promise.resolve();
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    waiting.push(chunk);
    size += chunk.length;
    try {
      for (let frame = take(); frame; frame = take()) enqueue(parseFrame(frame));
    } catch (error) {
      refuse(error);
    }
  });

  /** Bytes are joined only when a whole message is there. */
  function take(): Buffer | undefined {
    if (size < needed) return undefined;
    const buffered = waiting.length === 1 && waiting[0] ? waiting[0] : Buffer.concat(waiting, size);
    waiting = [buffered];
    const length = buffered.readInt32LE(0);
    if (length < headerBytes || length > maxMessage) throw new MalformedFrame(`a message of ${length} bytes`);
    needed = size < length ? length : headerBytes;
    if (size < length) return undefined;
    size -= length;
    waiting = size > 0 ? [buffered.subarray(length)] : [];
    return buffered.subarray(0, length);
  }

  function enqueue(request: Request): void {
    chain = chain
      .then(async () => {
        const body = await answer(request);
        if (!request.silent && !socket.destroyed) socket.write(replyFrame(request, body));
      })
      .catch(refuse);
  }

  function refuse(error: unknown): void {
    log(`embedded store: connection closed: ${error instanceof Error ? error.message : String(error)}`);
    waiting = [];
    size = 0;
    socket.destroy();
  }
}
