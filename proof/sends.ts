import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Doc, encodeStateAsUpdate, XmlElement, XmlText } from 'yjs';
import type { CallName, Input, Output } from '../shared/contract.ts';
import { type Client, createClient, Refused } from '../test/support/client.ts';
import { until } from '../test/support/until.ts';
import { createProduct } from './killLoop/product.ts';
import { everyMessage, everyTicket } from './killLoop/reading.ts';
import { startSink } from './killLoop/sink.ts';

const rounds = Number(process.env.PROOF_ROUNDS ?? 20);
const sends = Number(process.env.PROOF_SENDS ?? rounds * 50);
/** A kill meets the last send anywhere on its way: before it is asked for, stored, told to the mail server, taken by it, settled. */
const killWithinMs = 150;
/** So many people send at once, each from a ticket of his own. */
const atOnce = 8;
const settleMs = 5 * 60_000;

const wordOf = (n: number) => `sendword${n}x`;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function enter(url: string): Promise<Client> {
  const answer = await createClient(url, '').call('session.create', {
    email: 'ada@baton.test',
    password: 'baton-demo',
  });
  if (!('token' in answer)) throw new Error('She is asked for more than her password');
  return createClient(url, answer.token);
}

function textOf(words: string): string {
  const doc = new Doc();
  const paragraph = new XmlElement('paragraph');
  paragraph.insert(0, [new XmlText(words)]);
  doc.getXmlFragment('body').insert(0, [paragraph]);
  const update = Buffer.from(encodeStateAsUpdate(doc)).toString('base64');
  doc.destroy();
  return update;
}

/** Asks until there is an answer, as a client does whose server dies under it; and signs in again when its token has run out. */
async function enterToStay(url: string): Promise<Client> {
  let client = await enter(url);
  return {
    ...client,
    async call<N extends CallName>(name: N, input: Input<N>, id: string = randomUUID()): Promise<Output<N>> {
      for (;;) {
        try {
          return await client.call(name, input, id);
        } catch (error) {
          const code = error instanceof Refused ? error.refusal.code : 'internal';
          if (code === 'unauthenticated') client = await enter(url);
          else if (code === 'internal') await pause(50);
          else throw error;
        }
      }
    },
  };
}

/** How one reply is sent more often than once. Each answers the ids it was told. */
const ways: ((send: (messageId: string, id: string) => Promise<Output<'draft.send'>>) => Promise<string[]>)[] = [
  // A double click.
  async (send) => {
    const messageId = randomUUID();
    return told(send(messageId, randomUUID()), send(messageId, randomUUID()));
  },
  // Two tabs, each with a message id of its own.
  (send) => told(send(randomUUID(), randomUUID()), send(randomUUID(), randomUUID())),
  // The answer is lost, and asked for again under the same id.
  async (send) => {
    const [messageId, id] = [randomUUID(), randomUUID()];
    void send(messageId, id).catch(() => {});
    await pause(Math.random() * 20);
    return told(send(messageId, id));
  },
];

const told = async (...asked: Promise<Output<'draft.send'>>[]) =>
  (await Promise.all(asked)).map(({ messageId }) => messageId);

/** Replies are sent by double clicks, from two tabs and again after lost answers, while the product is killed: each is one message and one mail. */
export async function sendLoop(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'baton-sends-'));
  const sink = await startSink();
  process.env.BATON_UNDO_SECONDS = '0';
  const product = await createProduct(dataDir, sink.url);
  try {
    await product.start();
    const ada = await enterToStay(product.url);
    const { items } = await ada.call('ticket.list', { limit: 100 });
    const tickets = items.filter(({ contactIds }) => contactIds.length > 0).map(({ id }) => id);
    let next = 0;
    let done = 0;
    const sentAs = new Map<number, string>();
    const worker = async (ticketId: string) => {
      for (let n = next++; n < sends; n = next++) {
        const draft = await ada.call('draft.open', { ticketId, kind: 'reply' });
        const update = textOf(wordOf(n));
        const ids = await ways[n % ways.length]?.((messageId, id) =>
          ada.call('draft.send', { ...draft, messageId, update, anyway: true }, id),
        );
        assert.equal(new Set(ids).size, 1, `send ${n} was told ${ids}`);
        sentAs.set(n, ids?.[0] ?? '');
        done += 1;
      }
    };
    const working = Promise.all(tickets.slice(0, atOnce).map(worker));
    for (let round = 1; round <= rounds; round += 1) {
      const share = Math.min(sends, Math.floor((sends * round) / (rounds + 1)));
      await until('its share is sent', () => done >= share, settleMs);
      await pause(Math.random() * killWithinMs);
      await product.kill();
      await product.start();
    }
    await working;

    const all = async () => everyMessage(ada, await everyTicket(ada));
    const leaves = ({ delivery }: { delivery: { state: string } | null }) =>
      delivery?.state === 'queued' || delivery?.state === 'sending';
    await until('nothing is on its way', async () => !(await all()).some(leaves) || !(await pause(500)), settleMs);
    const messages = await all();
    const uncertain: string[] = [];
    for (let n = 0; n < sends; n += 1) {
      const holding = messages.filter(({ text }) => text.split(/\s/).includes(wordOf(n)));
      assert.equal(holding.length, 1, `${wordOf(n)} is in ${holding.length} messages`);
      const [message] = holding;
      assert.equal(message?.id, sentAs.get(n));
      const mailed = [...sink.taken].filter(([mailId]) => mailId.startsWith(`${message?.id}.`));
      const times = mailed.reduce((sum, [, taken]) => sum + taken, 0);
      if (message?.delivery?.state === 'uncertain') uncertain.push(message.id);
      else assert.equal(times, 1, `${wordOf(n)} is ${message?.delivery?.state} and was mailed ${times} times`);
      assert.ok(times <= 1, `${wordOf(n)} was mailed ${times} times`);
    }
    const taken = uncertain.filter((id) => [...sink.taken.keys()].some((mailId) => mailId.startsWith(`${id}.`))).length;

    // Whoever sends an uncertain one again sends the same mail: a customer's program knows it by its Message-ID.
    for (const messageId of uncertain) await ada.call('message.retry', { messageId });
    await until('what was uncertain is sent', async () => !(await all()).some(leaves) || !(await pause(500)), settleMs);
    for (const id of uncertain) {
      const mailIds = [...sink.taken.keys()].filter((mailId) => mailId.startsWith(`${id}.`));
      assert.equal(mailIds.length, 1, `${id} went out as ${mailIds}`);
    }
    await product.stop();
    assert.deepEqual(product.faults(), [], 'it met a bug of its own');
    return `${sends} replies sent at least twice each, killed ${rounds} times: each is one message; ${sends - uncertain.length} mailed once, ${uncertain.length} shown as uncertain, ${taken} of them mailed once, and sent again under the same Message-ID`;
  } finally {
    await product.stop();
    await sink.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
