import { createHmac, generateKeyPairSync, hkdfSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import jwt from 'jsonwebtoken';
import { closing } from '../../../server/collab/closing.ts';
import type { Id } from '../../../shared/ids.ts';
import { createBrowser } from '../../support/browserless.ts';
import {
  buildChannel,
  buildContact,
  buildMember,
  buildPipeline,
  buildTicket,
  reach,
  shortId,
} from '../../support/build.ts';
import { type Client, createClient, signIn } from '../../support/client.ts';
import { createHandClock } from '../../support/clock.ts';
import { type Cluster, startCluster, testSecret } from '../../support/cluster.ts';
import { someOf } from '../../support/long.ts';
import { openScreen } from '../../support/screen.ts';
import { connectRaw, refusalOf } from '../collab/raw.ts';

const clock = createHandClock(new Date());
let cluster: Cluster;
let admin: Client;
let elsewhere: Id;
let ticketId: Id;

beforeAll(async () => {
  cluster = await startCluster({ nodes: 2, clock });
  await buildPipeline(cluster.app, cluster.workspaceId);
  await buildChannel(cluster.app, cluster.workspaceId);
  const contact = await buildContact(cluster.app, cluster.workspaceId);
  ticketId = (await buildTicket(cluster.app, cluster.workspaceId, { contactIds: [contact._id] }))._id;
  elsewhere = await cluster.app.workspaces.create('Elsewhere', `e-${shortId()}`);
  await buildPipeline(cluster.app, elsewhere);
  const member = await buildMember(cluster.app, cluster.workspaceId, { role: 'admin' });
  admin = await signIn(cluster.node.url, member.email);
});
afterAll(() => cluster.stop());

const keyFor = (purpose: string, secret = testSecret) => Buffer.from(hkdfSync('sha256', secret, 'baton', purpose, 32));
const accessKey = keyFor('access-token');

interface Held {
  userId: Id;
  email: string;
  client: Client;
  /** A draft of his own. */
  docId: string;
  claims: { sub: Id; wid: Id; sid: Id; iat: number; exp: number; iss: string; aud: string };
}

/** Somebody who is signed in, and what his token says. */
async function held(): Promise<Held> {
  const { userId, email } = await buildMember(cluster.app, cluster.workspaceId, { access: reach('everything') });
  const client = await signIn(cluster.node.url, email);
  const { docId } = await client.call('draft.open', { ticketId, kind: 'reply' });
  return {
    userId,
    email,
    client,
    docId,
    claims: jwt.verify(client.token, accessKey, { ignoreExpiration: true }) as Held['claims'],
  };
}

const sign = (claims: object, key: string | Buffer = accessKey, header: object = {}) => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'HS256', typ: 'JWT', ...header })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
};
const unsigned = (claims: object, alg: string) =>
  `${Buffer.from(JSON.stringify({ alg, typ: 'JWT' })).toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`;
const without = <T extends object>(claims: T, name: keyof T) => {
  const { [name]: _gone, ...rest } = claims;
  return rest;
};
const seconds = () => Math.floor(clock.now().getTime() / 1000);
const nobody = '01890000-0000-7000-8000-000000000000';
const pem = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });

