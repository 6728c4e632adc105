import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SignedIn } from '../../../shared/contract/session.ts';
import { type Browser, createBrowser } from '../../support/browserless.ts';
import { buildMember, buildPipeline, password, shortId } from '../../support/build.ts';
import { createClient, signIn } from '../../support/client.ts';
import { createHandClock } from '../../support/clock.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { openScreen } from '../../support/screen.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const clock = createHandClock(new Date());
let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster({ nodes: 2, clock });
  await buildPipeline(cluster.app, cluster.workspaceId);
});
afterAll(() => cluster.stop());

const build = () => buildMember(cluster.app, cluster.workspaceId);
const far = () => cluster.nodes[1]?.url ?? '';

async function enter(email: string, url = cluster.node.url): Promise<{ browser: Browser; signedIn: SignedIn }> {
  const browser = createBrowser(url);
  const { body } = await browser.post('session.create', { email, password });
  return { browser, signedIn: body as SignedIn };
}

const refreshWith = (cookie: string | null, url = cluster.node.url) => {
  const browser = createBrowser(url);
  browser.cookie = cookie;
  return browser.post('session.refresh', {}).then(({ status }) => ({ status, cookie: browser.cookie }));
};

async function audited(action: string): Promise<number> {
  const { connection } = cluster.app.storage;
  return connection.collection('auditLog').countDocuments({ workspaceId: cluster.workspaceId, action });
}

test('a refresh replaces the cookie, and twenty at once at two nodes get the same one', async () => {
  const { browser } = await enter((await build()).email);
  const old = browser.cookie;
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => refreshWith(old, cluster.nodes[n % 2]?.url)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const cookies = new Set(answers.map(({ cookie }) => cookie));
  expect(cookies.size).toBe(1);
  expect(cookies.has(old)).toBe(false);
  expect((await refreshWith([...cookies][0] ?? null)).status).toBe(200);
});

test('an answer that was lost is asked for again within half a minute', async () => {
  const { browser } = await enter((await build()).email);
  const old = browser.cookie;
  const first = await refreshWith(old);
  clock.advance(29_000);
  expect(await refreshWith(old, far())).toEqual(first);
});

test.each([1, 2, 3, 7])(
  'a token of %d generations back ends the session on every screen, and is written down',
  async (back) => {
    const { browser, signedIn } = await enter((await build()).email);
    const screen = await openScreen(far(), signedIn.token);
    const stolen = browser.cookie;
    for (let n = 0; n < back; n += 1) {
      await browser.post('session.refresh', {});
      clock.advance(minute);
    }
    const before = await audited('session.reused');
    expect((await refreshWith(stolen)).status).toBe(401);
    expect((await refreshWith(browser.cookie)).status).toBe(401);
    expect((await createClient(far(), signedIn.token).ask('session.list', {})).status).toBe(401);
    await screen.untilLine('ended');
    expect(await audited('session.reused')).toBe(before + 1);
  },
);

test('a token that was never one ends nothing', async () => {
  const { browser } = await enter((await build()).email);
  const [name, value = ''] = (browser.cookie ?? '').split('=');
  const [sessionId = '', , mac = ''] = value.split('.');
  for (const forged of [
    `${sessionId}.5.${mac}`,
    `${sessionId}.0.${'A'.repeat(43)}`,
    sessionId,
    `${sessionId}.-1.${mac}`,
    '..',
    mac,
  ]) {
    expect((await refreshWith(`${name}=${forged}`)).status).toBe(401);
  }
  expect((await refreshWith(browser.cookie)).status).toBe(200);
});

test('a session that nobody uses for two weeks is over, one that is used lives for ninety days', async () => {
  const { email } = await build();
  const { browser: idle } = await enter(email);
  clock.advance(14 * day + 1000);
  expect((await refreshWith(idle.cookie)).status).toBe(401);
  const { browser } = await enter(email);
  for (let days = 0; days < 84; days += 12) {
    clock.advance(12 * day);
    expect((await browser.post('session.refresh', {})).status).toBe(200);
  }
  clock.advance(6 * day + 1000);
  expect((await browser.post('session.refresh', {})).status).toBe(401);
});

test('a live connection ends with its session, and goes on when that was refreshed', async () => {
  const { email } = await build();
  const [one, other] = [await enter(email), await enter(email)];
  const idle = await openScreen(cluster.node.url, one.signedIn.token);
  clock.advance(13 * day);
  await other.browser.post('session.refresh', {});
  const fresh = ((await other.browser.post('session.refresh', {})).body as SignedIn).token;
  const kept = await openScreen(cluster.node.url, fresh);
  clock.advance(2 * day);
  await idle.untilLine('ended');
  expect(idle.endings).toEqual(['expired']);
  await other.browser.post('session.refresh', {});
  await kept.heard(await cluster.mark());
  expect(kept.line).toBe('live');
  kept.close();
});

