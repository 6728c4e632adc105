import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Client, createClient } from '../test/support/client.ts';
import { until } from '../test/support/until.ts';
import { createProduct } from './killLoop/product.ts';
import { startSink } from './killLoop/sink.ts';

/** How many mails of how many bytes at once. The short form: PROOF_FLOOD=10. */
const floods = Number(process.env.PROOF_FLOOD ?? 50);
const mailBytes = 25_000_000;
const hugeBytes = 100_000_000;
/** Baton and the processes it has started, together. */
const mostMemoryMb = 600;
const smallMailMs = 5000;

const line = Buffer.from(`${'QmF0b24g'.repeat(9)}\r\n`);
const block = Buffer.concat(Array.from({ length: 800 }, () => line));

const headOf = (name: string) =>
  [
    `From: Flood <${name}@customers.test>`,
    'To: support@baton.test',
    `Subject: ${name}`,
    `Message-ID: <${name}@customers.test>`,
    'Content-Type: application/octet-stream; name=flood.bin',
    'Content-Disposition: attachment; filename=flood.bin',
    'Content-Transfer-Encoding: base64',
    '',
    '',
  ].join('\r\n');

/** Hands over a mail as it is made, and answers the server's last word: a refusal, or 250. */
async function hand(port: number, name: string, bytes: number, body?: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const lines = createInterface(socket)[Symbol.asyncIterator]();
  const hears = async (): Promise<string> => {
    for (let next = await lines.next(); !next.done; next = await lines.next()) {
      if (/^\d{3} /.test(next.value)) return next.value;
    }
    return 'gone';
  };
  const says = (words: string): Promise<string> => {
    socket.write(`${words}\r\n`);
    return hears();
  };
  try {
    const greeting = await hears();
    if (!greeting.startsWith('220')) return greeting;
    for (const words of ['EHLO proof', `MAIL FROM:<${name}@customers.test>`, 'RCPT TO:<support@baton.test>', 'DATA']) {
      const answer = await says(words);
      if (!/^[23]/.test(answer)) return answer;
    }
    socket.write(body ?? headOf(name));
    for (let sent = 0; body === undefined && sent < bytes && socket.writable; sent += block.length) {
      if (!socket.write(block)) await Promise.race([once(socket, 'drain'), closed]);
    }
    return await says('\r\n.');
  } finally {
    socket.destroy();
  }
}

/** What Baton and each process it has started have in memory, in MB. */
async function memoryOf(pid: number): Promise<number[]> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const own = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
  const theirs = await Promise.all(
    children
      .trim()
      .split(' ')
      .filter(Boolean)
      .map((child) => memoryOf(Number(child))),
  );
  return [own, ...theirs.flat()];
}

const sumOf = (sizes: readonly number[]) => sizes.reduce((sum, one) => sum + one, 0);

async function enter(url: string): Promise<Client> {
  const answer = await createClient(url, '').call('session.create', {
    email: 'ada@baton.test',
    password: 'baton-demo',
  });
  if (!('token' in answer)) throw new Error('Ada is asked for more than her password');
  return createClient(url, answer.token);
}

const smallMail = (name: string) =>
  `From: Small <${name}@customers.test>\r\nTo: support@baton.test\r\nSubject: ${name}\r\nMessage-ID: <${name}@x>\r\n\r\nA word.`;

/** Many large mails at once, and one that is far too large: memory stays in bounds, and a small mail comes in between them. */
export async function mailFlood(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'baton-flood-'));
  const sink = await startSink();
  const product = await createProduct(dataDir, sink.url);
  try {
    await product.start();
    const client = await enter(product.url);
    const named = async (name: string) =>
      (await client.call('ticket.list', { sort: 'created', limit: 100 })).items.some((ticket) => ticket.name === name);
    let most: number[] = [];
    const watch = setInterval(async () => {
      const now = await memoryOf(product.pid());
      if (sumOf(now) > sumOf(most)) most = now;
    }, 100);
    const sending = Promise.all([
      ...Array.from({ length: floods }, (_, index) => hand(product.smtpPort, `flood${index}`, mailBytes)),
      hand(product.smtpPort, 'huge', hugeBytes),
    ]);
    let over = false;
    void sending.finally(() => {
      over = true;
    });
    const waits: number[] = [];
    for (let small = 0; !over || small < 3; small += 1) {
      const began = performance.now();
      assert.match(await hand(product.smtpPort, `small${small}`, 0, smallMail(`small${small}`)), /^250/);
      await until(`small${small}`, () => named(`small${small}`), 60_000);
      waits.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    const answers = await sending;
    const taken = answers.filter((answer) => answer.startsWith('250')).length;
    for (const answer of answers) assert.match(answer, /^(250|452|552|421)/);
    assert.match(answers.at(-1) ?? '', /^(552|421)/);
    const messages = async () => {
      const { items } = await client.call('ticket.list', { sort: 'created', limit: 200 });
      return items.filter(({ name }) => name.startsWith('flood')).length;
    };
    await until(`${taken} large mails to be read`, async () => (await messages()) >= taken, 10 * 60_000);
    clearInterval(watch);
    await product.stop();
    const slowest = Math.max(...waits);
    assert.deepEqual(product.faults(), [], 'it met a bug of its own');
    assert.deepEqual(await readdir(join(dataDir, 'blobs', 'under', 'way')), [], 'half mails lie about');
    const memory = `${Math.round(sumOf(most))} MB (${most.map(Math.round).join(' + ')})`;
    assert.ok(sumOf(most) < mostMemoryMb, `it took ${memory}`);
    assert.ok(slowest < smallMailMs, `a small mail took ${Math.round(slowest)} ms; ${memory}`);
    return `${floods} mails of 25 MB at once: ${taken} taken, ${floods - taken} told to come again, 100 MB refused (${answers.at(-1)?.slice(0, 3)}); at most ${memory}; ${waits.length} small mails between them, the slowest ${Math.round(slowest)} ms`;
  } finally {
    await product.stop();
    await sink.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
