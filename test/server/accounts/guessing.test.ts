import { afterEach, expect, test } from '@jest/globals';
import { buildMember, buildPipeline, password, shortId } from '../../support/build.ts';
import { createClient } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';

let cluster: Cluster;
afterEach(() => cluster.stop());

async function start(tries: number): Promise<void> {
  cluster = await startCluster({ env: { BATON_SIGN_IN_TRIES: String(tries) } });
  await buildPipeline(cluster.app, cluster.workspaceId);
}

const enter = (email: string, given: string) =>
  createClient(cluster.node.url, '').ask('session.create', { email, password: given });

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
