import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import type { MailServerInput } from '../../../shared/contract/mailServers.ts';
import type { SignedIn } from '../../../shared/contract/session.ts';
import { buildChannel, buildContact, buildMember, buildPipeline, buildTicket, shortId } from '../../support/build.ts';
import { type Client, createClient, signIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { until } from '../../support/until.ts';

let cluster: Cluster;
let admin: Client;
let relay: SMTPServer;
let port: number;
const taken: { from: string; user: string }[] = [];

/** A mail server that wants a sign-in, with a certificate that nobody has signed. */
beforeAll(async () => {
  relay = new SMTPServer({
    authMethods: ['PLAIN', 'LOGIN'],
    allowInsecureAuth: true,
    closeTimeout: 100,
    onAuth: ({ username, password }, _session, done) =>
      password === 'right' ? done(null, { user: username }) : done(new Error('Nobody here has this password')),
    onData(stream, session, done) {
      stream.resume();
      stream.on('end', () => {
        const { mailFrom } = session.envelope;
        taken.push({ from: mailFrom ? mailFrom.address : '', user: session.user ?? '' });
        done();
      });
    },
  });
  relay.on('error', () => {});
  await new Promise<void>((resolve) => void relay.listen(0, '127.0.0.1', resolve));
  ({ port } = relay.server.address() as AddressInfo);
  cluster = await startCluster({ nodes: 2 });
  await buildPipeline(cluster.app, cluster.workspaceId);
  const member = await buildMember(cluster.app, cluster.workspaceId, { role: 'admin' });
  admin = await signIn(cluster.node.url, member.email);
});
afterAll(async () => {
  await cluster.stop();
  await new Promise<void>((resolve) => relay.close(() => resolve()));
});

const server = (more: Partial<MailServerInput> = {}): MailServerInput => ({
  host: '127.0.0.1',
  port,
  security: 'none',
  user: 'care',
  password: 'right',
  ...more,
});

/** Says something else than a mail server would, or nothing. */
async function stranger(words: string): Promise<{ port: number; server: Server }> {
  const made = createServer((socket) => {
    socket.on('error', () => {});
    socket.end(words);
  });
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return { port: (made.address() as AddressInfo).port, server: made };
}

test('a server that takes the sign-in is fine', async () => {
  expect(await admin.call('channel.test', { server: server() })).toEqual({
    ok: true,
    via: 'smtp',
    why: null,
    words: null,
  });
});

test.each([
  ['a wrong password', { password: 'wrong' }, 'signIn'],
  ['a name that is no server', { host: 'mail.nowhere.invalid' }, 'unknownHost'],
  ['a port where nobody listens', { port: 1 }, 'refused'],
  ['TLS from the first byte where it comes later', { security: 'tls' }, 'tlsAtOnce'],
  ['a certificate that nobody has signed', { security: 'starttls' }, 'certificate'],
] as const)('%s is named', async (_what, more, why) => {
  const result = await admin.call('channel.test', { server: server(more) });
  expect(result).toMatchObject({ ok: false, via: 'smtp', why, words: expect.any(String) });
});

test('what speaks, and is no mail server, is named', async () => {
  const web = await stranger('HTTP/1.1 400 Bad Request\r\n\r\n');
  const result = await admin.call('channel.test', { server: server({ port: web.port }) });
  expect(result).toMatchObject({ ok: false, why: 'notMail' });
  web.server.close();
});

test('an answer leaves through the server of its address, and others as before', async () => {
  const { app, workspaceId } = cluster;
  const channel = await buildChannel(app, workspaceId);
  const contact = await buildContact(app, workspaceId);
  const send = async () => {
    const ticket = await buildTicket(app, workspaceId, { contactIds: [contact._id] });
    const messageId = `m-${shortId()}`;
    await admin.call('message.send', { ticketId: ticket._id, messageId, html: '<p>Hi</p>' });
    await until('it was sent', async () => {
      const { items } = await admin.call('message.list', { ticketId: ticket._id });
      return items.find(({ id }) => id === messageId)?.delivery?.state === 'sent';
    });
  };
  await send();
  expect(taken).toEqual([]);
  await admin.call('channel.setServer', { channelId: channel._id, server: server() });
  await send();
  expect(taken).toEqual([{ from: channel.address, user: 'care' }]);
  await admin.call('channel.setServer', { channelId: channel._id, server: null });
  await send();
  expect(taken).toHaveLength(1);
});

test('a password is written and never read: not in answers, events or the store', async () => {
  const { app, workspaceId } = cluster;
  const channel = await buildChannel(app, workspaceId);
  const password = `zq${shortId()}${shortId()}`;
  await admin.call('channel.setServer', { channelId: channel._id, server: server({ password }) });
  const { sending } = await admin.call('channel.settings', { channelId: channel._id });
  expect(sending).toEqual({ host: '127.0.0.1', port, security: 'none', user: 'care' });
  await admin.call('screen.load', {});
  expect(admin.heard.join('\n')).not.toContain(password);
  const { connection } = app.storage;
  for (const name of ['channels', 'events', 'auditLog', 'receipts', 'jobs']) {
    const rows = await connection.collection(name).find().toArray();
    expect(JSON.stringify(rows)).not.toContain(password);
  }
});

test('the password that is kept goes to the server and user it was written for, and to no other', async () => {
  const channel = await buildChannel(cluster.app, cluster.workspaceId);
  const channelId = channel._id;
  await admin.call('channel.setServer', { channelId, server: server() });
  const { password: _kept, ...without } = server();
  expect(await admin.call('channel.test', { channelId, server: without })).toMatchObject({ ok: true });
  expect(await admin.call('channel.test', { channelId })).toMatchObject({ ok: true, via: 'smtp' });
  for (const more of [{ host: 'localhost' }, { user: 'somebody' }, { port: 1 }]) {
    const reply = await admin.ask('channel.test', { channelId, server: { ...without, ...more } });
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({ error: { details: { field: 'server.password' } } });
    expect((await admin.ask('channel.setServer', { channelId, server: { ...without, ...more } })).status).toBe(400);
  }
});

test('setting up tries a mail server first, keeps it with the address, and tries none for strangers later', async () => {
  const fresh = await startCluster();
  const { connection } = fresh.app.storage;
  await connection.collection('workspaces').deleteMany({});
  await connection.collection('positions').deleteMany({});
  const nobody = createClient(fresh.node.url, '');
  expect(await nobody.call('setup.testMail', { server: server({ password: 'wrong' }) })).toMatchObject({
    why: 'signIn',
  });
  expect(await nobody.call('setup.testMail', { server: server() })).toMatchObject({ ok: true });
  const { body } = await nobody.ask('setup.create', {
    workspaceName: 'Kettle & Leaf',
    name: 'Ada',
    email: 'ada@people.test',
    password: 'a first password',
    supportAddress: 'care@baton.test',
    supportName: 'Kettle & Leaf Care',
    server: server(),
  });
  const ada = createClient(fresh.node.url, (body as SignedIn).token);
  const [channel] = (await ada.call('screen.load', {})).channels;
  expect(channel).toMatchObject({ name: 'Kettle & Leaf Care', address: 'care@baton.test' });
  expect(await ada.call('channel.test', { channelId: channel?.id ?? '' })).toMatchObject({ ok: true, via: 'smtp' });
  expect((await nobody.ask('setup.testMail', { server: server() })).status).toBe(404);
  await fresh.stop();
});
