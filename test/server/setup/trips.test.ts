import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { createSmtpTransport } from '../../../server/channels/email/smtpTransport.ts';
import type { MailboxDoor } from '../../../shared/contract/mailboxes.ts';
import type { MailServerInput } from '../../../shared/contract/mailServers.ts';
import type { SignedIn } from '../../../shared/contract/session.ts';
import { type Client, createClient } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { type Dovecot, dovecotPath, startDovecot } from '../../support/dovecot.ts';
import { testWith } from '../../support/needs.ts';
import { until } from '../../support/until.ts';

let cluster: Cluster;
let dovecot: Dovecot | undefined;
let relay: SMTPServer;
let nobody: Client;
let server: MailServerInput;
/** Whoever has set it up, in the end. */
let ada: Client;
/** Where the relay takes a mail next. */
let onwards: (mail: Buffer, from: string, to: string[]) => Promise<void>;

/** Mails that came through here, as they are. */
const seen: Buffer[] = [];

beforeAll(async () => {
  relay = new SMTPServer({
    authMethods: ['PLAIN'],
    allowInsecureAuth: true,
    closeTimeout: 100,
    onAuth: ({ username, password }, _session, done) =>
      password === 'right' ? done(null, { user: username }) : done(new Error('Nobody here has this password')),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const mail = Buffer.concat(chunks);
        seen.push(mail);
        const { mailFrom, rcptTo } = session.envelope;
        const to = rcptTo.map(({ address }) => address);
        onwards(mail, mailFrom ? mailFrom.address : '', to).then(() => done(), done);
      });
    },
  });
  relay.on('error', () => {});
  await new Promise<void>((resolve) => void relay.listen(0, '127.0.0.1', resolve));
  const { port } = relay.server.address() as AddressInfo;
  server = { host: '127.0.0.1', port, security: 'none', user: 'care', password: 'right' };
  if (dovecotPath) dovecot = await startDovecot();
  cluster = await startCluster({ nodes: 2 });
  const { connection } = cluster.app.storage;
  await connection.collection('workspaces').deleteMany({});
  await connection.collection('positions').deleteMany({});
  nobody = createClient(cluster.node.url, '');
});
afterAll(async () => {
  await cluster.stop();
  await dovecot?.stop();
  await new Promise<void>((resolve) => relay.close(() => resolve()));
});

const door = (more: Partial<MailboxDoor> = {}): MailboxDoor => ({
  host: '127.0.0.1',
  port: dovecot?.port ?? 0,
  security: 'tls',
  anyCertificate: true,
  user: dovecot?.user ?? '',
  folder: 'INBOX',
  begin: 'new',
  signIn: { kind: 'password', password: dovecot?.password ?? '' },
  ...more,
});

/** Hands a mail to the second node's receiver, as the rest of the world would. */
const toReceiver: typeof onwards = async (bytes, from, to) => {
  const port = cluster.nodes[1]?.smtpPort ?? 0;
  const way = createSmtpTransport(`smtp://127.0.0.1:${port}?ignoreTLS=true`);
  const how = await way.send({ mailId: 'x@x', from, to, bytes }, async () => {});
  if (how.kind !== 'sent') throw new Error(JSON.stringify(how));
};

testWith('dovecot', 'setting up looks into a mailbox, says what is wrong with it, and fetches nothing', async () => {
  await dovecot?.deliver(Buffer.from('Subject: old\r\n\r\nold\r\n'));
  const tried = async (more: Partial<MailboxDoor>) => nobody.call('setup.testMailbox', { mailbox: door(more) });
  expect(await tried({})).toMatchObject({ ok: true, why: null, mails: 1 });
  expect(await tried({ signIn: { kind: 'password', password: 'wrong' } })).toMatchObject({ ok: false, why: 'signIn' });
  expect(await tried({ folder: 'Nowhere' })).toMatchObject({ ok: false, why: 'noFolder', mails: null });
  expect(await tried({ anyCertificate: false })).toMatchObject({ why: 'certificate' });
});

