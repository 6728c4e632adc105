import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TokenScope } from '../../../shared/contract/call.ts';
import { buildMember, buildPipeline, buildTicket, shortId } from '../../support/build.ts';
import { type Client, createClient, exchange, signIn } from '../../support/client.ts';
import { createHandClock } from '../../support/clock.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { openScreen } from '../../support/screen.ts';

const clock = createHandClock(new Date());
let cluster: Cluster;
let admin: Client;

beforeAll(async () => {
  cluster = await startCluster({ nodes: 2, clock });
  await buildPipeline(cluster.app, cluster.workspaceId);
  const member = await buildMember(cluster.app, cluster.workspaceId, { role: 'admin' });
  admin = await signIn(cluster.node.url, member.email);
});
afterAll(() => cluster.stop());

async function program(scopes: TokenScope[], owner: Client = admin, more: object = {}) {
  const { tokenId, secret } = await owner.call('token.create', { name: 'A program', scopes, ...more });
  return { tokenId, secret, client: createClient(cluster.nodes[1]?.url ?? '', secret) };
}

test('the secret is shown once, told by its beginning, and stored as a hash only', async () => {
  const { tokenId, secret } = await program(['read']);
  expect(secret).toMatch(/^baton_[A-Za-z0-9_-]{43}$/);
  const { items } = await admin.call('token.list', {});
  const listed = items.find(({ id }) => id === tokenId);
  expect(listed).toMatchObject({ name: 'A program', scopes: ['read'], hint: secret.slice(0, 10), expiresAt: null });
  expect(JSON.stringify(items)).not.toContain(secret);
  for (const { name } of await cluster.app.storage.connection.listCollections()) {
    const rows = await cluster.app.storage.connection.collection(name).find().toArray();
    expect(JSON.stringify(rows)).not.toContain(secret);
  }
});

test.each([
  [['read'], { 'ticket.list': 200, 'ticket.update': 404, 'team.create': 404, 'audit.list': 404 }],
  [['write'], { 'ticket.list': 404, 'ticket.update': 200, 'team.create': 404, 'audit.list': 404 }],
  [['admin'], { 'ticket.list': 404, 'ticket.update': 404, 'team.create': 200, 'audit.list': 200 }],
  [['read', 'write', 'admin'], { 'ticket.list': 200, 'ticket.update': 200, 'team.create': 200, 'audit.list': 200 }],
] as const)('scopes %j reach so far', async (scopes, expected) => {
  const ticket = await buildTicket(cluster.app, cluster.workspaceId);
  const { client } = await program([...scopes]);
  const inputs = {
    'ticket.list': {},
    'ticket.update': { ticketId: ticket._id, priority: 'high' },
    'team.create': { name: `team-${shortId()}` },
    'audit.list': {},
  };
  for (const [name, status] of Object.entries(expected)) {
    expect([name, (await client.ask(name, inputs[name as keyof typeof inputs])).status]).toEqual([name, status]);
  }
});

test('a missing scope is named', async () => {
  const { client } = await program(['read']);
  const { body } = await client.ask('team.create', { name: 'no' });
  expect(body).toMatchObject({ error: { code: 'notFound', details: { scope: 'admin' } } });
});

test('no token does what a person signs in for', async () => {
  const { client } = await program(['read', 'write', 'admin']);
  const asked: [string, unknown][] = [
    ['session.list', {}],
    ['session.endOthers', {}],
    ['session.switch', { workspaceId: cluster.workspaceId }],
    ['token.create', { name: 'Another', scopes: ['admin'] }],
    ['token.list', {}],
    ['password.change', { current: 'x', password: 'long enough' }],
    ['totp.begin', {}],
    ['me.get', {}],
  ];
  for (const [name, input] of asked) expect([name, (await client.ask(name, input)).status]).toEqual([name, 404]);
});

