import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Channel } from '../../../server/channels/model.ts';
import { buildMember, buildTeam, reach } from '../../support/build.ts';
import { type Client, signIn } from '../../support/client.ts';
import { type Desk, openDesk } from './desk.ts';
import { plainLetter } from './letters.ts';

let desk: Desk;
let admin: Client;
let teamId: string;
let owner: Awaited<ReturnType<typeof buildMember>>;
let repairs: Pick<Channel, '_id' | 'address'>;

beforeAll(async () => {
  desk = await openDesk();
  const { app, workspaceId, node } = desk.cluster;
  admin = await signIn(node.url, (await buildMember(app, workspaceId, { role: 'admin' })).email);
  teamId = await buildTeam(app, workspaceId, 'Repairs');
  owner = await buildMember(app, workspaceId, { name: 'Rosa', teamIds: [teamId], access: reach('everything', true) });
  const { channelId } = await admin.call('channel.create', {
    name: 'Repairs',
    address: 'repairs@baton.test',
    teamId,
    ownerId: owner.userId,
  });
  repairs = { _id: channelId, address: 'repairs@baton.test' };
});
afterEach(() => expect(desk.cluster.faults()).toEqual([]));
afterAll(() => desk.stop());

let letters = 0;

/** A mail that begins a ticket. */
async function begun(to: string) {
  letters += 1;
  const before = (await desk.tickets()).length;
  await desk.post(plainLetter({ to, id: `letter${letters}@customers.test`, text: `Letter ${letters}` }), { to: [to] });
  const [ticket] = await desk.hasTickets(before + 1);
  if (!ticket) throw new Error('It was there a moment ago');
  return ticket;
}

test('what is written to an address is its person’s and its team’s; to another it is nobody’s', async () => {
  expect(await begun(repairs.address)).toMatchObject({ teamId, ownerId: owner.userId });
  expect(await begun('support@baton.test')).toMatchObject({ teamId: null, ownerId: null });
});

test('an answer comes from the address that was written to, or from the one that is chosen, whose name it bears', async () => {
  const ticket = await begun(repairs.address);
  const taken = desk.sink.mails.length;
  await desk.reply(ticket.id, 'As you wrote to us');
  await desk.sink.has(taken + 1);
  expect(desk.sink.mails[taken]?.text).toMatch(/^From: "?Repairs"? <repairs@baton\.test>/m);
  await desk.reply(ticket.id, 'From the other one', { channelId: desk.channel._id });
  await desk.sink.has(taken + 2);
  const other = desk.sink.mails[taken + 1];
  expect(other?.text).toMatch(/^From: "?Kettle & Leaf"? <support@baton\.test>/m);
  expect(other?.text).toMatch(/^Reply-To: "Kettle & Leaf"\s+<support\+[^@\s]+@baton\.test>/m);
});

test('an address of nobody’s is no address to answer from', async () => {
  const ticket = await begun(repairs.address);
  const messageId = randomUUID();
  const asked = { ticketId: ticket.id, messageId, html: '<p>x</p>', channelId: randomUUID() };
  expect((await desk.agent.ask('message.send', asked)).status).toBe(404);
  expect((await desk.messages(ticket.id)).map(({ direction }) => direction)).toEqual(['in']);
});

test('mail to the address of a person who is suspended is his team’s and nobody’s', async () => {
  await admin.call('member.setAccess', { memberId: owner.userId, suspended: true });
  expect(await begun(repairs.address)).toMatchObject({ teamId, ownerId: null });
});
