import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildMember, buildPipeline, password, shortId } from '../../support/build.ts';
import { exchange, type Reply } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { flood, told } from './guesses.ts';

/** So many tries has an account from one address; five times as many an address, and an account from everywhere. */
const limit = 4;
let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster({ nodes: 2, env: { BATON_SIGN_IN_TRIES: String(limit) } });
  await buildPipeline(cluster.app, cluster.workspaceId);
});
afterAll(() => cluster.stop());

/** Somewhere in the world, as it comes through a proxy; each test guesses from a place of its own. */
let places = 0;
function newPlace(): string {
  places += 1;
  return `203.0.${places >> 8}.${places & 255}`;
}

const ask = (name: string, input: object, place: string, url = cluster.node.url): Promise<Reply> =>
  exchange(`${url}/api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), 'x-forwarded-for': place },
    body: JSON.stringify(input),
  });
const enter = (place: string, email: string, given: string, url?: string) =>
  ask('session.create', { email, password: given }, place, url);
const newMember = () => buildMember(cluster.app, cluster.workspaceId);
const nobody = () => `${shortId()}@nowhere.test`;

async function inTurn(many: number, one: (n: number) => Promise<Reply>): Promise<Reply[]> {
  const replies: Reply[] = [];
  for (let n = 0; n < many; n += 1) replies.push(await one(n));
  return replies;
}
const statusesOf = (replies: Reply[]) => replies.map(({ status }) => status);

test('wrong passwords are slowed alike for addresses that are there and that are not', async () => {
  const asked = async (email: string) => {
    const place = newPlace();
    return (await inTurn(limit + 2, (n) => enter(place, email, `guess ${n}`))).map(told);
  };
  const known = await asked((await newMember()).email);
  expect(known.map((answer) => answer.slice(0, 3))).toEqual(['401', '401', '401', '401', '429', '429']);
  expect(await asked(nobody())).toEqual(known);
});

test('the right password is refused as well while an account rests', async () => {
  const [{ email }, place] = [await newMember(), newPlace()];
  await inTurn(limit, () => enter(place, email, 'a guess'));
  const reply = await enter(place, email, password);
  expect(reply.status).toBe(429);
  expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('a hundred guesses at once are no more than a hundred one by one', async () => {
  const [{ email }, place] = [await newMember(), newPlace()];
  const replies = await Promise.all(Array.from({ length: 100 }, (_, n) => enter(place, email, `guess ${n}`)));
  expect(replies.filter(({ status }) => status === 401)).toHaveLength(limit);
  expect(replies.filter(({ status }) => status === 429)).toHaveLength(100 - limit);
});

test('whoever tries one password on many accounts is slowed by his address', async () => {
  const place = newPlace();
  const statuses = statusesOf(await inTurn(5 * limit + 2, () => enter(place, nobody(), 'a guess')));
  expect(statuses).toEqual([...Array(5 * limit).fill(401), 429, 429]);
});

test('right passwords are not counted', async () => {
  const [{ email }, place] = [await newMember(), newPlace()];
  expect(statusesOf(await inTurn(limit + 2, () => enter(place, email, password)))).toEqual(Array(limit + 2).fill(200));
});

test('a failure at an address that nobody has writes as much as any other', async () => {
  const [{ email }, place] = [await newMember(), newPlace()];
  const lines = () =>
    cluster.app.storage.connection.collection('auditLog').countDocuments({ action: 'session.refused' });
  const before = await lines();
  await enter(place, email, 'a guess');
  expect(await lines()).toBe(before + 1);
  await enter(place, nobody(), 'a guess');
  expect(await lines()).toBe(before + 2);
});

test('forgetting is slowed alike, too', async () => {
  const asked = async (email: string) => {
    const place = newPlace();
    return statusesOf(await inTurn(limit + 1, () => ask('password.forget', { email }, place)));
  };
  expect(await asked((await newMember()).email)).toEqual([200, 200, 200, 200, 429]);
  expect(await asked(nobody())).toEqual([200, 200, 200, 200, 429]);
});

test('guesses count together at all nodes, and a node that has just started knows of them', async () => {
  const [{ email }, place] = [await newMember(), newPlace()];
  const guesses = await inTurn(limit + 2, (n) => enter(place, email, 'a guess', cluster.nodes[n % 2]?.url));
  expect(statusesOf(guesses)).toEqual([401, 401, 401, 401, 429, 429]);
  const { url } = await cluster.join(false);
  expect((await enter(place, email, password, url)).status).toBe(429);
});

// The long form, ten thousand, is `npm run proof -- guessing`.
test('a flood from one address at known and unknown accounts is told apart by nothing', async () => {
  const [{ email }, place] = [await newMember(), newPlace()];
  const { statuses, known, unknown } = await flood(300, email, (_, address) => enter(place, address, 'a guess'));
  expect(statuses.get(401)).toBeLessThanOrEqual(5 * limit);
  expect((statuses.get(401) ?? 0) + (statuses.get(429) ?? 0)).toBe(300);
  expect(known).toEqual(unknown);
});

test('one account is not guessed at from many addresses either', async () => {
  const { email } = await newMember();
  const statuses = statusesOf(await Promise.all(Array.from({ length: 60 }, () => enter(newPlace(), email, 'a guess'))));
  expect(statuses.filter((status) => status === 401)).toHaveLength(5 * limit);
  expect(statuses.filter((status) => status === 429)).toHaveLength(60 - 5 * limit);
});

test('the store knows no address and no account of who guessed', async () => {
  const [name, place] = [shortId(), newPlace()];
  await enter(place, `${name}@nowhere.test`, 'a guess');
  const rows = JSON.stringify(await cluster.app.storage.connection.collection('tries').find().toArray());
  expect(rows).not.toContain(name);
  expect(rows).not.toContain(place);
});