test('a token acts with the rights of its member, as they are now', async () => {
  const member = await buildMember(cluster.app, cluster.workspaceId);
  const { client } = await program(['read', 'write', 'admin'], await signIn(cluster.node.url, member.email));
  expect((await client.ask('team.create', { name: 'no' })).status).toBe(404);
  expect((await client.ask('ticket.list', {})).status).toBe(200);
  await admin.call('member.setAccess', { memberId: member.userId, suspended: true });
  expect((await client.ask('ticket.list', {})).status).toBe(401);
});

test('a program follows live by its token, until it is revoked', async () => {
  const { tokenId, secret } = await program(['read']);
  const screen = await openScreen(cluster.nodes[1]?.url ?? '', secret);
  const ticket = await buildTicket(cluster.app, cluster.workspaceId, { name: 'heard' });
  await screen.until('the ticket is heard of', (state) => state.tickets[ticket._id]?.name === 'heard');
  await admin.call('token.revoke', { tokenId });
  await screen.untilLine('ended');
  await expect(openScreen(cluster.nodes[1]?.url ?? '', secret)).rejects.toThrow();
});

test('a program that may not read hears nothing', async () => {
  const { secret } = await program(['write', 'admin']);
  await expect(openScreen(cluster.node.url, secret)).rejects.toThrow();
});

test('a token that runs out is out, on its open sockets too', async () => {
  const { secret, client } = await program(['read'], admin, {
    expiresAt: new Date(clock.now().getTime() + 60_000).toISOString(),
  });
  const screen = await openScreen(cluster.node.url, secret);
  expect((await client.ask('ticket.list', {})).status).toBe(200);
  clock.advance(61_000);
  expect((await client.ask('ticket.list', {})).status).toBe(401);
  await screen.untilLine('ended');
  expect(screen.endings).toEqual(['expired']);
});

test('one’s tokens are one’s own; an admin sees and revokes all of the workspace', async () => {
  const member = await buildMember(cluster.app, cluster.workspaceId);
  const enemy = await signIn(cluster.node.url, (await buildMember(cluster.app, cluster.workspaceId)).email);
  const owner = await signIn(cluster.node.url, member.email);
  const { tokenId, client } = await program(['read'], owner);
  expect((await enemy.call('token.list', {})).items).toEqual([]);
  expect((await enemy.ask('token.list', { everybody: true })).status).toBe(404);
  expect((await enemy.ask('token.revoke', { tokenId })).status).toBe(404);
  expect((await client.ask('ticket.list', {})).status).toBe(200);
  const all = (await admin.call('token.list', { everybody: true })).items;
  expect(all.find(({ id }) => id === tokenId)?.memberId).toBe(member.userId);
  await admin.call('token.revoke', { tokenId });
  expect((await client.ask('ticket.list', {})).status).toBe(401);
  expect((await owner.call('token.list', {})).items).toEqual([]);
});

test('a token of one workspace is nothing in another', async () => {
  const elsewhere = await cluster.app.workspaces.create('Elsewhere', `e-${shortId()}`);
  const boss = await buildMember(cluster.app, elsewhere, { role: 'admin' });
  const there = await signIn(cluster.node.url, boss.email);
  const { tokenId, client } = await program(['read', 'write', 'admin']);
  expect((await there.ask('token.revoke', { tokenId })).status).toBe(404);
  expect((await there.call('token.list', { everybody: true })).items).toEqual([]);
  expect((await client.call('screen.load', {})).workspace.id).toBe(cluster.workspaceId);
});

test('without the scope to write no file is taken', async () => {
  const upload = (secret: string) =>
    exchange(`${cluster.node.url}/files`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'text/plain', 'x-file-name': 'a.txt' },
      body: 'hello',
    });
  expect((await upload((await program(['read'])).secret)).status).toBe(404);
  expect((await upload((await program(['write'])).secret)).status).toBeLessThan(300);
});

test('a token that has already run out is not made', async () => {
  const expiresAt = new Date(clock.now().getTime() - 1000).toISOString();
  expect((await admin.ask('token.create', { name: 'Old', scopes: ['read'], expiresAt })).status).toBe(400);
  expect((await admin.ask('token.create', { name: 'No scope', scopes: [] })).status).toBe(400);
});
