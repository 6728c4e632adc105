import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildMember, buildPipeline, shortId } from '../../support/build.ts';
import { type Client, signIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';

let cluster: Cluster;
let admin: Client;

beforeAll(async () => {
  cluster = await startCluster();
  await buildPipeline(cluster.app, cluster.workspaceId);
  const member = await buildMember(cluster.app, cluster.workspaceId, { role: 'admin' });
  admin = await signIn(cluster.node.url, member.email);
});
afterAll(() => cluster.stop());

const newcomer = () => ({ email: `${shortId()}@people.test`, name: 'New', password: 'long enough' });

test('passwords are hashed ahead of the write path: who writes meanwhile does not wait for all of them', async () => {
  const made = Array.from({ length: 24 }, () => admin.call('member.create', newcomer()));
  await admin.call('team.create', { name: 'Not held up' });
  const { events } = cluster.app.storage.connection.collections;
  await Promise.all(made);
  const rows = await events?.find({ workspaceId: cluster.workspaceId }).sort({ seq: 1 }).toArray();
  const types = (rows ?? []).map((row) => (row as { data?: { type?: string } }).data?.type);
  expect(types.lastIndexOf('member.changed')).toBeGreaterThan(types.indexOf('team.changed'));
});

test('asked again under the same id, what was prepared anew is not done again', async () => {
  const input = newcomer();
  const first = await admin.call('member.create', input, 'the-same-id');
  expect(await admin.call('member.create', input, 'the-same-id')).toEqual(first);
  expect((await admin.ask('member.create', newcomer(), 'the-same-id')).status).toBe(409);
});
