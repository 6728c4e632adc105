import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { MailboxView } from '../../../shared/contract/mailboxes.ts';
import type { Input } from '../../../shared/contract.ts';
import { buildMember } from '../../support/build.ts';
import { type Client, signIn } from '../../support/client.ts';
import { type Dovecot, dovecotPath, startDovecot } from '../../support/dovecot.ts';
import { testWith } from '../../support/needs.ts';
import { until } from '../../support/until.ts';
import { type Desk, openDesk } from './desk.ts';
import { plainLetter } from './letters.ts';

let dovecot: Dovecot;
let desk: Desk;
let admin: Client;

beforeAll(async () => {
  if (!dovecotPath) return;
  dovecot = await startDovecot();
  desk = await openDesk({ nodes: 2 });
  const { app, workspaceId, node } = desk.cluster;
  admin = await signIn(node.url, (await buildMember(app, workspaceId, { role: 'admin' })).email);
});
afterAll(async () => {
  await desk?.stop();
  await dovecot?.stop();
});

const mailboxOf = (given: Partial<Input<'mailbox.save'>> = {}): Input<'mailbox.save'> => ({
  channelId: desk.channel._id,
  host: '127.0.0.1',
  port: dovecot.port,
  security: 'tls',
  anyCertificate: true,
  user: dovecot.user,
  folder: 'INBOX',
  begin: 'new',
  signIn: { kind: 'password', password: dovecot.password },
  ...given,
});

const theMailbox = async (): Promise<MailboxView | undefined> => (await admin.call('mailbox.list', {})).items[0];
const becomes = (state: MailboxView['state']) =>
  until(`the mailbox to be ${state}`, async () => (await theMailbox())?.state === state);

testWith('dovecot', 'a test says in clear words what is wrong', async () => {
  const tried = async (given: Partial<Input<'mailbox.save'>>) => {
    const { ok, why } = await admin.call('mailbox.test', mailboxOf(given));
    return ok || why;
  };
  expect(await tried({})).toBe(true);
  expect(await tried({ port: dovecot.plainPort, security: 'starttls' })).toBe(true);
  expect(await tried({ signIn: { kind: 'password', password: 'wrong' } })).toBe('signIn');
  expect(await tried({ folder: 'Nowhere' })).toBe('noFolder');
  expect(await tried({ anyCertificate: false })).toBe('certificate');
  expect(await tried({ port: dovecot.plainPort })).toBe('noTls');
  expect(await tried({ port: 9 })).toBe('refused');
  expect(await tried({ host: 'nowhere.invalid' })).toBe('unknownHost');
});

testWith('dovecot', 'only an admin may look at mailboxes, and nobody is told their secrets', async () => {
  expect((await desk.agent.ask('mailbox.list', {})).status).toBe(404);
  expect((await desk.agent.ask('mailbox.save', mailboxOf())).status).toBe(404);
});

testWith('dovecot', 'mail that comes is fetched once, on one node of two; what was there before is left', async () => {
  await dovecot.deliver(plainLetter({ id: 'before@x', subject: 'Before' }));
  await admin.call('mailbox.save', mailboxOf());
  await becomes('connected');
  await dovecot.deliver(plainLetter({ id: 'came@x', subject: 'Came' }));
  expect((await desk.hasTickets(1)).map(({ name }) => name)).toEqual(['Came']);
  const [ticket] = await desk.tickets();
  expect(await desk.hasMessages(ticket?.id ?? '', 1)).toMatchObject([
    { from: { address: 'nora@customers.test' }, automatic: false, broken: false },
  ]);
  expect(JSON.stringify(await admin.call('mailbox.list', {}))).not.toContain(dovecot.password);
});

testWith('dovecot', 'the same mail by SMTP and in the mailbox is one message', async () => {
  const before = (await desk.tickets()).length;
  const mail = plainLetter({ id: 'both@x', subject: 'Both ways' });
  expect((await desk.post(mail)).kind).toBe('sent');
  await desk.hasTickets(before + 1);
  await dovecot.deliver(mail);
  await dovecot.deliver(plainLetter({ id: 'behind@x', subject: 'Behind' }));
  const found = await desk.hasTickets(before + 2);
  expect(found.map(({ name }) => name).slice(0, 2)).toEqual(['Behind', 'Both ways']);
});

testWith('dovecot', 'a folder that was made anew, with other numbers, gives nothing twice', async () => {
  const before = (await desk.tickets()).length;
  const client = await dovecot.client();
  await client.mailboxCreate('Queue');
  await admin.call('mailbox.save', mailboxOf({ folder: 'Queue', begin: 'all' }));
  await dovecot.deliver(plainLetter({ id: 'queue1@x', subject: 'First in the queue' }), 'Queue');
  await desk.hasTickets(before + 1);
  await client.mailboxDelete('Queue');
  await client.mailboxCreate('Queue');
  await client.logout();
  for (const number of [1, 2])
    await dovecot.deliver(plainLetter({ id: `queue${number}@x`, subject: `${number} in the queue` }), 'Queue');
  await admin.call('mailbox.save', mailboxOf({ folder: 'Queue', begin: 'all' }));
  expect((await desk.hasTickets(before + 2)).length).toBe(before + 2);
});

/** Lines to Dovecot that can be cut, as a network does. */
async function wire(): Promise<{ port: number; cut(): number; close(): Promise<void> }> {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const far = connect(dovecot.port, '127.0.0.1');
    for (const [one, other] of [
      [client, far],
      [far, client],
    ] as const) {
      open.add(one);
      one.on('error', () => one.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    const count = open.size;
    for (const socket of open) socket.destroy();
    return count;
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    close: () => {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

testWith('dovecot', 'a line that breaks is made anew, and what came meanwhile is fetched once', async () => {
  const line = await wire();
  try {
    await admin.call('mailbox.save', mailboxOf({ port: line.port }));
    await becomes('connected');
    const before = (await desk.tickets()).length;
    await dovecot.deliver(plainLetter({ id: 'heard@x', subject: 'Heard while waiting' }));
    await desk.hasTickets(before + 1);
    expect(line.cut()).toBeGreaterThan(0);
    await becomes('failed');
    await dovecot.deliver(plainLetter({ id: 'missed@x', subject: 'Came while the line was cut' }));
    await becomes('connected');
    const found = await desk.hasTickets(before + 2);
    expect(found.slice(0, 2).map(({ name }) => name)).toEqual(['Came while the line was cut', 'Heard while waiting']);
  } finally {
    await line.close();
  }
});

testWith('dovecot', 'a wrong password is shown, and a right one heals it', async () => {
  await admin.call('mailbox.save', mailboxOf({ signIn: { kind: 'password', password: 'wrong' } }));
  await becomes('failed');
  expect(await theMailbox()).toMatchObject({ why: 'signIn' });
  await admin.call('mailbox.save', mailboxOf());
  await becomes('connected');
});

testWith('dovecot', 'a mailbox that is removed is fetched no more', async () => {
  await admin.call('mailbox.remove', { channelId: desk.channel._id });
  expect(await theMailbox()).toBeUndefined();
  expect((await admin.ask('mailbox.remove', { channelId: desk.channel._id })).status).toBe(404);
});
