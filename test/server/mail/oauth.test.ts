import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import type { MailboxView } from '../../../shared/contract/mailboxes.ts';
import type { MailServerInput } from '../../../shared/contract/mailServers.ts';
import type { Input } from '../../../shared/contract.ts';
import { buildMember } from '../../support/build.ts';
import { type Client, signIn } from '../../support/client.ts';
import { type Dovecot, dovecotPath, startDovecot } from '../../support/dovecot.ts';
import { testWith } from '../../support/needs.ts';
import { startTokenServer, type TokenServer } from '../../support/tokenServer.ts';
import { until } from '../../support/until.ts';
import { type Desk, openDesk } from './desk.ts';
import { plainLetter } from './letters.ts';

const user = 'support@baton.test';
const client = { id: 'baton', secret: 'client secret' };

let tokens: TokenServer;
let dovecot: Dovecot | undefined;
let relay: SMTPServer;
let relayPort: number;
let desk: Desk;
let admin: Client;
let taken = 0;

beforeAll(async () => {
  tokens = await startTokenServer(user, client);
  if (dovecotPath) dovecot = await startDovecot(tokens.infoUrl);
  relay = new SMTPServer({
    authMethods: ['XOAUTH2'],
    allowInsecureAuth: true,
    closeTimeout: 100,
    onAuth: ({ username, accessToken = '' }, _session, done) =>
      username === user && tokens.owns(accessToken)
        ? done(null, { user })
        : done(null, { data: { status: '401', schemes: 'bearer' } }),
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => {
        taken += 1;
        done();
      });
    },
  });
  relay.on('error', () => {});
  await new Promise<void>((resolve) => void relay.listen(0, '127.0.0.1', resolve));
  relayPort = (relay.server.address() as AddressInfo).port;
  desk = await openDesk();
  const { app, workspaceId, node } = desk.cluster;
  admin = await signIn(node.url, (await buildMember(app, workspaceId, { role: 'admin' })).email);
});
afterEach(() => expect(desk.cluster.faults()).toEqual([]));
afterAll(async () => {
  await desk?.stop();
  await dovecot?.stop();
  await new Promise<void>((resolve) => relay.close(() => resolve()));
  await tokens.stop();
});

const mailbox = (refreshToken?: string): Input<'mailbox.save'> => ({
  channelId: desk.channel._id,
  host: '127.0.0.1',
  port: dovecot?.port ?? 0,
  security: 'tls',
  anyCertificate: true,
  user,
  folder: 'INBOX',
  begin: 'all',
  signIn: {
    kind: 'oauth2',
    tokenUrl: tokens.tokenUrl,
    clientId: client.id,
    clientSecret: client.secret,
    ...(refreshToken ? { refreshToken } : {}),
  },
});

const theMailbox = async (): Promise<MailboxView | undefined> => (await admin.call('mailbox.list', {})).items[0];
const becomes = (wanted: Partial<MailboxView>) =>
  until(`the mailbox to be ${JSON.stringify(wanted)}`, async () => {
    const found = await theMailbox();
    return found?.state === wanted.state && (wanted.why === undefined || found?.why === wanted.why);
  });
async function fetches(subject: string): Promise<void> {
  await dovecot?.deliver(plainLetter({ id: `${subject}@x`, subject }));
  await until(`${subject} to be a ticket`, async () => (await desk.tickets()).some(({ name }) => name === subject));
}

testWith('dovecot', 'a mailbox is signed in to with a token that is had for the refresh token', async () => {
  expect(await admin.call('mailbox.test', mailbox('refresh-0'))).toMatchObject({ ok: true, folders: ['INBOX'] });
  await admin.call('mailbox.save', mailbox('refresh-0'));
  await becomes({ state: 'connected' });
  await fetches('by token');
  expect(JSON.stringify(await admin.call('mailbox.list', {}))).not.toMatch(/refresh-|client secret/);
});

testWith(
  'dovecot',
  'a token that has run out is replaced, by the refresh token that took the place of the first',
  async () => {
    tokens.rotates = true;
    tokens.revokeAll();
    // The same settings again: the line is opened anew.
    await admin.call('mailbox.save', mailbox());
    await becomes({ state: 'connected' });
    const [first, given] = [tokens.refreshToken, tokens.given];
    tokens.revokeAll();
    await admin.call('mailbox.save', mailbox());
    await until('another token is had', () => tokens.given > given);
    await becomes({ state: 'connected' });
    expect(tokens.refreshToken).not.toBe(first);
    await fetches('after it ran out');
  },
);

