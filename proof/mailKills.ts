import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MessageView } from '../shared/entities.ts';
import { type Client, createClient, Refused } from '../test/support/client.ts';
import { type Dovecot, dovecotPath, startDovecot } from '../test/support/dovecot.ts';
import { until } from '../test/support/until.ts';
import { createProduct, type Product } from './killLoop/product.ts';
import { everyMessage, everyTicket } from './killLoop/reading.ts';
import { type Sink, startSink } from './killLoop/sink.ts';

/** Two kills each. */
const rounds = Number(process.env.PROOF_ROUNDS ?? 50);
const mailsARound = 12;
const sendsARound = 8;
const settleMs = 5 * 60_000;

const mailWord = (n: number) => `killmail${n}x`;
const sendWord = (n: number) => `killsend${n}x`;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
async function notYet(ms: number): Promise<false> {
  await pause(ms);
  return false;
}

async function enter(url: string): Promise<Client> {
  const answer = await createClient(url, '').call('session.create', {
    email: 'ada@baton.test',
    password: 'baton-demo',
  });
  if (!('token' in answer)) throw new Error('She is asked for more than her password');
  return createClient(url, answer.token);
}

/** Asks until there is an answer, as a client does whose server dies under it. */
async function insist<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof Refused && error.refusal.code !== 'internal') throw error;
      await pause(50);
    }
  }
}

const letter = (n: number) =>
  Buffer.from(
    [
      `From: Customer ${n} <customer${n}@customers.test>`,
      'To: support@baton.test',
      `Subject: Question ${n}`,
      `Message-ID: <kill-${n}-${randomUUID()}@customers.test>`,
      'Date: Mon, 2 Mar 2026 10:00:00 +0000',
      'Content-Type: text/plain; charset=utf-8',
      '',
      `The word is ${mailWord(n)}.`,
      '',
    ].join('\r\n'),
  );

interface Trial {
  product: Product;
  dovecot: Dovecot;
  sink: Sink;
  /** The message each reply was to be. */
  sent: string[];
  mails: number;
}

/** Mail lies in the mailbox and replies are sent; in the middle of both comes the kill. */
async function oneRound(trial: Trial, ticketIds: readonly string[]): Promise<void> {
  const { product, dovecot } = trial;
  const line = await dovecot.client();
  for (let count = 0; count < mailsARound; count += 1) {
    await line.append('INBOX', letter(trial.mails));
    trial.mails += 1;
  }
  await line.logout();
  await product.start();
  const ada = await enter(product.url);
  const fetchedSoFar = async () => (await ada.call('mailbox.list', {})).items[0]?.fetched ?? 0;
  const before = await fetchedSoFar();
  await until('it fetches', async () => (await fetchedSoFar()) > before || notYet(20), settleMs);
  const sending = Array.from({ length: sendsARound }, (_, index) => {
    const [n, messageId, id] = [trial.sent.length, randomUUID(), randomUUID()];
    trial.sent.push(messageId);
    const ticketId = ticketIds[index % ticketIds.length] ?? '';
    const message = { ticketId, messageId, html: `<p>${sendWord(n)}</p>`, anyway: true };
    return insist(() => ada.call('message.send', message, id));
  });
  await pause(Math.random() * 250);
  await product.kill();
  const restarted = product.start();
  await Promise.all([restarted, ...sending]);
  await product.kill();
}

const holding = (messages: readonly MessageView[], word: string) =>
  messages.filter(({ text }) => text.split(/[\s.]/).includes(word));

const timesMailed = ({ sink }: Trial, messageId: string): number =>
  [...sink.taken].filter(([mailId]) => mailId.startsWith(`${messageId}.`)).reduce((sum, [, times]) => sum + times, 0);

const leaves = ({ delivery }: MessageView) => delivery?.state === 'queued' || delivery?.state === 'sending';

