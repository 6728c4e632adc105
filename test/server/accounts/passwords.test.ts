import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildMember, buildPipeline, password, shortId } from '../../support/build.ts';
import { type Client, createClient, signIn } from '../../support/client.ts';
import { createHandClock } from '../../support/clock.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { openScreen } from '../../support/screen.ts';
import { until } from '../../support/until.ts';
import { lettersTo, letterTo, tokenIn } from './mailbox.ts';

const hour = 3_600_000;
const clock = createHandClock(new Date());
const better = 'a much better password';
let cluster: Cluster;
let nobody: Client;

beforeAll(async () => {
  cluster = await startCluster({ nodes: 2, clock });
  await buildPipeline(cluster.app, cluster.workspaceId);
  nobody = createClient(cluster.node.url, '');
});
afterAll(() => cluster.stop());

const build = (given: object = {}) => buildMember(cluster.app, cluster.workspaceId, given);
const reset = (token: string, next = better) => nobody.ask('password.reset', { token, password: next });

async function forgotten(email: string, count = 1): Promise<string> {
  await nobody.call('password.forget', { email });
  return tokenIn(await letterTo(cluster.app, email, count), 'reset');
}

const maySignIn = async (email: string, with_: string) =>
  (await nobody.ask('session.create', { email, password: with_ })).status;

/** Until no job waits or runs: whatever was to be mailed has been. */
const quiet = () =>
  until('no job is left', async () => (await cluster.app.storage.connection.collection('jobs').countDocuments()) === 0);

test('a forgotten password is set anew by the mailed link, once', async () => {
  const { email } = await build();
  const token = await forgotten(email.toUpperCase().toLowerCase());
  expect((await reset(token)).status).toBe(200);
  expect(await maySignIn(email, password)).toBe(401);
  expect(await maySignIn(email, better)).toBe(200);
  expect((await reset(token, 'and another one')).status).toBe(404);
  expect(await maySignIn(email, better)).toBe(200);
});

test('a new password ends every session, in every workspace, on every open screen', async () => {
  const { email, userId } = await build();
  const elsewhere = await cluster.app.workspaces.create('Elsewhere', `e-${shortId()}`);
  await buildPipeline(cluster.app, elsewhere);
  await buildMember(cluster.app, elsewhere, { email });
  const here = await signIn(cluster.nodes[1]?.url ?? '', email, 'test');
  const there = await signIn(cluster.node.url, email, elsewhere);
  const screens = await Promise.all([here, there].map(({ url, token }) => openScreen(url, token)));
  await reset(await forgotten(email));
  for (const screen of screens) {
    await screen.untilLine('ended');
    expect(screen.endings).toEqual(['signedOut']);
  }
  for (const client of [here, there]) expect((await client.ask('session.list', {})).status).toBe(401);
  const open = { userId, endedAt: null };
  expect(await cluster.app.storage.connection.collection('sessions').countDocuments(open)).toBe(0);
});

test('the answer is the same whoever exists, and only who exists gets a mail', async () => {
  const { email } = await build();
  const gone = await build({ suspended: true });
  const ghost = `${shortId()}@nowhere.test`;
  const replies = await Promise.all(
    [email, ghost, gone.email].map((one) => nobody.ask('password.forget', { email: one })),
  );
  expect(new Set(replies.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set(['200 {}']));
  await letterTo(cluster.app, email);
  await quiet();
  expect(await lettersTo(cluster.app, ghost)).toEqual([]);
  expect(await lettersTo(cluster.app, gone.email)).toEqual([]);
});

test('a link runs out after an hour, and dies with the next password', async () => {
  const { email } = await build();
  const old = await forgotten(email);
  clock.advance(hour + 1000);
  expect((await reset(old)).status).toBe(404);
  const one = await forgotten(email, 2);
  const other = await forgotten(email, 3);
  expect((await reset(other)).status).toBe(200);
  expect((await reset(one)).status).toBe(404);
});

test('a link that was tampered with, or is of another kind, opens nothing', async () => {
  const { email } = await build();
  const token = await forgotten(email);
  const turned = `${token.slice(0, 20)}${token[20] === 'A' ? 'B' : 'A'}${token.slice(21)}`;
  expect((await reset(turned)).status).toBe(404);
  expect((await nobody.ask('invitation.get', { token })).status).toBe(404);
  expect((await reset(token.slice(1))).status).toBe(400);
  expect((await reset(token, 'short')).status).toBe(400);
  expect((await reset(token)).status).toBe(200);
});

test('one address gets at most three mails an hour, and the answers do not say so', async () => {
  const { email } = await build();
  for (let index = 0; index < 6; index += 1) await nobody.call('password.forget', { email });
  await letterTo(cluster.app, email, 3);
  await quiet();
  expect(await lettersTo(cluster.app, email)).toHaveLength(3);
});

test('ten who use one link at once set one password', async () => {
  const { email } = await build();
  const token = await forgotten(email);
  const tried = Array.from({ length: 10 }, (_, index) => `password number ${index}`);
  const replies = await Promise.all(
    tried.map((next, index) =>
      nobody.at(cluster.nodes[index % 2]?.url ?? '').ask('password.reset', { token, password: next }),
    ),
  );
  const [won] = tried.filter((_, index) => replies[index]?.status === 200);
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(await maySignIn(email, won ?? '')).toBe(200);
});

test('the mail is in the user’s language, or in that of the page he asked from', async () => {
  const { email } = await build();
  await nobody.call('password.forget', { email, language: 'zh-Hant' });
  expect((await letterTo(cluster.app, email)).subject).toBe('設定新的 Baton 密碼');
  await (await signIn(cluster.node.url, email)).call('me.update', { language: 'en' });
  await nobody.call('password.forget', { email, language: 'zh-Hant' });
  expect((await letterTo(cluster.app, email, 2)).subject).toBe('Set a new password for Baton');
});

test('changing a password asks for the old one, and ends the other sessions', async () => {
  const { email } = await build();
  const [mine, other] = [await signIn(cluster.node.url, email), await signIn(cluster.nodes[1]?.url ?? '', email)];
  const screen = await openScreen(other.url, other.token);
  const wrong = await mine.ask('password.change', { current: 'not this', password: better });
  expect(wrong.status).toBe(400);
  expect(await mine.call('password.change', { current: password, password: better })).toEqual({ ended: 1 });
  await screen.untilLine('ended');
  expect((await mine.ask('session.list', {})).status).toBe(200);
  expect((await other.ask('session.list', {})).status).toBe(401);
  expect(await maySignIn(email, better)).toBe(200);
});

test('a sign-in by the old password and its change never both go through', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { email, userId } = await build();
    const mine = await signIn(cluster.node.url, email);
    const [changed] = await Promise.all([
      mine.call('password.change', { current: password, password: better }),
      ...cluster.nodes.map(({ url }) => createClient(url, '').ask('session.create', { email, password })),
    ]);
    expect(changed.ended).toBeGreaterThanOrEqual(0);
    const open = { userId, endedAt: null };
    expect(await cluster.app.storage.connection.collection('sessions').countDocuments(open)).toBe(1);
  }
});