/** Tokens that were never ours, or say what is not so. */
const forged: [string, (one: Held) => string][] = [
  ['nothing', () => ''],
  ['a word', () => 'token'],
  ['two dots', () => '..'],
  ['only a header', ({ client }) => client.token.split('.')[0] ?? ''],
  ['no signature', ({ client }) => client.token.split('.').slice(0, 2).join('.')],
  ['an empty signature', ({ client }) => `${client.token.split('.').slice(0, 2).join('.')}.`],
  ['half a signature', ({ client }) => client.token.slice(0, -20)],
  [
    'another’s signature',
    ({ client }) => `${client.token.split('.').slice(0, 2).join('.')}.${admin.token.split('.')[2]}`,
  ],
  [
    'another’s claims under this signature',
    ({ client }) => `${client.token.split('.')[0]}.${admin.token.split('.')[1]}.${client.token.split('.')[2]}`,
  ],
  ['algorithm none', ({ claims }) => unsigned(claims, 'none')],
  ['algorithm None', ({ claims }) => unsigned(claims, 'None')],
  ['algorithm NONE', ({ claims }) => unsigned(claims, 'NONE')],
  ['algorithm none with a right signature', ({ claims }) => sign(claims, accessKey, { alg: 'none' })],
  ['algorithm HS512', ({ claims }) => jwt.sign(claims, accessKey, { algorithm: 'HS512' })],
  ['algorithm HS384', ({ claims }) => jwt.sign(claims, accessKey, { algorithm: 'HS384' })],
  ['algorithm RS256', ({ claims }) => jwt.sign(claims, pem(), { algorithm: 'RS256' })],
  ['HS256 that calls itself RS256', ({ claims }) => sign(claims, accessKey, { alg: 'RS256' })],
  ['no algorithm', ({ claims }) => sign(claims, accessKey, { alg: undefined })],
  [
    'a key of its own in the header',
    ({ claims }) => sign(claims, 'mine', { jwk: { kty: 'oct', k: Buffer.from('mine').toString('base64url') } }),
  ],
  [
    'an address of a key in the header',
    ({ claims }) => sign(claims, 'mine', { jku: 'https://evil.example/keys', kid: '../../dev/null' }),
  ],
  ['an empty key', ({ claims }) => sign(claims, '')],
  ['the secret itself as key', ({ claims }) => sign(claims, testSecret)],
  ['the key of receipts', ({ claims }) => sign(claims, keyFor('receipt'))],
  ['the key of refresh tokens', ({ claims }) => sign(claims, keyFor('refresh'))],
  ['the key of file links', ({ claims }) => sign(claims, keyFor('link'))],
  [
    'the key of another installation',
    ({ claims }) => sign(claims, keyFor('access-token', 'another secret of the same length.')),
  ],
  ['another audience', ({ claims }) => sign({ ...claims, aud: 'baton:refresh' })],
  ['several audiences, none ours', ({ claims }) => sign({ ...claims, aud: ['a', 'b'] })],
  ['no audience', ({ claims }) => sign(without(claims, 'aud'))],
  ['another issuer', ({ claims }) => sign({ ...claims, iss: 'https://accounts.example' })],
  ['no issuer', ({ claims }) => sign(without(claims, 'iss'))],
  ['run out a second ago', ({ claims }) => sign({ ...claims, exp: seconds() - 1 })],
  ['run out this second', ({ claims }) => sign({ ...claims, exp: seconds() })],
  ['run out long ago', ({ claims }) => sign({ ...claims, iat: 1, exp: 2 })],
  ['an end that is a word', ({ claims }) => sign({ ...claims, exp: 'never' })],
  ['not yet good', ({ claims }) => sign({ ...claims, nbf: seconds() + 60 })],
  ['nobody', ({ claims }) => sign(without(claims, 'sub'))],
  ['a user who is not there', ({ claims }) => sign({ ...claims, sub: nobody })],
  ['a user who is no id', ({ claims }) => sign({ ...claims, sub: 'admin' })],
  ['a user who is an operator', ({ claims }) => sign({ ...claims, sub: { $ne: null } })],
  [
    'another user of the workspace',
    ({ claims }) => sign({ ...claims, sub: (jwt.decode(admin.token) as { sub: Id }).sub }),
  ],
  ['no workspace', ({ claims }) => sign(without(claims, 'wid'))],
  ['another workspace', ({ claims }) => sign({ ...claims, wid: elsewhere })],
  ['a workspace that is not there', ({ claims }) => sign({ ...claims, wid: nobody })],
  ['a workspace that is an operator', ({ claims }) => sign({ ...claims, wid: { $gt: '' } })],
  ['no session', ({ claims }) => sign(without(claims, 'sid'))],
  ['a session that is not there', ({ claims }) => sign({ ...claims, sid: nobody })],
  ['another’s session', ({ claims }) => sign({ ...claims, sid: (jwt.decode(admin.token) as { sid: Id }).sid })],
  ['his own id as session', ({ claims }) => sign({ ...claims, sid: claims.sub })],
  ['claims that are no object', () => sign([] as object)],
  ['a program’s token that is none', () => `baton_${'A'.repeat(43)}`],
  ['a program’s token without its secret', () => 'baton_'],
  [
    'the refresh cookie',
    ({ claims }) =>
      `${claims.sid}.0.${createHmac('sha256', keyFor('refresh')).update(`${claims.sid}.0`).digest('base64url')}`,
  ],
];

const suspend = (one: Held) => admin.call('member.setAccess', { memberId: one.userId, suspended: true });
const setRow = (collection: string, id: Id, fields: object) =>
  cluster.app.storage.connection.collection(collection).updateOne({ _id: id as never }, { $set: fields });

async function programOf(one: Held, more: object = {}): Promise<{ tokenId: Id; secret: string }> {
  return one.client.call('token.create', { name: 'A program', scopes: ['read', 'write'], ...more });
}

