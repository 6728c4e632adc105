import { connect, type Socket } from 'node:net';

/** A WebSocket with next to nothing in it, so that a thousand of them cost the measured server no processor time. */
export interface Line {
  send(text: string): void;
  close(): void;
}

/** One text frame: bytes `start` to `end` of `bytes`, which are only good during the call. */
type OnText = (bytes: Buffer, start: number, end: number) => void;

/** All lines read into the same memory: what is left of a frame is copied, everything else is read in place. */
const shared = Buffer.allocUnsafe(256 * 1024);
const endOfHead = Buffer.from('\r\n\r\n');

export function openLine(port: number, path: string, onText: OnText, onClose: () => void): Line {
  let rest: Buffer | null = null;
  let open = false;

  function read(count: number): boolean {
    let bytes = shared.subarray(0, count);
    if (rest) bytes = Buffer.concat([rest, bytes]);
    const used = open ? readFrames(bytes, 0, onText) : readHead(bytes);
    rest = used < bytes.length ? Buffer.from(bytes.subarray(used)) : null;
    return true;
  }

  function readHead(bytes: Buffer): number {
    const end = bytes.indexOf(endOfHead);
    if (end < 0) return 0;
    if (!bytes.toString('latin1', 0, 12).endsWith('101')) throw new Error(bytes.toString('latin1', 0, end));
    open = true;
    return readFrames(bytes, end + endOfHead.length, onText);
  }

  const socket: Socket = connect({
    port,
    host: '127.0.0.1',
    noDelay: true,
    onread: { buffer: shared, callback: read },
  });
  socket.on('connect', () => {
    const key = Buffer.alloc(16, 7).toString('base64');
    const lines = [
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${key}`,
    ];
    socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${lines.join('\r\n')}\r\n\r\n`);
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', onClose);
  return { send: (text) => void socket.write(frameOf(text)), close: () => void socket.destroy() };
}

/** Reads whole frames from `at` on; answers where the first unfinished one begins. */
function readFrames(bytes: Buffer, from: number, onText: OnText): number {
  let at = from;
  for (;;) {
    if (bytes.length < at + 2) return at;
    const short = (bytes[at + 1] ?? 0) & 127;
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (bytes.length < at + head) return at;
    const length =
      short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
    const end = at + head + length;
    if (bytes.length < end) return at;
    if (((bytes[at] ?? 0) & 15) === 1) onText(bytes, at + head, end);
    at = end;
  }
}

/** A client's frame must be masked; a mask of zeros leaves the bytes as they are. */
function frameOf(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = length < 126 ? 6 : 8;
  const frame = Buffer.alloc(head + length);
  frame[0] = 0x81;
  frame[1] = 0x80 | Math.min(length, 126);
  if (length >= 126) frame.writeUInt16BE(length, 2);
  frame.write(text, head);
  return frame;
}
