import { afterEach, expect, test } from '@jest/globals';
import { buildMember, buildPipeline, password, shortId } from '../../support/build.ts';
import { createClient, exchange, type Reply } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';

let cluster: Cluster;
afterEach(() => cluster.stop());

async function start(tries: number, nodes: 1 | 2 = 1): Promise<void> {
  cluster = await startCluster({ nodes, env: { BATON_SIGN_IN_TRIES: String(tries) } });
  await buildPipeline(cluster.app, cluster.workspaceId);
}

const enter = (email: string, given: string, url = cluster.node.url) =>
  createClient(url, '').ask('session.create', { email, password: given });

/** As it comes through a proxy, from somewhere in the world. */
const enterFrom = (address: string, email: string) =>
  exchange(`${cluster.node.url}/api/session.create`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify({ email, password: 'a guess' }),
  });

/** Some at a time: a flood, not a pile. */
async function flood(count: number, ask: (n: number) => Promise<Reply>): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  for (let begun = 0; begun < count; begun += 50) {
    const replies = await Promise.all(Array.from({ length: 50 }, (_, n) => ask(begun + n)));
    for (const { status } of replies) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  return statuses;
}

test('wrong passwords are slowed alike for addresses that are there and that are not', async () => {
  await start(3);
  const { email } = await buildMember(cluster.app, cluster.workspaceId);
  const asked = async (address: string) => {
    const answers: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      const { status, text } = await enter(address, `guess ${n}`);
      answers.push(`${status} ${text.replace(/"retryAfterSeconds":\d+/, '')}`);
    }
    return answers;
  };
  const known = await asked(email);
  expect(known.map((answer) => answer.slice(0, 3))).toEqual(['401', '401', '401', '429', '429']);
  expect(await asked(`${shortId()}@nowhere.test`)).toEqual(known);
});

test('the right password is refused as well while an account rests', async () => {
  await start(3);
  const { email } = await buildMember(cluster.app, cluster.workspaceId);
  for (let n = 0; n < 3; n += 1) await enter(email, 'a guess');
  const reply = await enter(email, password);
  expect(reply.status).toBe(429);
  expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('a hundred guesses at once are no more than a hundred one by one', async () => {
  await start(5);
  const { email } = await buildMember(cluster.app, cluster.workspaceId);
  const replies = await Promise.all(Array.from({ length: 100 }, (_, n) => enter(email, `guess ${n}`)));
  expect(replies.filter(({ status }) => status === 401)).toHaveLength(5);
  expect(replies.filter(({ status }) => status === 429)).toHaveLength(95);
});

test('whoever tries one password on many accounts is slowed by his address', async () => {
  await start(2);
  const statuses: number[] = [];
  for (let n = 0; n < 12; n += 1) statuses.push((await enter(`${shortId()}@nowhere.test`, 'a guess')).status);
  expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
});

test('right passwords are not counted', async () => {
  await start(2);
  const { email } = await buildMember(cluster.app, cluster.workspaceId);
  for (let n = 0; n < 6; n += 1) expect((await enter(email, password)).status).toBe(200);
});

test('a failure at an address that nobody has writes as much as any other', async () => {
  await start(100);
  const { email } = await buildMember(cluster.app, cluster.workspaceId);
  const lines = () =>
    cluster.app.storage.connection.collection('auditLog').countDocuments({ action: 'session.refused' });
  const before = await lines();
  await enter(email, 'a guess');
  expect(await lines()).toBe(before + 1);
  await enter(`${shortId()}@nowhere.test`, 'a guess');
  expect(await lines()).toBe(before + 2);
});

test('forgetting is slowed alike, too', async () => {
  await start(2);
  const { email } = await buildMember(cluster.app, cluster.workspaceId);
  const forget = (address: string) => createClient(cluster.node.url, '').ask('password.forget', { email: address });
  const asked = async (address: string) => {
    const statuses: number[] = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await forget(address)).status);
    return statuses;
  };
  expect(await asked(email)).toEqual([200, 200, 429]);
  expect(await asked(`${shortId()}@nowhere.test`)).toEqual([200, 200, 429]);
});

test('guesses count together at all nodes, and a node that has just started knows of them', async () => {
  await start(4, 2);
  const { email } = await buildMember(cluster.app, cluster.workspaceId);
  const statuses: number[] = [];
  for (let n = 0; n < 6; n += 1) statuses.push((await enter(email, 'a guess', cluster.nodes[n % 2]?.url)).status);
  expect(statuses).toEqual([401, 401, 401, 401, 429, 429]);
  const { url } = await cluster.join(false);
  expect((await enter(email, password, url)).status).toBe(429);
});

test('ten thousand guesses from one address at known and unknown accounts are a hundred, told apart by nothing', async () => {
  await start(20);
  const { email } = await buildMember(cluster.app, cluster.workspaceId);
  const [known, unknown] = [new Set<string>(), new Set<string>()];
  const statuses = await flood(10_000, async (n) => {
    const reply = await enter(n % 2 ? email : `${shortId()}@nowhere.test`, 'a guess');
    (n % 2 ? known : unknown).add(reply.text.replace(/"retryAfterSeconds":\d+/, ''));
    return reply;
  });
  expect(statuses.get(401)).toBeLessThanOrEqual(100);
  expect((statuses.get(401) ?? 0) + (statuses.get(429) ?? 0)).toBe(10_000);
  expect([...known].sort()).toEqual([...unknown].sort());
});

test('one account is not guessed at from a thousand addresses either', async () => {
  await start(4);
  const { email } = await buildMember(cluster.app, cluster.workspaceId);
  const statuses = await flood(1000, (n) => enterFrom(`203.0.${n >> 8}.${n & 255}`, email));
  expect(statuses.get(401)).toBe(20);
  expect(statuses.get(429)).toBe(980);
});

test('the store knows no address and no account of who guessed', async () => {
  await start(20);
  const name = shortId();
  await enter(`${name}@nowhere.test`, 'a guess');
  const rows = JSON.stringify(await cluster.app.storage.connection.collection('tries').find().toArray());
  expect(rows).not.toContain(name);
  expect(rows).not.toContain('127.0.0.1');
});
