import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createBrowser } from '../../support/browserless.ts';
import { buildMember, buildPipeline, buildTeam, password, shortId } from '../../support/build.ts';
import { type Client, createClient, signIn } from '../../support/client.ts';
import { createHandClock } from '../../support/clock.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { openScreen } from '../../support/screen.ts';
import { lettersTo, letterTo, tokenIn } from './mailbox.ts';

const day = 86_400_000;
const clock = createHandClock(new Date());
let cluster: Cluster;
let admin: Client;
let nobody: Client;

beforeAll(async () => {
  cluster = await startCluster({ nodes: 2, clock });
  await buildPipeline(cluster.app, cluster.workspaceId);
  const member = await buildMember(cluster.app, cluster.workspaceId, { role: 'admin', name: 'Ada' });
  admin = await signIn(cluster.node.url, member.email);
  nobody = createClient(cluster.node.url, '');
});
afterAll(() => cluster.stop());

const address = () => `${shortId()}@people.test`;
const again = async () => {
  const { email } = await buildMember(cluster.app, cluster.workspaceId, { role: 'admin' });
  admin = await signIn(cluster.node.url, email);
};

async function invite(email = address(), more: object = {}) {
  const { invitationId } = await admin.call('member.invite', { email, role: 'agent', ...more });
  return { email, invitationId, token: tokenIn(await letterTo(cluster.app, email), 'join') };
}

const codeOf = async (token: string, given: object = {}) => {
  const reply = await nobody.ask('invitation.accept', { token, name: 'New', password: 'long enough', ...given });
  return (reply.body as { error?: { code: string } }).error?.code ?? reply.status;
};

test('who is invited joins by the mailed link, with role, team and reach, and is on every screen', async () => {
  const teamId = await buildTeam(cluster.app, cluster.workspaceId);
  const screen = await openScreen(cluster.nodes[1]?.url ?? '', admin.token);
  const reach = { level: 'teams', unassigned: true } as const;
  const access = { view: reach, edit: reach, delete: reach };
  const { email, token } = await invite(undefined, { role: 'collaborator', mainTeamId: teamId, access });
  expect(await nobody.call('invitation.get', { token })).toEqual({
    workspace: { name: 'Test' },
    email,
    name: null,
    known: false,
  });
  const browser = createBrowser(cluster.node.url);
  const { body } = await browser.post('invitation.accept', { token, name: 'Neu', password: 'long enough' });
  const { token: access_, user } = body as { token: string; user: { id: string; name: string } };
  expect(user.name).toBe('Neu');
  expect((await browser.post('session.refresh', {})).status).toBe(200);
  const me = createClient(cluster.node.url, access_);
  const { items } = await me.call('member.list', {});
  expect(items.find(({ id }) => id === user.id)).toMatchObject({
    email,
    role: 'collaborator',
    mainTeamId: teamId,
    access,
  });
  await screen.until('the new one is there', (state) => state.members[user.id]?.name === 'Neu');
  expect((await admin.call('invitation.list', {})).items.some((one) => one.email === email)).toBe(false);
  screen.close();
});

test('the mail is in the language it was asked in, or the inviter’s, with text beside HTML, from the workspace', async () => {
  const chinese = await letterTo(cluster.app, (await invite(undefined, { language: 'zh-Hant' })).email);
  expect(chinese.subject).toBe('加入 Baton 上的「Test」');
  const english = await letterTo(cluster.app, (await invite()).email);
  expect(english.subject).toBe('Join Test on Baton');
  expect(english.text).toContain('Ada invites you');
  expect(english.html).toContain('<a href="http://127.0.0.1');
  expect(english.headers.get('auto-submitted')).toBe('auto-generated');
  await admin.call('me.update', { language: 'zh-Hant' });
  expect((await letterTo(cluster.app, (await invite()).email)).subject).toContain('加入');
  await admin.call('me.update', { language: null });
});

test('a link is good once', async () => {
  const { token } = await invite();
  expect(await codeOf(token)).toBe(200);
  expect(await codeOf(token)).toBe('notFound');
  expect((await nobody.ask('invitation.get', { token })).status).toBe(404);
});