testWith('dovecot', 'a permission that is withdrawn is said in clear words, and given anew it goes on', async () => {
  tokens.refreshToken = null;
  await admin.call('mailbox.save', mailbox());
  await becomes({ state: 'failed', why: 'revoked' });
  expect((await theMailbox())?.words).toBe('Token has been expired or revoked.');
  expect(await admin.call('mailbox.test', mailbox())).toMatchObject({ ok: false, why: 'revoked' });
  await dovecot?.deliver(plainLetter({ id: 'meanwhile@x', subject: 'meanwhile' }));
  tokens.refreshToken = 'given-anew';
  await admin.call('mailbox.save', mailbox('given-anew'));
  await becomes({ state: 'connected' });
  await until('nothing was lost', async () => (await desk.tickets()).some(({ name }) => name === 'meanwhile'));
});

testWith(
  'dovecot',
  'a token server that is away is told from a refusal, and fetching goes on by itself when it is back',
  async () => {
    tokens.down = true;
    await admin.call('mailbox.save', mailbox());
    await becomes({ state: 'failed', why: 'tokenServer' });
    await dovecot?.deliver(plainLetter({ id: 'away@x', subject: 'while it was away' }));
    tokens.down = false;
    await becomes({ state: 'connected' });
    await until('it is fetched', async () => (await desk.tickets()).some(({ name }) => name === 'while it was away'));
    await admin.call('mailbox.remove', { channelId: desk.channel._id });
  },
);

const server = (refreshToken?: string): MailServerInput => ({
  host: '127.0.0.1',
  port: relayPort,
  security: 'none',
  user,
  oauth: {
    tokenUrl: tokens.tokenUrl,
    clientId: client.id,
    clientSecret: client.secret,
    ...(refreshToken ? { refreshToken } : {}),
  },
});
const channelId = () => desk.channel._id;

async function newTicket(id: string): Promise<string> {
  const before = (await desk.tickets()).length;
  await desk.post(plainLetter({ id: `${id}@x` }));
  const [ticket] = await desk.hasTickets(before + 1);
  return ticket?.id ?? '';
}

test('mail leaves with a token, one for many mails, and with another when it is refused', async () => {
  tokens.refreshToken = 'refresh-smtp';
  tokens.rotates = false;
  expect(await admin.call('channel.test', { server: server('refresh-smtp') })).toMatchObject({ ok: true });
  await admin.call('channel.setServer', { channelId: channelId(), server: server('refresh-smtp') });
  expect(JSON.stringify(await admin.call('channel.settings', { channelId: channelId() }))).not.toContain(
    'refresh-smtp',
  );
  const ticketId = await newTicket('smtp');
  const given = tokens.given;
  for (const text of ['one', 'two']) await desk.delivered(ticketId, await desk.reply(ticketId, text), 'sent');
  expect([taken, tokens.given]).toEqual([2, given]);
  tokens.revokeAll();
  await desk.delivered(ticketId, await desk.reply(ticketId, 'three'), 'sent');
  expect([taken, tokens.given]).toEqual([3, given + 1]);
});

test('without a permission a mail waits and says why, and leaves when it is given anew', async () => {
  const ticketId = await newTicket('revoked');
  tokens.refreshToken = null;
  tokens.revokeAll();
  expect(await admin.call('channel.test', { channelId: channelId() })).toMatchObject({ ok: false, why: 'revoked' });
  const messageId = await desk.reply(ticketId, 'waits');
  const waiting = await desk.delivered(ticketId, messageId, 'queued');
  expect(waiting.delivery?.attempts ?? 0).toBeLessThanOrEqual(1);
  await until('it says why', async () => {
    const [message] = (await desk.messages(ticketId)).filter(({ id }) => id === messageId);
    return message?.delivery?.error?.includes('revoked') ?? false;
  });
  tokens.refreshToken = 'refresh-anew';
  await admin.call('channel.setServer', { channelId: channelId(), server: server('refresh-anew') });
  await desk.delivered(ticketId, messageId, 'sent');
});
