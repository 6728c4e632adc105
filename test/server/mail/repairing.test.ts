import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parseMail } from '../../../server/channels/email/parse.ts';
import { buildContact } from '../../support/build.ts';
import { type Desk, openDesk } from './desk.ts';
import { plainLetter } from './letters.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());

test('of an uncertain message a person can say that it arrived', async () => {
  await desk.post(plainLetter({ id: `${randomUUID()}@customers.test` }));
  const [ticket] = await desk.hasTickets(1);
  const ticketId = ticket?.id ?? '';
  desk.sink.behave('vanish');
  const messageId = await desk.reply(ticketId, 'Did it arrive?');
  await desk.delivered(ticketId, messageId, 'uncertain');
  desk.sink.behave('take');
  await desk.agent.call('message.settle', { messageId });
  const { delivery } = await desk.delivered(ticketId, messageId, 'sent');
  expect(delivery).toEqual({ state: 'sent', attempts: 1, error: null });
  expect((await desk.agent.ask('message.settle', { messageId })).status).toBe(409);
  expect(desk.sink.mails).toHaveLength(0);
});

test('a first mail to a contact is a ticket and its message in one step, however often it is asked for', async () => {
  const { app, workspaceId } = desk.cluster;
  const contact = await buildContact(app, workspaceId, 'Ivo', 'ivo@customers.test');
  const before = (await desk.tickets()).length;
  const taken = desk.sink.mails.length;
  const input = {
    contactId: contact._id,
    messageId: randomUUID(),
    subject: 'Your kettle is ready',
    html: '<p>Come and <b>fetch</b> it.</p>',
  };
  const started = await desk.agent.call('message.start', input);
  expect(await desk.agent.call('message.start', input)).toEqual(started);
  await desk.sink.has(taken + 1);
  const mail = await parseMail(Buffer.from(desk.sink.mails.at(-1)?.text ?? ''));
  expect(mail).toMatchObject({ subject: 'Your kettle is ready', to: [{ name: 'Ivo', address: 'ivo@customers.test' }] });
  const { ticket } = await desk.agent.call('ticket.get', { ticketId: started.ticketId });
  expect(ticket).toMatchObject({ name: 'Your kettle is ready', contactIds: [contact._id], phase: 'waiting' });
  expect(ticket.ownerId).toBe(desk.agent.signedIn.user.id);
  await desk.post(plainLetter({ from: 'ivo@customers.test', extra: [`In-Reply-To: <${mail.mailId}>`] }), {
    from: 'ivo@customers.test',
  });
  await desk.hasMessages(started.ticketId, 2);
  expect(await desk.tickets()).toHaveLength(before + 1);
});

test('a refused first mail leaves no ticket behind', async () => {
  const { app, workspaceId } = desk.cluster;
  const contact = await buildContact(app, workspaceId);
  const before = (await desk.tickets()).length;
  const input = { contactId: contact._id, messageId: randomUUID(), subject: 'Hello', html: '<p> </p>' };
  expect((await desk.agent.ask('message.start', input)).status).toBe(400);
  expect(await desk.tickets()).toHaveLength(before);
});
