import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from '@jest/globals';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { type Desk, openDesk } from './desk.ts';
import { plainLetter } from './letters.ts';

let desk: Desk | undefined;
const open = async (env: Record<string, string> = {}): Promise<Desk> => {
  desk = await openDesk({ env });
  return desk;
};
afterEach(() => desk?.stop());

/** A client that speaks line by line. */
function speak(port: number) {
  const socket: Socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  const lines = createInterface(socket)[Symbol.asyncIterator]();
  const answer = async (): Promise<string> => {
    for (let line = await lines.next(); !line.done; line = await lines.next()) {
      if (/^\d{3} /.test(line.value)) return line.value;
    }
    return 'gone';
  };
  return {
    answer,
    async says(line: string): Promise<string> {
      socket.write(`${line}\r\n`);
      return answer();
    },
    write: (bytes: Buffer | string) => socket.write(bytes),
    end: () => socket.destroy(),
  };
}

/** Hands a mail over with a client of nodemailer's. */
function hand(options: object, to: string[], bytes: Buffer): Promise<{ accepted: string[]; secure: boolean }> {
  const connection = new SMTPConnection({ host: '127.0.0.1', ...options });
  return new Promise((resolve, reject) => {
    connection.on('error', reject);
    connection.connect(() => {
      connection.send({ from: 'nora@customers.test', to }, bytes, (error, info) => {
        connection.close();
        if (error) reject(error);
        else resolve({ accepted: info?.accepted.map(String) ?? [], secure: connection.secure });
      });
    });
  });
}

test('offers STARTTLS with a certificate of its own, and takes mail in private', async () => {
  const { cluster, hasTickets } = await open();
  const { smtpPort: port } = cluster.node;
  const tls = { rejectUnauthorized: false };
  const handed = await hand(
    { port, requireTLS: true, tls },
    ['support@baton.test'],
    plainLetter({ subject: 'Private' }),
  );
  expect(handed).toEqual({ accepted: ['support@baton.test'], secure: true });
  expect((await hasTickets(1))[0]?.name).toBe('Private');
});

test('takes mail by LMTP, with an answer for each recipient', async () => {
  const { cluster, hasTickets } = await open({ LMTP_PORT: '0' });
  const line = speak(cluster.node.lmtpPort);
  expect(await line.answer()).toMatch(/^220 .*LMTP/);
  expect(await line.says('EHLO x')).toMatch(/^500/);
  expect(await line.says('LHLO relay')).toMatch(/^250/);
  expect(await line.says('MAIL FROM:<nora@customers.test>')).toMatch(/^250/);
  expect(await line.says('RCPT TO:<support@baton.test>')).toMatch(/^250/);
  expect(await line.says('RCPT TO:<nobody@baton.test>')).toMatch(/^550/);
  expect(await line.says('RCPT TO:<support+x@baton.test>')).toMatch(/^250/);
  expect(await line.says('DATA')).toMatch(/^354/);
  line.write(plainLetter({ subject: 'Handed on' }));
  expect([await line.says('.'), await line.answer()]).toEqual([
    expect.stringMatching(/^250/),
    expect.stringMatching(/^250/),
  ]);
  line.end();
  const [ticket] = await hasTickets(1);
  expect(ticket?.name).toBe('Handed on');
});

test('a mail that is larger than it says is refused with 552, and the next one on the line is taken', async () => {
  const { cluster, hasTickets } = await open({ SMTP_MAX_MB: '1' });
  const line = speak(cluster.node.smtpPort);
  await line.answer();
  await line.says('EHLO x');
  expect(await line.says(`MAIL FROM:<nora@customers.test> SIZE=${100 * 1024 * 1024}`)).toMatch(/^552/);
  for (const [size, code] of [
    [3_000_000, /^552/],
    [100, /^250/],
  ] as const) {
    await line.says('MAIL FROM:<nora@customers.test>');
    await line.says('RCPT TO:<support@baton.test>');
    await line.says('DATA');
    line.write(plainLetter({ subject: `${size} bytes` }));
    line.write(Buffer.alloc(size, 'words\r\n'));
    expect(await line.says('\r\n.')).toMatch(code);
  }
  line.end();
  expect((await hasTickets(1)).map(({ name }) => name)).toEqual(['100 bytes']);
});

test('too many connections of one address are sent away until one has gone', async () => {
  const { cluster } = await open({ SMTP_CONNECTIONS: '2' });
  const lines = [speak(cluster.node.smtpPort), speak(cluster.node.smtpPort)];
  for (const line of lines) expect(await line.answer()).toMatch(/^220/);
  const third = speak(cluster.node.smtpPort);
  expect(await third.answer()).toMatch(/^421/);
  expect(await lines[0]?.says('QUIT')).toMatch(/^221/);
  expect(await lines[0]?.answer()).toBe('gone');
  const fourth = speak(cluster.node.smtpPort);
  expect(await fourth.answer()).toMatch(/^220/);
  for (const line of [...lines, third, fourth]) line.end();
});

test('too many mails in a minute are put off', async () => {
  const { cluster } = await open({ SMTP_MAILS_PER_MINUTE: '2' });
  const line = speak(cluster.node.smtpPort);
  await line.answer();
  await line.says('EHLO x');
  const answers: string[] = [];
  for (let mail = 0; mail < 3; mail += 1) {
    answers.push(await line.says('MAIL FROM:<nora@customers.test>'));
    await line.says('RSET');
  }
  line.end();
  expect(answers.map((answer) => answer.slice(0, 3))).toEqual(['250', '250', '450']);
});

test('who asks for one stranger after the other is hung up on', async () => {
  const { cluster } = await open();
  const line = speak(cluster.node.smtpPort);
  await line.answer();
  await line.says('EHLO x');
  await line.says('MAIL FROM:<thief@elsewhere.test>');
  const answers: string[] = [];
  for (let guess = 0; guess < 20; guess += 1) answers.push(await line.says(`RCPT TO:<guess${guess}@baton.test>`));
  expect(answers.map((answer) => answer.slice(0, 3))).toEqual([...Array(19).fill('550'), '421']);
  expect(await line.answer()).toBe('gone');
});
