import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AuditAction, AuditEntry } from '../../../shared/contract/audit.ts';
import type { Id } from '../../../shared/ids.ts';
import { buildMember, buildPipeline, password, shortId } from '../../support/build.ts';
import { type Client, createClient, exchange, signIn } from '../../support/client.ts';
import { createHandClock } from '../../support/clock.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';

const minute = 60_000;
const clock = createHandClock(new Date());
let cluster: Cluster;
let admin: Client;
let adminId: Id;

beforeAll(async () => {
  cluster = await startCluster({ clock });
  await buildPipeline(cluster.app, cluster.workspaceId);
  const member = await buildMember(cluster.app, cluster.workspaceId, { role: 'admin', name: 'Ada' });
  adminId = member.userId;
  admin = await signIn(cluster.node.url, member.email);
});
afterAll(() => cluster.stop());

const last = async (action: AuditAction): Promise<AuditEntry | undefined> =>
  (await admin.call('audit.list', { filter: { action } })).items[0];

const all = async (client = admin, filter: object = {}, limit = 200): Promise<AuditEntry[]> => {
  const items: AuditEntry[] = [];
  for (let cursor: string | null = null, more = true; more; ) {
    const page: { items: AuditEntry[]; next: string | null } = await client.call('audit.list', {
      filter,
      cursor,
      limit,
    });
    items.push(...page.items);
    cursor = page.next;
    more = cursor !== null;
  }
  return items;
};

test('who signs in, and who fails to, is written down with his address', async () => {
  const { email, userId } = await buildMember(cluster.app, cluster.workspaceId);
  await signIn(cluster.node.url, email);
  expect(await last('session.created')).toMatchObject({
    actorId: userId,
    address: expect.stringMatching(/127\.0\.0\.1|::1/),
  });
  await createClient(cluster.node.url, '').ask('session.create', { email, password: 'a guess' });
  expect(await last('session.refused')).toMatchObject({ actorId: userId, details: { why: 'password' } });
});

test('each change of people and settings is a line, in its words', async () => {
  const member = await buildMember(cluster.app, cluster.workspaceId);
  const { teamId } = await admin.call('team.create', { name: 'Night shift' });
  await admin.call('member.setAccess', {
    memberId: member.userId,
    role: 'collaborator',
    mainTeamId: teamId,
    suspended: true,
  });
  await admin.call('team.update', { teamId, name: 'Day shift' });
  await admin.call('team.delete', { teamId });
  const { invitationId } = await admin.call('member.invite', { email: 'asked@people.test', role: 'agent' });
  await admin.call('invitation.resend', { invitationId });
  await admin.call('invitation.revoke', { invitationId });
  const { tokenId } = await admin.call('token.create', { name: 'Nightly', scopes: ['read', 'admin'] });
  await admin.call('token.revoke', { tokenId });
  await admin.call('workspace.update', { name: 'Renamed' });
  const { channelId } = await admin.call('channel.create', { name: 'Help', address: 'help@baton.test' });
  await admin.call('channel.remove', { channelId });
  const byMe = await all(admin, { actorId: adminId });
  const said = byMe.map(({ action, targetId, details }) => ({ action, targetId, details }));
  for (const expected of [
    { action: 'team.created', targetId: teamId, details: { name: 'Night shift' } },
    {
      action: 'member.changed',
      targetId: member.userId,
      details: { role: 'collaborator', mainTeamId: teamId, suspended: 'true' },
    },
    { action: 'team.renamed', targetId: teamId, details: { name: 'Day shift' } },
    { action: 'team.deleted', targetId: teamId, details: { name: 'Day shift' } },
    { action: 'invitation.sent', targetId: invitationId, details: { email: 'asked@people.test', role: 'agent' } },
    { action: 'invitation.resent', targetId: invitationId, details: { email: 'asked@people.test' } },
    { action: 'invitation.revoked', targetId: invitationId, details: { email: 'asked@people.test' } },
    { action: 'token.created', targetId: tokenId, details: { name: 'Nightly', scopes: 'read admin' } },
    { action: 'token.revoked', targetId: tokenId, details: { name: 'Nightly' } },
    { action: 'workspace.renamed', targetId: null, details: { name: 'Renamed' } },
    { action: 'channel.removed', targetId: channelId, details: { address: 'help@baton.test' } },
  ]) {
    expect(said).toContainEqual(expected);
  }
});

test('what is refused leaves no line', async () => {
  const before = (await all()).length;
  expect((await admin.ask('member.setAccess', { memberId: adminId, role: 'agent', suspended: true })).status).toBe(409);
  expect((await admin.ask('team.delete', { teamId: adminId })).status).toBe(404);
  expect((await admin.ask('pipeline.save', { name: 'No', statuses: [] })).status).toBe(400);
  expect(await all()).toHaveLength(before);
});

test('asked again under the same key, a change is one line', async () => {
  const key = `once-${shortId()}`;
  await admin.call('team.create', { name: 'Once' }, key);
  await admin.call('team.create', { name: 'Once' }, key);
  expect((await all(admin, { action: 'team.created' })).filter(({ details }) => details.name === 'Once')).toHaveLength(
    1,
  );
});

