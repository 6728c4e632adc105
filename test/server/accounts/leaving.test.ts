import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hotp, stepAt } from '../../../server/auth/totp.ts';
import { buildMember, buildPipeline, buildTeam, buildTicket, password, reach, shortId } from '../../support/build.ts';
import { type Client, createClient, signIn } from '../../support/client.ts';
import { createHandClock } from '../../support/clock.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { openScreen } from '../../support/screen.ts';
import { until } from '../../support/until.ts';
import { letterTo, tokenIn } from './mailbox.ts';

const clock = createHandClock(new Date());
let cluster: Cluster;
let admin: Client;
let adminId: string;

beforeAll(async () => {
  cluster = await startCluster({ nodes: 2, clock });
  await buildPipeline(cluster.app, cluster.workspaceId);
  const member = await buildMember(cluster.app, cluster.workspaceId, { role: 'admin' });
  adminId = member.userId;
  admin = await signIn(cluster.node.url, member.email);
});
afterAll(() => cluster.stop());

const enter = (email: string, more: object = {}) =>
  createClient(cluster.node.url, '').ask('session.create', { email, password, ...more });

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const bytesOf = (secret: string) =>
  Buffer.from(
    (
      [...secret]
        .map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0'))
        .join('')
        .match(/.{8}/g) ?? []
    ).map((eight) => Number.parseInt(eight, 2)),
  );

async function guard(client: Client): Promise<void> {
  const { secret } = await client.call('totp.begin', {});
  await client.call('totp.confirm', { code: hotp(bytesOf(secret), stepAt(clock.now())) });
  clock.advance(30_000);
}

test('who is removed is out on every screen and by every token, and his open tickets are nobody’s', async () => {
  const { app, workspaceId } = cluster;
  const team = await buildTeam(app, workspaceId);
  const member = await buildMember(app, workspaceId, { access: reach('teams'), mainTeamId: team });
  const ticket = await buildTicket(app, workspaceId, { ownerId: member.userId, teamId: team });
  const done = await buildTicket(app, workspaceId, { ownerId: member.userId });
  const { items } = await admin.call('pipeline.list', {});
  const closed = items[0]?.statuses.find(({ state }) => state === 'closed')?.id ?? '';
  await admin.call('ticket.setStatus', { ticketId: done._id, statusId: closed });
  const client = await signIn(cluster.nodes[1]?.url ?? '', member.email);
  const { secret } = await client.call('token.create', { name: 'A program', scopes: ['read'] });
  const screen = await openScreen(client.url, client.token);
  const colleague = await openScreen(cluster.node.url, admin.token);

  await admin.call('member.remove', { memberId: member.userId });
  await screen.untilLine('ended');
  expect((await client.ask('ticket.list', {})).status).toBe(401);
  expect((await createClient(cluster.node.url, secret).ask('ticket.list', {})).status).toBe(401);
  expect((await enter(member.email)).status).toBe(401);
  await colleague.until('he is marked', (state) => state.members[member.userId]?.removed === true);
  const ownerOf = async (ticketId: string) => (await admin.call('ticket.get', { ticketId })).ticket.ownerId;
  await until('the open ticket is nobody’s', async () => (await ownerOf(ticket._id)) === null);
  expect(await ownerOf(done._id)).toBe(member.userId);
  expect((await admin.ask('member.setAccess', { memberId: member.userId, suspended: false })).status).toBe(404);
  expect((await admin.ask('member.update', { memberId: member.userId, name: 'Back' })).status).toBe(404);
  expect((await admin.ask('member.remove', { memberId: member.userId })).status).toBe(404);
  colleague.close();
});

test('an invitation brings a removed member back as the same person, without his old sign-ins and tokens', async () => {
  const { app, workspaceId } = cluster;
  const member = await buildMember(app, workspaceId);
  const client = await signIn(cluster.node.url, member.email);
  const { secret } = await client.call('token.create', { name: 'A program', scopes: ['read'] });
  await admin.call('member.remove', { memberId: member.userId });
  await admin.call('member.invite', { email: member.email, role: 'collaborator' });
  const token = tokenIn(await letterTo(app, member.email), 'join');
  const joined = await createClient(cluster.node.url, '').call('invitation.accept', { token, name: 'Back', password });
  if (!('user' in joined)) throw new Error('No second factor was set');
  expect(joined.user.id).toBe(member.userId);
  const back = createClient(cluster.node.url, joined.token);
  const { members } = await back.call('screen.load', {});
  expect(members.find(({ id }) => id === member.userId)).toMatchObject({ role: 'collaborator', suspended: false });
  expect(members.find(({ id }) => id === member.userId)?.removed).toBeUndefined();
  expect((await client.ask('ticket.list', {})).status).toBe(401);
  expect((await createClient(cluster.node.url, secret).ask('ticket.list', {})).status).toBe(401);
});

test('nobody removes himself, and an admin always stays', async () => {
  expect((await admin.ask('member.remove', { memberId: adminId })).status).toBe(400);
  const agent = await buildMember(cluster.app, cluster.workspaceId);
  const client = await signIn(cluster.node.url, agent.email);
  expect((await client.ask('member.remove', { memberId: adminId })).status).toBe(404);
});

test('an admin resets a lost second factor: signed out everywhere, audited, told by mail, and in by password alone', async () => {
  const { app, workspaceId } = cluster;
  const member = await buildMember(app, workspaceId, { name: `m-${shortId()}` });
  const client = await signIn(cluster.node.url, member.email);
  await guard(client);
  expect(await admin.call('member.security', { memberId: member.userId })).toEqual({ secondFactor: true });
  expect((await enter(member.email)).body).toEqual({ needs: 'code' });
  const screen = await openScreen(client.url, client.token);
  await admin.call('member.resetSecondFactor', { memberId: member.userId });
  await screen.untilLine('ended');
  expect((await enter(member.email)).body).toHaveProperty('token');
  expect((await letterTo(app, member.email)).subject).toContain('second factor');
  const { items } = await admin.call('audit.list', { filter: { action: 'totp.reset' } });
  expect(items[0]).toMatchObject({ actorId: adminId, targetId: member.userId });
  expect((await admin.ask('member.resetSecondFactor', { memberId: member.userId })).status).toBe(409);
});

test('an admin does not reset what guards another workspace, nor his own', async () => {
  const { app, workspaceId } = cluster;
  const member = await buildMember(app, workspaceId);
  await guard(await signIn(cluster.node.url, member.email));
  const elsewhere = await app.workspaces.create('Elsewhere', `e-${shortId()}`);
  await buildMember(app, elsewhere, { email: member.email, role: 'agent' });
  expect((await admin.ask('member.resetSecondFactor', { memberId: member.userId })).status).toBe(409);
  expect((await enter(member.email)).body).toEqual({ needs: 'code' });
  expect((await admin.ask('member.resetSecondFactor', { memberId: adminId })).status).toBe(400);
  const boss = await buildMember(app, elsewhere, { role: 'admin' });
  const stranger = await buildMember(app, workspaceId);
  const there = await signIn(cluster.node.url, boss.email);
  expect((await there.ask('member.resetSecondFactor', { memberId: stranger.userId })).status).toBe(404);
});