/** Until every mail is in and nothing is on its way out. */
async function settled(ada: Client, trial: Trial): Promise<MessageView[]> {
  let messages: MessageView[] = [];
  await until(
    'all is settled',
    async () => {
      messages = await everyMessage(ada, await everyTicket(ada));
      const came = messages.filter(({ text }) => /killmail\d+x/.test(text)).length;
      return (came >= trial.mails && !messages.some(leaves)) || notYet(500);
    },
    settleMs,
  );
  return messages;
}

/** The product is killed again and again while it fetches from a mailbox and sends: nothing is lost, and doubled only what a person sends again. */
export async function mailKills(): Promise<string> {
  if (!dovecotPath) throw new Error('This takes Dovecot (dovecot-imapd), and root to run it');
  const dataDir = await mkdtemp(join(tmpdir(), 'baton-mail-kills-'));
  const [sink, dovecot] = [await startSink(), await startDovecot()];
  const product = await createProduct(dataDir, sink.url);
  const trial: Trial = { product, dovecot, sink, sent: [], mails: 0 };
  try {
    await product.start();
    let ada = await enter(product.url);
    const { items } = await ada.call('ticket.list', { limit: 100 });
    const ticketIds = items.filter(({ contactIds }) => contactIds.length > 0).map(({ id }) => id);
    const [channel] = (await ada.call('screen.load', {})).channels;
    await ada.call('mailbox.save', {
      channelId: channel?.id ?? '',
      host: '127.0.0.1',
      port: dovecot.port,
      security: 'tls',
      anyCertificate: true,
      user: dovecot.user,
      folder: 'INBOX',
      begin: 'all',
      signIn: { kind: 'password', password: dovecot.password },
    });
    await product.kill();
    for (let round = 1; round <= rounds; round += 1) {
      await oneRound(trial, ticketIds);
      if (round % 10 === 0) process.stderr.write(`killed ${2 * round} times\n`);
    }
    await product.start();
    ada = await enter(product.url);
    const messages = await settled(ada, trial);
    for (let n = 0; n < trial.mails; n += 1) {
      const found = holding(messages, mailWord(n));
      assert.equal(found.length, 1, `${mailWord(n)} is in ${found.length} messages`);
    }
    const uncertain: string[] = [];
    for (const [n, messageId] of trial.sent.entries()) {
      const [message, ...more] = holding(messages, sendWord(n));
      assert.deepEqual([message?.id, more.length], [messageId, 0], `${sendWord(n)} is not one message`);
      const times = timesMailed(trial, messageId);
      const state = message?.delivery?.state;
      if (state === 'uncertain') uncertain.push(messageId);
      else assert.equal(state, 'sent', `${sendWord(n)} is ${state}: ${message?.delivery?.error}`);
      if (state === 'sent') assert.equal(times, 1, `${sendWord(n)} was mailed ${times} times`);
      assert.ok(times <= 1, `${sendWord(n)} was mailed ${times} times, and nobody asked for it`);
    }
    const arrived = uncertain.filter((messageId) => timesMailed(trial, messageId) === 1);
    for (const messageId of uncertain) await ada.call('message.retry', { messageId });
    const after = await settled(ada, trial);
    const states = new Set(after.filter(({ id }) => uncertain.includes(id)).map(({ delivery }) => delivery?.state));
    assert.ok(states.size === 0 || (states.size === 1 && states.has('sent')), `sent again, they are ${[...states]}`);
    for (const messageId of uncertain)
      assert.equal(timesMailed(trial, messageId), arrived.includes(messageId) ? 2 : 1, `${messageId} was sent again`);
    await product.stop();
    assert.deepEqual(product.faults(), [], 'it met a bug of its own');
    const sure = trial.sent.length - uncertain.length;
    return `killed ${2 * rounds} times; ${trial.mails} mails fetched, each in one message; ${trial.sent.length} replies: ${sure} mailed once and shown as sent, ${uncertain.length} shown as uncertain, of which ${arrived.length} had arrived and came twice when a person sent them again, the others came once`;
  } finally {
    await product.stop();
    await dovecot.stop();
    await sink.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
