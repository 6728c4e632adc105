import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildMember } from '../../support/build.ts';
import { type Client, signIn } from '../../support/client.ts';
import { type Desk, openDesk } from './desk.ts';
import { plainLetter } from './letters.ts';

let desk: Desk;
let admin: Client;
beforeAll(async () => {
  desk = await openDesk();
  const { app, workspaceId, node } = desk.cluster;
  const member = await buildMember(app, workspaceId, { role: 'admin' });
  admin = await signIn(node.url, member.email);
});
afterAll(() => desk.stop());

const spam = async () => (await admin.call('ticket.list', { filter: { view: 'spam' }, sort: 'created' })).items;
const open = async () => (await admin.call('ticket.list', { filter: { view: 'open' }, sort: 'created' })).items;

/** Where the first mail of a new sender lies: among the open tickets, or as spam. */
async function lies(from: string): Promise<'open' | 'spam'> {
  const subject = `From ${from} ${randomUUID()}`;
  await desk.post(plainLetter({ id: `${randomUUID()}@x.test`, from, subject }), { from });
  for (;;) {
    if ((await open()).some(({ name }) => name === subject)) return 'open';
    if ((await spam()).some(({ name }) => name === subject)) return 'spam';
  }
}

test('who marks a mail as spam blocks its sender, and what still comes from him lies there unread by anybody', async () => {
  const from = 'pills@shop.test';
  await desk.post(plainLetter({ id: `${randomUUID()}@x.test`, from }), { from });
  const [ticket] = await desk.hasTickets(1);
  const [message] = await desk.hasMessages(ticket?.id ?? '', 1);
  await desk.agent.call('sender.block', { messageId: message?.id ?? '', what: 'sender' });
  expect((await spam()).map(({ id }) => id)).toEqual([ticket?.id]);
  expect(await lies(from)).toBe('spam');
  expect(await lies('Pills@SHOP.test')).toBe('spam');
  expect(await lies('other@shop.test')).toBe('open');
  const { counts } = await admin.call('view.counts', {});
  expect(counts.spam).toBe((await spam()).length);
});

test('a domain is blocked with all below it, but for whom is allowed', async () => {
  await admin.call('sender.set', { value: 'Bulk.test', list: 'blocked' });
  await admin.call('sender.set', { value: 'friend@bulk.test', list: 'allowed' });
  await admin.call('sender.set', { value: 'good.bulk.test', list: 'allowed' });
  expect(await lies('a@bulk.test')).toBe('spam');
  expect(await lies('a@mail.bulk.test')).toBe('spam');
  expect(await lies('friend@bulk.test')).toBe('open');
  expect(await lies('a@good.bulk.test')).toBe('open');
  expect(await lies('a@notbulk.test')).toBe('open');
  await admin.call('sender.set', { value: 'bulk.test', list: null });
  expect(await lies('b@bulk.test')).toBe('open');
  const { items } = await admin.call('sender.list', {});
  expect(items.map(({ value, list }) => [value, list])).toEqual([
    ['friend@bulk.test', 'allowed'],
    ['good.bulk.test', 'allowed'],
    ['pills@shop.test', 'blocked'],
  ]);
});

test('nobody shuts his own workspace out', async () => {
  for (const value of ['support@baton.test', 'baton.test'])
    expect((await admin.ask('sender.set', { value, list: 'blocked' })).status).toBe(409);
});

test('the lists are for admins', async () => {
  expect((await desk.agent.ask('sender.list', {})).status).toBe(404);
  expect((await desk.agent.ask('sender.set', { value: 'x.test', list: 'blocked' })).status).toBe(404);
});