testWith('dovecot', 'a mail to oneself is seen in the mailbox, and not before it is there', async () => {
  const address = 'support@baton.test';
  const held: Buffer[] = [];
  onwards = async (mail) => void held.push(mail);
  const { tripId } = await nobody.call('setup.sendTestMail', { address, server, language: 'zh-Hant' });
  expect(tripId).toEqual(expect.any(String));
  const look = nobody.call('setup.awaitTestMail', { tripId: tripId ?? '', mailbox: door() });
  await until('the mail to be handed over', () => held.length === 1);
  await dovecot?.deliver(held[0] ?? Buffer.alloc(0));
  expect(await look).toMatchObject({ arrived: true, spf: expect.any(String), dkim: 'none' });
});

test('a mail to oneself is seen at the receiver of any node, before its address is connected', async () => {
  onwards = toReceiver;
  const address = 'care@baton.test';
  const { tripId } = await nobody.call('setup.sendTestMail', { address, server });
  expect(await nobody.call('setup.awaitTestMail', { tripId: tripId ?? '' })).toMatchObject({ arrived: true });
});

test('meanwhile a stranger’s mail to that address is refused, and nothing is opened by a made-up mark', async () => {
  const letter = (mark: string) => Buffer.from(`From: eve@x.test\r\n${mark}Subject: hello\r\n\r\nhello\r\n`);
  const sent = (mail: Buffer) => toReceiver(mail, 'eve@x.test', ['care@baton.test']);
  await expect(sent(letter(''))).rejects.toThrow('No such address here');
  await expect(sent(letter('X-Baton-Trip: 00000000000000000000000000000000\r\n'))).rejects.toThrow('No such address');
});

test('a mail that cannot leave says why, in the server’s words', async () => {
  onwards = async () => Promise.reject(Object.assign(new Error('Nobody wants this'), { responseCode: 550 }));
  const { tripId, words } = await nobody.call('setup.sendTestMail', { address: 'care@baton.test', server });
  expect(tripId).toBeNull();
  expect(words).toContain('Nobody wants this');
});

test('set up with a mailbox, its mail is fetched, and a test mail never becomes a ticket', async () => {
  onwards = async () => {};
  const address = 'support@baton.test';
  const { tripId } = await nobody.call('setup.sendTestMail', { address, server });
  const late = seen.at(-1) ?? Buffer.alloc(0);
  const mailbox = door({ begin: 'all' });
  const reply = await nobody.ask('setup.create', {
    workspaceName: 'Kettle & Leaf',
    name: 'Ada',
    email: 'ada@people.test',
    password: 'a first password',
    supportAddress: address,
    server,
    ...(dovecot ? { mailbox } : {}),
  });
  expect(reply.status).toBe(200);
  ada = createClient(cluster.node.url, (reply.body as SignedIn).token);
  await toReceiver(late, address, [address]);
  await toReceiver(Buffer.from('From: clara@x.test\r\nSubject: hello\r\n\r\nhello\r\n'), 'clara@x.test', [address]);
  const subjects = async () =>
    (await ada.call('ticket.list', { filter: { view: 'open' } })).items.map(({ name }) => name);
  await until('the customer’s mail to be a ticket', async () => (await subjects()).includes('hello'));
  if (dovecot) await until('the mailbox to be fetched', async () => (await subjects()).includes('old'));
  expect(await subjects()).not.toContainEqual(expect.stringContaining('Baton'));
  expect((await nobody.ask('setup.awaitTestMail', { tripId: tripId ?? '' })).status).toBe(404);
});

test('an address that is set up sends itself a mail by what is kept, and sees it come back', async () => {
  onwards = toReceiver;
  const [channel] = (await ada.call('screen.load', {})).channels;
  const { tripId } = await ada.call('channel.sendTestMail', { channelId: channel?.id ?? '' });
  expect(await ada.call('channel.awaitTestMail', { tripId: tripId ?? '' })).toMatchObject({ arrived: true });
});
