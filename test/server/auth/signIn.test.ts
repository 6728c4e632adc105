import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import jwt from 'jsonwebtoken';
import { createTokens } from '../../../server/auth/tokens.ts';
import { createSecrets } from '../../../server/platform/secret.ts';
import { buildMember, buildPipeline, password } from '../../support/build.ts';
import { createClient, exchange, type Reply, signIn } from '../../support/client.ts';
import { createHandClock, type HandClock } from '../../support/clock.ts';
import { type Cluster, startCluster, testSecret } from '../../support/cluster.ts';
import { openScreen } from '../../support/screen.ts';

let clock: HandClock;
let cluster: Cluster;
beforeAll(async () => {
  clock = createHandClock(new Date());
  cluster = await startCluster({ clock, env: { BATON_SIGN_IN_TRIES: '5' } });
  await buildPipeline(cluster.app, cluster.workspaceId);
});
afterAll(() => cluster.stop());

const person = () => buildMember(cluster.app, cluster.workspaceId);

const post = (name: string, input: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
  exchange(`${cluster.node.url}/api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(input),
  });

/** Whoever tries comes from somewhere: the node trusts what a proxy on this machine says. */
const from = (address: string) => ({ 'x-forwarded-for': address });
const create = (email: string, word: string, address = '203.0.113.1') =>
  post('session.create', { email, password: word }, from(address));

const cookieOf = ({ headers }: Reply): string => headers.getSetCookie()[0]?.split(';')[0] ?? '';
const refresh = (cookie: string, headers: Record<string, string> = {}) =>
  post('session.refresh', {}, { cookie, ...headers });

describe('by password', () => {
  // K1
  test('a wrong address and a wrong password answer the same', async () => {
    const { email } = await person();
    const wrong = await create(email, 'not this');
    const unknown = await create('nobody@people.test', 'not this', '203.0.113.2');
    expect([wrong.status, wrong.text]).toEqual([401, unknown.text]);
  });

  test('who is suspended cannot sign in, and is told no more than a stranger', async () => {
    const member = await buildMember(cluster.app, cluster.workspaceId, { suspended: true });
    const reply = await create(member.email, password, '203.0.113.3');
    expect([reply.status, reply.text]).toEqual([401, (await create(member.email, 'wrong', '203.0.113.4')).text]);
  });

  test('capitals in the address do not matter', async () => {
    const { email } = await person();
    expect((await create(email.toUpperCase(), password, '203.0.113.5')).status).toBe(200);
  });

  // K2
  test('after five failures the address waits, and says for how long; from elsewhere one may still sign in', async () => {
    const { email } = await person();
    for (let count = 0; count < 5; count += 1) expect((await create(email, 'wrong', '203.0.113.6')).status).toBe(401);
    const sixth = await create(email, password, '203.0.113.6');
    expect(sixth.status).toBe(429);
    expect(Number(sixth.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await create(email, password, '203.0.113.7')).status).toBe(200);
  });

  // K2
  test('guesses that are made all at once are counted like guesses in a row', async () => {
    const { email } = await person();
    const replies = await Promise.all(Array.from({ length: 30 }, () => create(email, 'wrong', '203.0.113.8')));
    expect(replies.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(25);
  });

  // K2
  test('who knows his password is never slowed', async () => {
    const { email } = await person();
    for (let count = 0; count < 12; count += 1) expect((await create(email, password, '203.0.113.9')).status).toBe(200);
  });

  // K2
  test('many accounts tried from one address are counted together', async () => {
    const replies: number[] = [];
    for (let count = 0; count < 27; count += 1) {
      replies.push((await create(`nobody-${count}@people.test`, 'wrong', '203.0.113.10')).status);
    }
    expect(replies.slice(0, 25).every((status) => status === 401)).toBe(true);
    expect(replies.slice(25)).toEqual([429, 429]);
  });

  test('who belongs to two workspaces is asked which, and then is in that one only', async () => {
    const { app } = cluster;
    const member = await person();
    const slug = `second-${randomUUID().slice(0, 8)}`;
    const second = await app.workspaces.create('Second', slug);
    await buildMember(app, second, { name: member.name, email: member.email });
    const asked = await create(member.email, password, '203.0.113.11');
    expect((asked.body as { workspaces: { slug: string }[] }).workspaces.map((one) => one.slug).sort()).toEqual(
      [slug, 'test'].sort(),
    );
    expect(cookieOf(asked)).toBe('');
    const client = await signIn(cluster.node.url, member.email, slug);
    expect((await client.call('screen.load', {})).workspace.id).toBe(second);
    expect((await post('session.create', { email: member.email, password, workspace: 'a-third' })).status).toBe(401);
  });

  test('the answer is not kept, and the cookie is out of reach of scripts and of other sites', async () => {
    const { email } = await person();
    const reply = await create(email, password, '203.0.113.12');
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(reply.headers.getSetCookie()[0]).toMatch(/HttpOnly/);
    expect(reply.headers.getSetCookie()[0]).toMatch(/SameSite=Strict/);
    expect(reply.text).not.toContain(password);
  });
});

describe('by refresh cookie', () => {
  const signedIn = async (address: string) => {
    const { email } = await person();
    return create(email, password, address);
  };

  // K4
  test('each refresh replaces the cookie and gives a token that works', async () => {
    const first = cookieOf(await signedIn('203.0.113.20'));
    const reply = await refresh(first);
    expect(cookieOf(reply)).not.toBe(first);
    const { token } = reply.body as { token: string };
    expect((await createClient(cluster.node.url, token).ask('team.list', {})).status).toBe(200);
  });

  // K4
  test('two tabs that refresh at once both stay signed in, with the same cookie', async () => {
    const first = cookieOf(await signedIn('203.0.113.21'));
    const replies = await Promise.all([refresh(first), refresh(first), refresh(first)]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(replies.map(cookieOf)).size).toBe(1);
  });

  // K4
  test('a replaced cookie is good for a moment, for an answer that was lost', async () => {
    const first = cookieOf(await signedIn('203.0.113.22'));
    const second = cookieOf(await refresh(first));
    clock.advance(20_000);
    expect(cookieOf(await refresh(first))).toBe(second);
    expect((await refresh(second)).status).toBe(200);
  });

  // K5
  test('a cookie shown again later was stolen: the sign-in ends', async () => {
    const first = cookieOf(await signedIn('203.0.113.23'));
    const second = cookieOf(await refresh(first));
    clock.advance(31_000);
    expect((await refresh(first)).status).toBe(401);
    expect((await refresh(second)).status).toBe(401);
  });

  // K5
  test('so was one that was replaced several times over', async () => {
    const cookies = [cookieOf(await signedIn('203.0.113.24'))];
    for (let count = 0; count < 4; count += 1) {
      cookies.push(cookieOf(await refresh(cookies.at(-1) ?? '')));
      clock.advance(60_000);
    }
    expect((await refresh(cookies[1] ?? '')).status).toBe(401);
    expect((await refresh(cookies.at(-1) ?? '')).status).toBe(401);
  });

  // K5
  test('a cookie that was made up ends nobody’s sign-in', async () => {
    const right = cookieOf(await signedIn('203.0.113.25'));
    const [name, value = ''] = right.split('=');
    const id = decodeURIComponent(value).split('.')[0];
    for (const made of [
      `${id}.x`,
      `${id}.`,
      `${id}`,
      '.',
      '',
      'x',
      '%E0%A4%A',
      '%',
      `${id}.${'x'.repeat(3000)}`,
      '{"$gt":""}',
    ]) {
      expect([made.slice(0, 60), (await refresh(`${name}=${made}`)).status]).toEqual([made.slice(0, 60), 401]);
    }
    expect((await refresh(right)).status).toBe(200);
    expect(cluster.faults()).toEqual([]);
  });

  // C2
  test('a page of another site can not refresh', async () => {
    const right = cookieOf(await signedIn('203.0.113.26'));
    for (const origin of ['https://evil.test', 'null', 'x']) {
      expect((await refresh(right, { origin })).status).toBe(401);
    }
    expect((await refresh(right, { origin: cluster.node.url })).status).toBe(200);
  });

  // K3
  test('the cookie alone asks nothing but a refresh', async () => {
    const cookie = cookieOf(await signedIn('203.0.113.27'));
    expect((await post('ticket.list', {}, { cookie })).status).toBe(401);
  });

  test('signing out ends the refreshing as well', async () => {
    const reply = await signedIn('203.0.113.28');
    const { token } = reply.body as { token: string };
    expect((await post('session.end', {}, { authorization: `Bearer ${token}` })).status).toBe(200);
    expect((await refresh(cookieOf(reply))).status).toBe(401);
  });
});

describe('by token', () => {
  const key = createSecrets(testSecret).key('access-token');
  const now = () => Math.floor(clock.now().getTime() / 1000);

  async function claims() {
    const member = await person();
    const client = await signIn(cluster.node.url, member.email);
    const { sub, wid, sid } = jwt.decode(client.token) as { sub: string; wid: string; sid: string };
    return { member, client, sub, wid, sid, right: { wid, sid, iat: now(), exp: now() + 600 } };
  }

  const options = (subject: string) =>
    ({ algorithm: 'HS256', subject, issuer: 'baton', audience: 'baton:access' }) as const;

  async function opens(token: string): Promise<[number, boolean]> {
    const { status } = await createClient(cluster.node.url, token).ask('team.list', {});
    const socket = await openScreen(cluster.node.url, token).then(
      (screen) => {
        screen.close();
        return true;
      },
      () => false,
    );
    return [status, socket];
  }

  test('the one we gave opens', async () => {
    const { sub, right } = await claims();
    expect(await opens(jwt.sign(right, key, options(sub)))).toEqual([200, true]);
  });

  test.each<[string, (given: Awaited<ReturnType<typeof claims>>) => Promise<string> | string]>([
    [
      'no algorithm',
      ({ sub, right }) => jwt.sign({ ...right, sub, iss: 'baton', aud: 'baton:access' }, '', { algorithm: 'none' }),
    ],
    ['another algorithm', ({ sub, right }) => jwt.sign(right, key, { ...options(sub), algorithm: 'HS512' })],
    ['another key', ({ sub, right }) => jwt.sign(right, 'another key of some length', options(sub))],
    [
      'a key for another purpose',
      ({ sub, right }) => jwt.sign(right, createSecrets(testSecret).key('refresh'), options(sub)),
    ],
    ['another audience', ({ sub, right }) => jwt.sign(right, key, { ...options(sub), audience: 'baton:file' })],
    ['another issuer', ({ sub, right }) => jwt.sign(right, key, { ...options(sub), issuer: 'somebody' })],
    [
      'no subject',
      ({ right }) => jwt.sign({ ...right, iss: 'baton', aud: 'baton:access' }, key, { algorithm: 'HS256' }),
    ],
    ['an expiry that has passed', ({ sub, right }) => jwt.sign({ ...right, exp: now() - 1 }, key, options(sub))],
    ['a session that is none', ({ sub, right }) => jwt.sign({ ...right, sid: randomUUID() }, key, options(sub))],
    [
      'another’s session',
      async ({ sub, right }) => jwt.sign({ ...right, sid: (await claims()).sid }, key, options(sub)),
    ],
    ['another’s name', async ({ right }) => jwt.sign(right, key, options((await claims()).sub))],
    [
      'another workspace',
      async ({ sub, right }) => {
        const elsewhere = await cluster.app.workspaces.create('Else', `else-${randomUUID()}`);
        return jwt.sign({ ...right, wid: elsewhere }, key, options(sub));
      },
    ],
    [
      'operators for ids',
      ({ right }) =>
        jwt.sign({ ...right, sub: { $gt: '' }, sid: { $ne: null }, iss: 'baton', aud: 'baton:access' } as object, key, {
          algorithm: 'HS256',
        }),
    ],
    ['one letter changed', ({ client }) => `${client.token.slice(0, -2)}${client.token.endsWith('AA') ? 'BB' : 'AA'}`],
    [
      'a session that was ended',
      async ({ client }) => {
        await client.call('session.end', {});
        return client.token;
      },
    ],
    ['nothing', () => ''],
    ['rubbish', () => 'rubbish'],
  ])('with %s opens nothing', async (_name, make) => {
    expect(await opens(await make(await claims()))).toEqual([401, false]);
  });

  // K3
  test('a token runs out after a quarter of an hour, and its session lives on', async () => {
    const { email } = await person();
    const reply = await create(email, password, '203.0.113.30');
    const { token } = reply.body as { token: string };
    clock.advance(15 * 60_000);
    expect(await opens(token)).toEqual([401, false]);
    expect((await refresh(cookieOf(reply))).status).toBe(200);
  });

  // K6
  test('a live screen outlives its token', async () => {
    const { client } = await claims();
    const screen = await openScreen(client.url, client.token);
    clock.advance(16 * 60_000);
    await screen.heard(await cluster.mark());
    expect((await screen.ask('team.list', {})).items).toEqual(expect.any(Array));
    screen.close();
  });

  test('a session ends after fourteen days without a refresh', async () => {
    const { email } = await person();
    const cookie = cookieOf(await create(email, password, '203.0.113.31'));
    clock.advance(14 * 86_400_000);
    expect((await refresh(cookie)).status).toBe(401);
  });

  test('tokens of ours are read by our own reader only as they were written', () => {
    const tokens = createTokens(createSecrets(testSecret), clock);
    const given = { sub: randomUUID(), wid: randomUUID(), sid: randomUUID() };
    expect(tokens.read(tokens.issue(given).token)).toEqual(given);
  });
});
