import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mailboxesOf, valuesOf } from '../../../server/channels/email/headers.ts';
import { parseMail } from '../../../server/channels/email/parse.ts';
import type { Id } from '../../../shared/ids.ts';
import { buildMember, buildTicket, reach } from '../../support/build.ts';
import { signIn } from '../../support/client.ts';
import { openScreen } from '../../support/screen.ts';
import { type Desk, openDesk } from './desk.ts';
import { plainLetter } from './letters.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());

const freshId = () => `${randomUUID()}@customers.test`;

/** A ticket whose customer has written twice, the second time about something else, and was answered on both. */
async function mixedUp() {
  const [first, second] = [freshId(), freshId()];
  const before = (await desk.tickets()).length;
  await desk.post(plainLetter({ id: first, subject: 'The kettle leaks' }));
  const [ticket] = await desk.hasTickets(before + 1);
  const ticketId = ticket?.id ?? '';
  await desk.reply(ticketId, 'About the kettle.');
  await desk.hasMessages(ticketId, 2);
  await desk.post(
    plainLetter({ id: second, subject: 'My invoice', text: 'It is wrong.', extra: [`References: <${first}>`] }),
  );
  const [wrong] = await desk.hasMessages(ticketId, 3);
  const taken = desk.sink.mails.length;
  const answerId = await desk.reply(ticketId, 'About the invoice.');
  await desk.sink.has(taken + 1);
  const answer = await parseMail(Buffer.from(desk.sink.mails.at(-1)?.text ?? ''));
  const [replyTo] = mailboxesOf(valuesOf(answer.headers, 'reply-to'), null);
  return {
    ticketId,
    number: ticket?.number ?? 0,
    wrongId: wrong?.id ?? '',
    answerId,
    answer,
    replyTo: replyTo?.address ?? '',
  };
}

const bodies = async (ticketId: Id) => (await desk.messages(ticketId)).map(({ text }) => text.trim()).toReversed();

test('a message says why it is where it is', async () => {
  const { ticketId } = await mixedUp();
  const [, second, answer, first] = await desk.messages(ticketId);
  expect(first?.landing).toEqual({ by: 'new', messageId: null, ticketNumber: null });
  expect(second?.landing).toEqual({ by: 'references', messageId: first?.id, ticketNumber: null });
  expect(answer?.landing).toBeNull();
});

test('a message moves with what answers it to a new ticket, and back again', async () => {
  const { ticketId, number, wrongId, answerId } = await mixedUp();
  const moved = await desk.agent.call('message.move', { messageId: wrongId, ticketId: null });
  expect(moved.messageIds).toEqual([wrongId, answerId]);
  expect(await bodies(ticketId)).toEqual(['Since yesterday it drips.', 'About the kettle.']);
  expect(await bodies(moved.ticketId)).toEqual(['It is wrong.', 'About the invoice.']);
  const { ticket, contacts } = await desk.agent.call('ticket.get', { ticketId: moved.ticketId });
  expect(ticket).toMatchObject({
    name: 'My invoice',
    lastMessage: { direction: 'out', snippet: 'About the invoice.' },
  });
  expect(contacts.map(({ email }) => email)).toEqual(['nora@customers.test']);
  const left = await desk.agent.call('ticket.get', { ticketId });
  expect(left.ticket.lastMessage).toMatchObject({ direction: 'out', snippet: 'About the kettle.' });
  const [shown] = (await desk.messages(moved.ticketId)).slice(-1);
  expect(shown?.landing).toEqual({ by: 'moved', messageId: null, ticketNumber: number });
  for (const id of [ticketId, moved.ticketId]) {
    const { items } = await desk.agent.call('ticket.history', { ticketId: id });
    const line = { property: 'messages', from: String(number), to: String(moved.number) };
    expect(items).toContainEqual(expect.objectContaining(line));
  }
  await desk.agent.call('message.move', { messageId: wrongId, ticketId });
  expect(await bodies(ticketId)).toHaveLength(4);
  expect(await bodies(moved.ticketId)).toEqual([]);
});

test('later answers follow: by Message-ID, and by the reply address alone', async () => {
  const { wrongId, answer, replyTo } = await mixedUp();
  const { ticketId } = await desk.agent.call('message.move', { messageId: wrongId, ticketId: null });
  const byName = plainLetter({ id: freshId(), text: 'By name', extra: [`In-Reply-To: <${answer.mailId}>`] });
  await desk.post(byName);
  await desk.hasMessages(ticketId, 3);
  await desk.post(plainLetter({ id: freshId(), text: 'By address', to: replyTo }), { to: [replyTo] });
  await desk.hasMessages(ticketId, 4);
  expect((await bodies(ticketId)).slice(2)).toEqual(['By name', 'By address']);
});

test('an answer to what stayed stays', async () => {
  const { ticketId, wrongId } = await mixedUp();
  await desk.agent.call('message.move', { messageId: wrongId, ticketId: null });
  const [ours] = await desk.messages(ticketId);
  const { value } = { value: desk.sink.mails.find(({ text }) => text.includes(ours?.id ?? '-')) };
  const sent = await parseMail(Buffer.from(value?.text ?? ''));
  const [replyTo] = mailboxesOf(valuesOf(sent.headers, 'reply-to'), null);
  const to = replyTo?.address ?? '';
  await desk.post(plainLetter({ id: freshId(), to, extra: [`In-Reply-To: <${sent.mailId}>`] }), { to: [to] });
  await desk.hasMessages(ticketId, 3);
});

test('it moves on every screen at once, also on one that sees only one of the two tickets', async () => {
  const { app, workspaceId, node } = desk.cluster;
  const { ticketId, wrongId, answerId } = await mixedUp();
  const owner = await buildMember(app, workspaceId, { access: reach('own') });
  const elsewhere = await buildTicket(app, workspaceId, { ownerId: owner.userId });
  const hers = await signIn(node.url, owner.email);
  const screen = await openScreen(node.url, hers.token);
  await screen.open(elsewhere._id);
  const all = await openScreen(node.url, desk.agent.token);
  await all.open(ticketId);
  await all.open(elsewhere._id);
  await desk.agent.call('message.move', { messageId: wrongId, ticketId: elsewhere._id });
  const holds = (id: Id, messageId: string) => (state: typeof all.state) =>
    messageId in (state.timelines[id]?.messages ?? {});
  await screen.until('the moved message is there', holds(elsewhere._id, answerId));
  await all.until('the moved message is there', holds(elsewhere._id, wrongId));
  await all.until('it has left', (state) => !holds(ticketId, wrongId)(state));
  await desk.agent.call('message.move', { messageId: wrongId, ticketId });
  await screen.until('it has left again', (state) => !holds(elsewhere._id, wrongId)(state));
  await all.until('it is back', holds(ticketId, wrongId));
  screen.close();
  all.close();
});

test('moving takes the right to edit both', async () => {
  const { app, workspaceId, node } = desk.cluster;
  const { ticketId, wrongId } = await mixedUp();
  const member = await buildMember(app, workspaceId, { access: reach('own') });
  const his = await buildTicket(app, workspaceId, { ownerId: member.userId });
  const client = await signIn(node.url, member.email);
  for (const to of [his._id, null]) {
    const { status } = await client.ask('message.move', { messageId: wrongId, ticketId: to });
    expect(status).toBe(404);
  }
  await desk.agent.call('message.move', { messageId: wrongId, ticketId: his._id });
  expect((await client.ask('message.move', { messageId: wrongId, ticketId })).status).toBe(404);
  expect(await bodies(his._id)).toHaveLength(2);
});