test('ending the others leaves this one, in every workspace', async () => {
  const { email } = await build();
  const elsewhere = await cluster.app.workspaces.create('Elsewhere', `e-${shortId()}`);
  await buildPipeline(cluster.app, elsewhere);
  await buildMember(cluster.app, elsewhere, { email });
  const mine = await signIn(cluster.node.url, email, 'test');
  const here = await signIn(cluster.node.url, email, 'test');
  const there = await signIn(far(), email, elsewhere);
  const screens = await Promise.all([here, there].map(({ url, token }) => openScreen(url, token)));
  expect((await mine.call('session.list', {})).items.map(({ workspaceId }) => workspaceId)).toContain(elsewhere);
  expect(await mine.call('session.endOthers', {})).toEqual({ ended: 2 });
  for (const screen of screens) await screen.untilLine('ended');
  expect((await mine.call('session.list', {})).items).toMatchObject([{ current: true }]);
  expect(await mine.call('session.endOthers', {})).toEqual({ ended: 0 });
});

test('switching signs in to another workspace by the same browser; what is left behind runs out', async () => {
  const { email } = await build();
  const slug = `e-${shortId()}`;
  const elsewhere = await cluster.app.workspaces.create('Elsewhere', slug);
  await buildPipeline(cluster.app, elsewhere);
  await buildMember(cluster.app, elsewhere, { email });
  const browser = createBrowser(cluster.node.url);
  const first = (await browser.post('session.create', { email, password, workspace: 'test' })).body as SignedIn;
  const old = createClient(cluster.node.url, first.token);
  const mine = await old.call('workspace.listMine', {});
  expect(mine.items.map(({ slug: one, current }) => [one, current]).sort()).toEqual(
    [
      [slug, false],
      ['test', true],
    ].sort(),
  );
  const authorization = { authorization: `Bearer ${first.token}` };
  const switched = await browser.post('session.switch', { workspaceId: elsewhere }, authorization);
  const { token, workspace } = switched.body as SignedIn;
  expect(workspace).toEqual({ id: elsewhere, name: 'Elsewhere', slug });
  expect((await createClient(far(), token).call('screen.load', {})).workspace.id).toBe(elsewhere);
  expect((await old.call('screen.load', {})).workspace.id).toBe(cluster.workspaceId);
  expect(((await browser.post('session.refresh', {})).body as SignedIn).workspace.id).toBe(elsewhere);
  clock.advance(15 * minute + 1000);
  expect((await createClient(far(), token).ask('session.list', {})).status).toBe(401);
  const fresh = ((await browser.post('session.refresh', {})).body as SignedIn).token;
  expect((await createClient(far(), fresh).call('session.list', {})).items).toHaveLength(1);
});

test('nobody switches to a workspace that is not his, or that he is suspended in', async () => {
  const { email } = await build();
  const elsewhere = await cluster.app.workspaces.create('Elsewhere', `e-${shortId()}`);
  const client = await signIn(cluster.node.url, email);
  expect((await client.ask('session.switch', { workspaceId: elsewhere })).status).toBe(404);
  await buildMember(cluster.app, elsewhere, { email, suspended: true });
  expect((await client.ask('session.switch', { workspaceId: elsewhere })).status).toBe(404);
  expect((await client.call('workspace.listMine', {})).items).toHaveLength(1);
});

test('a session is ended from afar without signing this browser out', async () => {
  const { email } = await build();
  const { browser, signedIn } = await enter(email);
  const other = await enter(email);
  const items = (await createClient(far(), signedIn.token).call('session.list', {})).items;
  const sessionId = items.find(({ current }) => !current)?.id;
  await browser.post('session.end', { sessionId }, { authorization: `Bearer ${signedIn.token}` });
  expect((await browser.post('session.refresh', {})).status).toBe(200);
  expect((await refreshWith(other.browser.cookie)).status).toBe(401);
});

test('another site’s page gets nothing that sets a cookie', async () => {
  const { email } = await build();
  const { browser } = await enter(email);
  const evil = { origin: 'https://evil.example' };
  for (const [name, input] of [
    ['session.create', { email, password }],
    ['session.refresh', {}],
    ['password.forget', { email }],
  ] as const) {
    expect([name, (await browser.post(name, input, evil)).status]).toEqual([name, 401]);
  }
  expect((await browser.post('session.refresh', {}, { origin: cluster.node.url })).status).toBe(200);
});