test('it is read by action, person and time, a page at a time, newest first, without loss', async () => {
  const { email } = await buildMember(cluster.app, cluster.workspaceId);
  clock.advance(minute);
  const from = clock.now();
  const client = await signIn(cluster.node.url, email);
  for (let n = 0; n < 7; n += 1) await client.call('password.change', { current: password, password });
  const to = clock.now();
  clock.advance(minute);
  await client.call('password.change', { current: password, password });
  const filter = { action: 'password.changed', from: from.toISOString(), to: to.toISOString() } as const;
  const found = await all(admin, filter, 3);
  expect(found).toHaveLength(7);
  expect(found.map(({ id }) => id)).toEqual(
    found
      .map(({ id }) => id)
      .sort()
      .reverse(),
  );
  expect(new Set(found.map(({ id }) => id)).size).toBe(7);
  expect(await all(admin, { ...filter, actorId: adminId })).toEqual([]);
  expect((await admin.ask('audit.list', { cursor: 'nonsense' })).status).toBe(400);
});

test('a password that was changed is known in every workspace of its user', async () => {
  const { email, userId } = await buildMember(cluster.app, cluster.workspaceId);
  const elsewhere = await cluster.app.workspaces.create('Elsewhere', `e-${shortId()}`);
  const boss = await buildMember(cluster.app, elsewhere, { role: 'admin' });
  await buildMember(cluster.app, elsewhere, { email });
  await (await signIn(cluster.node.url, email, 'test')).call('password.change', { current: password, password });
  const there = await signIn(cluster.node.url, boss.email);
  expect((await all(there, { action: 'password.changed' })).map(({ actorId }) => actorId)).toEqual([userId]);
});

test('one workspace’s log is nothing in another, and nothing for agents', async () => {
  const elsewhere = await cluster.app.workspaces.create('Beyond', `b-${shortId()}`);
  const boss = await buildMember(cluster.app, elsewhere, { role: 'admin' });
  const there = await signIn(cluster.node.url, boss.email);
  expect((await all(there)).every(({ actorId }) => actorId === boss.userId)).toBe(true);
  const agent = await signIn(cluster.node.url, (await buildMember(cluster.app, cluster.workspaceId)).email);
  expect((await agent.ask('audit.list', {})).status).toBe(404);
  expect((await agent.ask('audit.export', {})).status).toBe(404);
});

test('the export is the log as a spreadsheet can hold it, by an address that runs out', async () => {
  await admin.call('team.create', { name: '=HYPERLINK("https://evil.example","now")' });
  await admin.call('member.update', { memberId: adminId, name: '=cmd|calc' });
  const { url } = await admin.call('audit.export', {});
  const reply = await exchange(`${cluster.node.url}${url}`);
  expect(reply.status).toBe(200);
  expect(reply.headers.get('content-type')).toContain('text/csv');
  expect(reply.headers.get('content-disposition')).toContain('attachment');
  const lines = reply.text.replace('\uFEFF', '').trimEnd().split('\r\n');
  expect(lines[0]).toBe('"time","action","who","who (id)","what (id)","details","address"');
  expect(lines).toHaveLength((await all()).length + 1);
  expect(reply.text).toContain('"name: =HYPERLINK(""https://evil.example"",""now"")"');
  expect(reply.text).toContain(`"'=cmd|calc <`);
  expect(reply.text).not.toMatch(/(^|,)"[=+\-@]/m);
  clock.advance(5 * minute + 1000);
  expect((await exchange(`${cluster.node.url}${url}`)).status).toBe(404);
});

test('the address of an export cannot be made, changed, or used by whoever is no admin any more', async () => {
  const second = await buildMember(cluster.app, cluster.workspaceId, { role: 'admin' });
  const client = await signIn(cluster.node.url, second.email);
  const { url } = await client.call('audit.export', { filter: { action: 'team.created' } });
  expect((await exchange(`${cluster.node.url}${url}`)).status).toBe(200);
  const [path, mac] = url.split('.csv/')[1]?.split('.') ?? [];
  const changed = Buffer.from(
    Buffer.from(path ?? '', 'base64url')
      .toString()
      .replace('team.created', 'team.renamed'),
  ).toString('base64url');
  for (const wrong of [`${changed}.${mac}`, `${path}.${'0'.repeat(32)}`, `${path}`, 'x', '%00.%00']) {
    expect((await exchange(`${cluster.node.url}/export/audit.csv/${wrong}`)).status).toBe(404);
  }
  const signedIn = await signIn(
    cluster.node.url,
    (await buildMember(cluster.app, cluster.workspaceId, { role: 'admin' })).email,
  );
  await signedIn.call('member.setAccess', { memberId: second.userId, role: 'agent' });
  expect((await exchange(`${cluster.node.url}${url}`)).status).toBe(404);
  expect(cluster.faults()).toEqual([]);
});

test('no secret is in it', async () => {
  const { email } = await buildMember(cluster.app, cluster.workspaceId);
  const client = await signIn(cluster.node.url, email);
  const { secret } = await client.call('token.create', { name: 'Told', scopes: ['read'] });
  const { secret: seed } = await client.call('totp.begin', {});
  await client.call('password.change', { current: password, password: 'a brand new password' });
  const text = JSON.stringify(await cluster.app.storage.connection.collection('auditLog').find().toArray());
  for (const word of [secret, seed, password, 'a brand new password', client.token]) expect(text).not.toContain(word);
});
