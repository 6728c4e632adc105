import { afterEach, expect, test } from '@jest/globals';
import type { SignedIn } from '../../../shared/contract/session.ts';
import { createBrowser } from '../../support/browserless.ts';
import { createClient, signIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { openScreen } from '../../support/screen.ts';

let cluster: Cluster;
afterEach(() => cluster.stop());

/** Nodes over a store in which nobody is. */
async function start(env: Record<string, string> = {}): Promise<void> {
  cluster = await startCluster({ nodes: 2, env });
  const { connection } = cluster.app.storage;
  await connection.collection('workspaces').deleteMany({});
  await connection.collection('positions').deleteMany({});
}

const password = 'a first password';
const input = (more: object = {}) => ({
  workspaceName: 'Kettle & Leaf',
  name: 'Ada',
  email: 'ada@people.test',
  password,
  ...more,
});

test('a new installation is set up once: workspace, admin and address, signed in', async () => {
  await start();
  const nobody = createClient(cluster.node.url, '');
  expect(await nobody.call('setup.status', {})).toMatchObject({ needed: true, codeNeeded: false });
  expect(await cluster.app.setupCode()).toBeNull();
  const browser = createBrowser(cluster.node.url);
  const reply = await browser.post('setup.create', input({ supportAddress: 'help@baton.test', language: 'zh-Hant' }));
  const { token, workspace } = reply.body as SignedIn;
  expect(workspace).toMatchObject({ name: 'Kettle & Leaf', slug: expect.stringMatching(/^kettle-leaf-/) });
  const screen = await openScreen(cluster.nodes[1]?.url ?? '', token);
  const { state } = screen;
  expect(Object.values(state.members)).toMatchObject([{ name: 'Ada', role: 'admin' }]);
  expect(Object.values(state.pipelines)).toHaveLength(1);
  expect(Object.values(state.channels)).toMatchObject([{ address: 'help@baton.test', name: 'Kettle & Leaf' }]);
  screen.close();
  expect((await browser.post('session.refresh', {})).status).toBe(200);
  expect(await nobody.call('setup.status', {})).toMatchObject({ needed: false, codeNeeded: false, smtpPort: null });
  expect((await nobody.ask('setup.create', input({ email: 'eve@people.test' }))).status).toBe(404);
  expect((await nobody.ask('session.create', { email: 'ada@people.test', password })).status).toBe(200);
});

test('twenty who set it up at once, at two nodes, make one workspace with one admin', async () => {
  await start();
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      createClient(cluster.nodes[n % 2]?.url ?? '', '').ask(
        'setup.create',
        input({ workspaceName: `W${n}`, email: `p${n}@people.test` }),
      ),
    ),
  );
  const [won] = replies.filter(({ status }) => status === 200);
  expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(404)]);
  const { connection } = cluster.app.storage;
  const names = (await connection.collection('workspaces').find().toArray()).map(({ name }) => name);
  expect(names).toEqual([(won as { body: SignedIn }).body.workspace.name]);
  expect(await connection.collection('members').countDocuments()).toBe(1);
  expect(cluster.faults()).toEqual([]);
});

test('where strangers may come by, the code that the start prints is asked for', async () => {
  await start({ BATON_URL: 'https://help.example' });
  const nobody = createClient(cluster.node.url, '');
  expect(await nobody.call('setup.status', {})).toMatchObject({ needed: true, codeNeeded: true });
  const code = await cluster.app.setupCode();
  expect(code).toMatch(/^[A-Z2-7]{5}-[A-Z2-7]{5}$/);
  expect(await cluster.nodes[1]?.app.setupCode()).toBe(code);
  expect((await nobody.ask('setup.create', input())).status).toBe(400);
  expect((await nobody.ask('setup.create', input({ code: 'AAAAA-AAAAA' }))).status).toBe(400);
  expect((await nobody.call('setup.status', {})).needed).toBe(true);
  expect((await nobody.ask('setup.create', input({ code: code?.toLowerCase().replace('-', ' ') }))).status).toBe(200);
  expect(await cluster.app.setupCode()).toBeNull();
});

test('the code cannot be guessed', async () => {
  await start({ BATON_URL: 'https://help.example', BATON_SIGN_IN_TRIES: '2' });
  const nobody = createClient(cluster.node.url, '');
  const statuses: number[] = [];
  for (let n = 0; n < 12; n += 1)
    statuses.push((await nobody.ask('setup.create', input({ code: `CODE-${n}` }))).status);
  expect(statuses).toEqual([...Array(10).fill(400), 429, 429]);
});

test('a set-up that was killed half-way is carried on', async () => {
  await start();
  const { app } = cluster;
  const id = '01890000-0000-7000-8000-000000000001';
  await app.storage.connection.collection('setup').insertOne({ _id: 'first' as never, workspaceId: id });
  await app.workspaces.create('Half', 'half', id);
  const nobody = createClient(cluster.node.url, '');
  expect((await nobody.call('setup.status', {})).needed).toBe(true);
  const { body } = await nobody.ask('setup.create', input());
  expect((body as SignedIn).workspace).toMatchObject({ id, name: 'Kettle & Leaf' });
});

test('an admin makes another workspace and goes there; nobody else does', async () => {
  await start();
  const nobody = createClient(cluster.node.url, '');
  const { body } = await nobody.ask('setup.create', input());
  const ada = createClient(cluster.node.url, (body as SignedIn).token);
  const { workspaceId } = await ada.call('workspace.create', { name: '茶壺' });
  expect((await ada.call('workspace.listMine', {})).items).toHaveLength(2);
  const there = await ada.call('session.switch', { workspaceId });
  expect(there.workspace).toMatchObject({ id: workspaceId, name: '茶壺' });
  await ada.call('member.create', { email: 'ben@people.test', name: 'Ben', password: 'correct horse battery' });
  const ben = await signIn(cluster.node.url, 'ben@people.test');
  expect((await ben.ask('workspace.create', { name: 'Mine' })).status).toBe(404);
});