test('twenty who use one link at once, at two nodes, are one member', async () => {
  const { email, token } = await invite();
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      nobody
        .at(cluster.nodes[index % 2]?.url ?? '')
        .ask('invitation.accept', { token, name: `N${index}`, password: 'long enough' }),
    ),
  );
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(replies.filter(({ status }) => ![200, 404, 409, 401].includes(status))).toEqual([]);
  const { items } = await admin.call('member.list', {});
  expect(items.filter((member) => member.email === email)).toHaveLength(1);
  expect(cluster.faults()).toEqual([]);
});

test('a link that was taken back, replaced, tampered with, or never was, opens nothing', async () => {
  const revoked = await invite();
  await admin.call('invitation.revoke', { invitationId: revoked.invitationId });
  expect(await codeOf(revoked.token)).toBe('notFound');
  const first = await invite();
  await admin.call('invitation.resend', { invitationId: first.invitationId });
  const second = tokenIn(await letterTo(cluster.app, first.email, 2), 'join');
  expect(second).not.toBe(first.token);
  expect(await codeOf(first.token)).toBe('notFound');
  const turned = second.startsWith('A') ? `B${second.slice(1)}` : `A${second.slice(1)}`;
  expect(await codeOf(turned)).toBe('notFound');
  expect(await codeOf('x'.repeat(43))).toBe('notFound');
  expect(await codeOf('short')).toBe('invalid');
  expect(await codeOf(second)).toBe(200);
});

test('a link runs out after seven days, and can be sent anew', async () => {
  const { email, invitationId, token } = await invite();
  clock.advance(7 * day + 1000);
  await again();
  expect(await codeOf(token)).toBe('notFound');
  const listed = (await admin.call('invitation.list', {})).items.find(({ id }) => id === invitationId);
  expect(Date.parse(listed?.expiresAt ?? '')).toBeLessThan(clock.now().getTime());
  await admin.call('invitation.resend', { invitationId });
  expect(await codeOf(tokenIn(await letterTo(cluster.app, email, 2), 'join'))).toBe(200);
});

test('nobody is invited twice, and no member at all', async () => {
  const { email } = await invite();
  const twice = await admin.ask('member.invite', { email: email.toUpperCase(), role: 'agent' });
  expect(twice.status).toBe(409);
  const there = await buildMember(cluster.app, cluster.workspaceId);
  expect((await admin.ask('member.invite', { email: there.email, role: 'agent' })).status).toBe(409);
  expect((await admin.ask('member.invite', { email: address(), role: 'agent', teamIds: [there.userId] })).status).toBe(
    400,
  );
});

test('somebody of another workspace joins with his own password, and no other will do', async () => {
  const elsewhere = await cluster.app.workspaces.create('Elsewhere', `e-${shortId()}`);
  const known = await buildMember(cluster.app, elsewhere, { name: 'Nora' });
  const { token } = await invite(known.email);
  expect(await nobody.call('invitation.get', { token })).toMatchObject({ known: true });
  expect(await codeOf(token, { password: 'a password he likes better' })).toBe('unauthenticated');
  expect(await codeOf(token, { password })).toBe(200);
  const { items } = await (await signIn(cluster.node.url, known.email, 'test')).call('workspace.listMine', {});
  expect(items.map(({ name }) => name).sort()).toEqual(['Elsewhere', 'Test']);
});

test('an invitation of one workspace is nothing in another', async () => {
  const elsewhere = await cluster.app.workspaces.create('Beyond', `b-${shortId()}`);
  const enemy = await buildMember(cluster.app, elsewhere, { role: 'admin' });
  const there = await signIn(cluster.node.url, enemy.email);
  const { invitationId, email } = await invite();
  expect((await there.call('invitation.list', {})).items).toEqual([]);
  expect((await there.ask('invitation.revoke', { invitationId })).status).toBe(404);
  expect((await there.ask('invitation.resend', { invitationId })).status).toBe(404);
  expect(await lettersTo(cluster.app, email)).toHaveLength(1);
});

test('the store and the log hold no link', async () => {
  const { token } = await invite();
  const { connection } = cluster.app.storage;
  for (const name of ['invitations', 'jobs', 'events', 'receipts', 'auditLog']) {
    const rows = await connection.collection(name).find().toArray();
    expect(JSON.stringify(rows)).not.toContain(token);
  }
});