/** Tokens that were good: what is shown, and what ends it. */
const ended: [string, (one: Held) => Promise<{ token: string; end: () => Promise<unknown> }>][] = [
  [
    'a session that was signed out',
    async ({ client }) => ({ token: client.token, end: () => client.call('session.end', {}) }),
  ],
  [
    'a session that was ended from another',
    async ({ client, email }) => {
      const other = await signIn(client.url, email);
      return { token: client.token, end: () => other.call('session.endOthers', {}) };
    },
  ],
  ['a member who is suspended', async (one) => ({ token: one.client.token, end: () => suspend(one) })],
  [
    'a password that was changed elsewhere',
    async ({ client, email }) => {
      const other = await signIn(client.url, email);
      const change = { current: 'correct horse battery', password: 'another password' };
      return { token: client.token, end: () => other.call('password.change', change) };
    },
  ],
  [
    'a stolen cookie that was shown again',
    async ({ email }) => {
      const browser = createBrowser(cluster.node.url);
      const { body } = await browser.post('session.create', { email, password: 'correct horse battery' });
      const thief = createBrowser(cluster.node.url);
      thief.cookie = browser.cookie;
      await browser.post('session.refresh', {});
      await browser.post('session.refresh', {});
      return { token: (body as { token: string }).token, end: () => thief.post('session.refresh', {}) };
    },
  ],
  [
    'a program’s token that its member revoked',
    async (one) => {
      const { tokenId, secret } = await programOf(one);
      return { token: secret, end: () => one.client.call('token.revoke', { tokenId }) };
    },
  ],
  [
    'a program’s token that an admin revoked',
    async (one) => {
      const { tokenId, secret } = await programOf(one);
      return { token: secret, end: () => admin.call('token.revoke', { tokenId }) };
    },
  ],
  [
    'a program’s token whose member is suspended',
    async (one) => ({ token: (await programOf(one)).secret, end: () => suspend(one) }),
  ],
  [
    'a program’s token that ran out',
    async (one) => {
      const expiresAt = new Date(clock.now().getTime() + 5000).toISOString();
      return { token: (await programOf(one, { expiresAt })).secret, end: async () => clock.advance(6000) };
    },
  ],
  [
    'a session that ran out in the store',
    async ({ client, claims }) => ({
      token: client.token,
      end: async () => {
        await setRow('sessions', claims.sid, { expiresAt: clock.now() });
        await admin.call('session.list', {});
        clock.advance(5 * 60_000 + 1000);
      },
    }),
  ],
];

const refusedByHttp = async (token: string, node = 1) => {
  const client = createClient(cluster.nodes[node]?.url ?? '', token);
  const [query, command] = [
    await client.ask('ticket.list', {}),
    await client.ask('ticket.update', { ticketId: nobody }),
  ];
  return [query.status, command.status];
};

/** At a document a token that has run out is good as long as its session: editors come back with their first (Y2). */
const goodForDocuments = new Set(['run out a second ago', 'run out this second', 'run out long ago']);

async function refusedByDocuments({ docId }: Held, token: string, node = 1): Promise<string> {
  const refusal = await refusalOf(cluster.nodes[node]?.url ?? '', docId, token ? { token } : {});
  return refusal.slice(0, 3);
}

async function opens({ docId }: Held, token: string): Promise<void> {
  const raw = await connectRaw(cluster.nodes[1]?.url ?? '', docId, { token });
  raw.socket.close();
}

describe.each(someOf('tokens that never were good', forged, 12))('%s', (what, make) => {
  test('is refused by HTTP, at a socket’s start and by documents', async () => {
    const one = await held();
    const token = make(one);
    expect(await refusedByHttp(token)).toEqual([401, 401]);
    await expect(openScreen(cluster.nodes[1]?.url ?? '', token)).rejects.toThrow(/unauthenticated/);
    if (goodForDocuments.has(what)) await opens(one, token);
    else expect(await refusedByDocuments(one, token)).toBe('401');
    expect(await refusedByHttp(one.client.token)).toEqual([200, 404]);
    await opens(one, one.client.token);
  });
});

describe.each(someOf('tokens that were good', ended, 3))('%s', (_what, make) => {
  test('was good, and is refused by HTTP, at the start and on open sockets and documents, at every node', async () => {
    const one = await held();
    const { token, end } = await make(one);
    const screen = await openScreen(cluster.nodes[1]?.url ?? '', token);
    const document = await connectRaw(cluster.nodes[1]?.url ?? '', one.docId, { token });
    await end();
    expect(await refusedByHttp(token, 0)).toEqual([401, 401]);
    expect(await refusedByHttp(token, 1)).toEqual([401, 401]);
    await screen.untilLine('ended');
    expect(await document.closed()).toBe(closing.signedOut);
    await expect(openScreen(cluster.node.url, token)).rejects.toThrow(/unauthenticated/);
    expect([await refusedByDocuments(one, token, 0), await refusedByDocuments(one, token, 1)]).toEqual(['401', '401']);
  });
});

test('there are more than sixty of them', () => {
  expect(forged.length + ended.length).toBeGreaterThan(60);
});
