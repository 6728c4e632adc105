import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hotp, stepAt } from '../../../server/auth/totp.ts';
import { buildMember, buildPipeline, password, shortId } from '../../support/build.ts';
import { type Client, createClient, signIn } from '../../support/client.ts';
import { createHandClock } from '../../support/clock.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { letterTo, tokenIn } from './mailbox.ts';

const clock = createHandClock(new Date());
const halfMinute = 30_000;
let cluster: Cluster;
let nobody: Client;

beforeAll(async () => {
  cluster = await startCluster({ nodes: 2, clock });
  await buildPipeline(cluster.app, cluster.workspaceId);
  nobody = createClient(cluster.node.url, '');
});
afterAll(() => cluster.stop());

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an authenticator does with the secret it was given. */
function bytesOf(secret: string): Buffer {
  const bits = [...secret].map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}

const codeNow = (secret: string, steps = 0) => hotp(bytesOf(secret), stepAt(clock.now()) + steps);

interface Guarded {
  email: string;
  client: Client;
  secret: string;
  recoveryCodes: string[];
}

async function guarded(): Promise<Guarded> {
  const { email } = await buildMember(cluster.app, cluster.workspaceId);
  const client = await signIn(cluster.node.url, email);
  const { secret, uri } = await client.call('totp.begin', {});
  expect(new URL(uri).searchParams.get('secret')).toBe(secret);
  const { recoveryCodes } = await client.call('totp.confirm', { code: codeNow(secret) });
  clock.advance(halfMinute);
  return { email, client, secret, recoveryCodes };
}

const enter = (email: string, code?: string, more: object = {}, url = cluster.node.url) =>
  createClient(url, '').ask('session.create', { email, password, ...(code ? { code } : {}), ...more });

test('whoever has a second factor is asked for a code, after the right password only', async () => {
  const { email, secret } = await guarded();
  expect((await enter(email)).body).toEqual({ needs: 'code' });
  expect((await enter(email, undefined, { password: 'wrong' })).status).toBe(401);
  expect((await enter(email, codeNow(secret), { password: 'wrong' })).status).toBe(401);
  expect((await enter(email, codeNow(secret))).body).toHaveProperty('token');
});

test('a code is taken once, also when it comes twenty times at once at two nodes', async () => {
  const { email, secret } = await guarded();
  const code = codeNow(secret);
  const replies = await Promise.all(
    Array.from({ length: 8 }, (_, index) => enter(email, code, {}, cluster.nodes[index % 2]?.url)),
  );
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  expect((await enter(email, code)).status).toBe(401);
  clock.advance(halfMinute);
  expect((await enter(email, codeNow(secret))).status).toBe(200);
});

test('an earlier code than the last one taken is used up with it', async () => {
  const { email, secret } = await guarded();
  expect((await enter(email, codeNow(secret, 1))).status).toBe(200);
  expect((await enter(email, codeNow(secret))).status).toBe(401);
});

test('each recovery code opens once, however it is typed', async () => {
  const { email, client, recoveryCodes } = await guarded();
  expect(recoveryCodes).toHaveLength(10);
  expect(new Set(recoveryCodes).size).toBe(10);
  const [first = '', second = ''] = recoveryCodes;
  expect((await enter(email, first.toLowerCase().replace('-', ' '))).status).toBe(200);
  expect((await enter(email, first)).status).toBe(401);
  expect((await enter(email, second)).status).toBe(200);
  expect((await client.call('me.get', {})).secondFactor).toEqual({ on: true, recoveryCodesLeft: 8 });
});

test('codes cannot be guessed: after ten the account rests, from every address and at every node', async () => {
  const { email, secret } = await guarded();
  const statuses: number[] = [];
  for (let index = 0; index < 12; index += 1) {
    statuses.push((await enter(email, '000000', {}, cluster.nodes[index % 2]?.url)).status);
  }
  expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
  expect((await enter(email, codeNow(secret))).status).toBe(429);
  clock.advance(15 * 60_000 + 1000);
  expect((await enter(email, codeNow(secret))).status).toBe(200);
});

test('with several workspaces a code that only chose is still good for the choice', async () => {
  const { email, secret } = await guarded();
  const slug = `e-${shortId()}`;
  const elsewhere = await cluster.app.workspaces.create('Elsewhere', slug);
  await buildMember(cluster.app, elsewhere, { email });
  expect((await enter(email)).body).toEqual({ needs: 'code' });
  const code = codeNow(secret);
  expect((await enter(email, code)).body).toHaveProperty('workspaces');
  expect((await enter(email, code, { workspace: slug })).body).toMatchObject({ workspace: { id: elsewhere } });
  expect((await enter(email, code, { workspace: 'test' })).status).toBe(401);
});

test('whoever has a second factor joins another workspace with it', async () => {
  const { email, secret } = await guarded();
  const elsewhere = await cluster.app.workspaces.create('Elsewhere', `e-${shortId()}`);
  const boss = await signIn(cluster.node.url, (await buildMember(cluster.app, elsewhere, { role: 'admin' })).email);
  await boss.call('member.invite', { email, role: 'agent' });
  const token = tokenIn(await letterTo(cluster.app, email), 'join');
  const accept = (more: object) => nobody.ask('invitation.accept', { token, name: 'Nora', password, ...more });
  expect((await accept({})).body).toEqual({ needs: 'code' });
  expect((await accept({ code: '000000' })).status).toBe(401);
  expect((await accept({ code: codeNow(secret) })).body).toMatchObject({ workspace: { id: elsewhere } });
});

test('switching it on takes a code of the secret that was begun with', async () => {
  const { email } = await buildMember(cluster.app, cluster.workspaceId);
  const client = await signIn(cluster.node.url, email);
  expect((await client.ask('totp.confirm', { code: '123456' })).status).toBe(409);
  const first = await client.call('totp.begin', {});
  const second = await client.call('totp.begin', {});
  expect((await client.ask('totp.confirm', { code: codeNow(first.secret) })).status).toBe(400);
  expect((await enter(email)).body).toHaveProperty('token');
  expect((await client.ask('totp.confirm', { code: codeNow(second.secret) })).status).toBe(200);
  expect((await client.ask('totp.begin', {})).status).toBe(409);
});

test('switching it off takes the password and a code', async () => {
  const { email, client, secret } = await guarded();
  const off = (given: object) => client.ask('totp.disable', { password, code: codeNow(secret), ...given });
  expect((await off({ password: 'wrong' })).status).toBe(400);
  expect((await off({ code: '000000' })).status).toBe(400);
  expect((await off({})).status).toBe(200);
  expect((await enter(email)).body).toHaveProperty('token');
  expect((await client.call('me.get', {})).secondFactor).toEqual({ on: false, recoveryCodesLeft: 0 });
});

test('the store holds neither the secret nor a recovery code as it is', async () => {
  const { secret, recoveryCodes } = await guarded();
  const users = JSON.stringify(await cluster.app.storage.connection.collection('users').find().toArray());
  for (const word of [secret, bytesOf(secret).toString('base64url'), ...recoveryCodes])
    expect(users).not.toContain(word);
});

test('a new password does not take the second factor away', async () => {
  const { email, client, secret } = await guarded();
  await client.call('password.change', { current: password, password: 'a better password' });
  const reply = await nobody.ask('session.create', { email, password: 'a better password' });
  expect(reply.body).toEqual({ needs: 'code' });
  expect((await enter(email, codeNow(secret), { password: 'a better password' })).status).toBe(200);
});
