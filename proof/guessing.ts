import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flood } from '../test/server/accounts/guesses.ts';
import { exchange, type Reply } from '../test/support/client.ts';
import { createProduct } from './killLoop/product.ts';
import { startSink } from './killLoop/sink.ts';

/** The short form: PROOF_GUESSES=500. */
const guesses = Number(process.env.PROOF_GUESSES ?? 10_000);
const places = Math.ceil(guesses / 10);
/** What is set when nothing is: per account and address; five times as many an address, and an account from everywhere. */
const limit = 20;
const timed = 40;
const account = 'ada@baton.test';

const placeOf = (n: number) => `198.18.${n >> 8}.${n & 255}`;
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Ten thousand guesses from one place, and a thousand places at one account, at a product as it is installed. */
export async function guessing(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'baton-guessing-'));
  const sink = await startSink();
  const product = await createProduct(dataDir, sink.url, { BATON_SIGN_IN_TRIES: String(limit) });
  const guess = (place: string, email: string): Promise<Reply> =>
    exchange(`${product.url}/api/session.create`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), 'x-forwarded-for': place },
      body: JSON.stringify({ email, password: 'a guess' }),
    });
  try {
    await product.start();
    const took = { known: [] as number[], unknown: [] as number[] };
    for (let n = 0; n < timed; n += 1) {
      for (const kind of ['known', 'unknown'] as const) {
        const began = performance.now();
        const email = kind === 'known' ? account : `${randomUUID()}@nowhere.test`;
        assert.equal((await guess(`203.0.113.${n}`, email)).status, 401);
        took[kind].push(performance.now() - began);
      }
    }

    const { statuses, known, unknown } = await flood(guesses, 'ben@baton.test', (_, email) =>
      guess('192.0.2.1', email),
    );
    const answered = statuses.get(401) ?? 0;
    assert.ok(answered <= 5 * limit, `${answered} of ${guesses} were answered`);
    assert.equal(answered + (statuses.get(429) ?? 0), guesses);
    assert.deepEqual(known, unknown);

    const tried: number[] = [];
    for (let n = 0; n < places; n += 1) tried.push((await guess(placeOf(n), 'mei@baton.test')).status);
    assert.equal(tried.filter((status) => status === 401).length, Math.min(places, 5 * limit));
    assert.equal(tried.filter((status) => status === 429).length, Math.max(0, places - 5 * limit));
    assert.deepEqual(product.faults(), []);
    const [there, notThere] = [median(took.known).toFixed(1), median(took.unknown).toFixed(1)];
    return `${answered} of ${guesses} guesses from one place were answered, ${Math.min(places, 5 * limit)} of those from ${places} places at one account, the others told to wait; the answers are the same whether the account is there or not (a refusal takes ${there} ms and ${notThere} ms)`;
  } finally {
    await product.stop();
    await sink.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
