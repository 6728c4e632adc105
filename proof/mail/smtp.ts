import { connect } from 'node:net';
import { createInterface } from 'node:readline';

/** As RFC 5321 has it: a line that begins with a dot gets another one. */
function stuffed(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  return Buffer.from(text.replace(/(^|\r\n)\./g, '$1..'), 'latin1');
}

/** Hands a mail over, byte by byte as it is, and answers the server's last word. */
export async function handOver(port: number, bytes: Buffer, from: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  const lines = createInterface(socket)[Symbol.asyncIterator]();
  const hears = async (): Promise<string> => {
    for (let next = await lines.next(); !next.done; next = await lines.next()) {
      if (/^\d{3} /.test(next.value)) return next.value;
    }
    return 'the connection broke off';
  };
  try {
    await hears();
    for (const words of ['EHLO proof', `MAIL FROM:<${from}>`, 'RCPT TO:<support@baton.test>', 'DATA']) {
      socket.write(`${words}\r\n`);
      const answer = await hears();
      if (!/^[23]/.test(answer)) return answer;
    }
    socket.write(stuffed(bytes));
    socket.write('.\r\n');
    return await hears();
  } finally {
    socket.destroy();
  }
}
