import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { buildContact } from '../../support/build.ts';
import { freePort } from '../../support/freePort.ts';
import { long } from '../../support/long.ts';
import { until } from '../../support/until.ts';
import { type Desk, openDesk } from './desk.ts';
import { plainLetter } from './letters.ts';

jest.setTimeout(600_000);

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ env: { SMTP_MAILS_PER_MINUTE: '100000' } });
  await desk.post(plainLetter({ id: `${randomUUID()}@customers.test`, extra: ['Precedence: bulk'] }));
  await until('the first mail has been read', async () => (await stored(desk, {})) === 1, 120_000);
  await acknowledging(desk);
});
afterAll(() => desk.stop());

/** From now on the desk tells whoever begins a ticket that his mail has come. */
const acknowledging = ({ cluster, channel }: Desk) =>
  cluster.app.unitOfWork.run(cluster.workspaceId, null, (tx) =>
    cluster.app.channels.update(tx, '', channel._id, { acknowledgement: 'Thank you. Your number is {number}.' }),
  );

const stored = ({ cluster }: Desk, filter: object) =>
  cluster.app.storage.connection.collection('messages').countDocuments({ workspaceId: cluster.workspaceId, ...filter });

test('whoever begins a ticket is told once, in a mail that no machine answers', async () => {
  await desk.post(plainLetter({ id: `${randomUUID()}@customers.test` }));
  const [ticket] = await desk.hasTickets(2);
  await desk.sink.has(1);
  const [mail] = desk.sink.mails;
  expect(mail?.to).toEqual(['nora@customers.test']);
  expect(mail?.text).toContain(`Your number is ${ticket?.number}.`);
  for (const mark of ['Auto-Submitted: auto-replied', 'X-Auto-Response-Suppress: All', 'X-Loop: support@baton.test'])
    expect(mail?.text).toContain(mark);
  const { ticket: after } = await desk.agent.call('ticket.get', { ticketId: ticket?.id ?? '' });
  expect(after).toMatchObject({ phase: 'open', lastMessage: { direction: 'in' }, statusId: ticket?.statusId });
});

const marks = [
  'Auto-Submitted: auto-replied',
  'Auto-Submitted: auto-generated',
  'Precedence: bulk',
  'Precedence: junk',
  'Precedence: list',
  'List-Id: <news.shop.test>',
  'List-Unsubscribe: <https://shop.test/u>',
  'X-Loop: somewhere',
  'X-Autoreply: yes',
  'X-Autorespond: 1',
  'X-Auto-Response-Suppress: OOF',
  'Return-Path: <>',
  'X-Failed-Recipients: a@b.test',
  'Subject: Automatic reply: away',
  'Subject: Out of Office: away',
];

/** Each mark with and without a reference, from a daemon and from a person, with and without a sender. */
const byMachines = long ? 1000 : 210;

test(`${byMachines} mails by machines: none is answered, none reopens`, async () => {
  const first = `${randomUUID()}@customers.test`;
  const before = (await desk.tickets()).length;
  await desk.post(plainLetter({ id: first }));
  const [ticket] = await desk.hasTickets(before + 1);
  const ticketId = ticket?.id ?? '';
  await desk.sink.has(2);
  const { items } = await desk.agent.call('pipeline.list', {});
  const statusId = items[0]?.statuses.find(({ state }) => state === 'closed')?.id ?? '';
  await desk.agent.call('ticket.setStatus', { ticketId, statusId });
  const already = await stored(desk, { direction: 'in' });
  const write = (index: number) => {
    const mark = marks[index % marks.length] ?? '';
    const subject = /^Subject: (.*)/.exec(mark)?.[1] ?? 'The kettle leaks';
    const daemon = index % 10 === 3;
    const from = daemon ? 'mailer-daemon@customers.test' : 'nora@customers.test';
    const answers = index % 2 === 0 ? [`References: <${first}>`] : [];
    const extra = [...answers, ...(mark.startsWith('Subject') ? [] : [mark])];
    return desk.post(plainLetter({ id: `${randomUUID()}@x.test`, from, subject, extra }), {
      from: index % 7 === 0 ? '' : from,
    });
  };
  for (let index = 0; index < byMachines; index += 10)
    await Promise.all(Array.from({ length: 10 }, (_, at) => write(index + at)));
  await until(
    'all of them are messages',
    async () => (await stored(desk, { direction: 'in' })) === already + byMachines,
    500_000,
  );
  /** And the one that woke the reader. */
  expect(await stored(desk, { direction: 'in', automatic: true })).toBe(byMachines + 1);
  expect(await stored(desk, { direction: 'out' })).toBe(2);
  expect(desk.sink.mails).toHaveLength(2);
  expect((await desk.agent.call('ticket.get', { ticketId })).ticket.phase).toBe('closed');
});

test('a machine that hides it is answered three times a day, and its mails are kept all the same', async () => {
  const sent = desk.sink.mails.length;
  const before = await stored(desk, { direction: 'in' });
  const from = 'robot@dumb.test';
  for (let index = 0; index < 12; index += 1)
    await desk.post(plainLetter({ id: `${randomUUID()}@dumb.test`, from }), { from });
  await until('all are kept', async () => (await stored(desk, { direction: 'in' })) === before + 12);
  await desk.sink.has(sent + 3);
  expect(await stored(desk, { direction: 'out', 'to.address': from })).toBe(3);
});

test('two Batons that acknowledge each other stop', async () => {
  const [here, there] = [await freePort(), await freePort()];
  const to = (port: number) => `smtp://127.0.0.1:${port}?ignoreTLS=true`;
  const one = await openDesk({ env: { SMTP_PORT: String(here), SMTP_URL: to(there) } });
  const other = await openDesk({ env: { SMTP_PORT: String(there), SMTP_URL: to(here) }, address: 'help@other.test' });
  await acknowledging(one);
  await acknowledging(other);
  const contact = await buildContact(one.cluster.app, one.cluster.workspaceId, 'Other', 'help@other.test');
  const input = { contactId: contact._id, messageId: randomUUID(), subject: 'Hello', html: '<p>Hello</p>' };
  const { ticketId } = await one.agent.call('message.start', input);
  await until('the other has answered', async () => (await stored(one, {})) === 2, 120_000);
  const [answer] = await one.hasMessages(ticketId, 2);
  expect(answer).toMatchObject({ direction: 'in', automatic: true });
  const [ticket] = await other.hasTickets(1);
  await one.reply(ticketId, 'Are you a machine?');
  await other.hasMessages(ticket?.id ?? '', 3);
  const leaving = (one_: Desk) => stored(one_, { direction: 'out', 'delivery.state': { $ne: 'sent' } });
  await until('nothing is on its way', async () => (await leaving(one)) + (await leaving(other)) === 0);
  const jobs = (one_: Desk) =>
    one_.cluster.app.storage.connection.collection('jobs').countDocuments({ state: { $ne: 'parked' } });
  await until('nothing is left to do', async () => (await jobs(one)) + (await jobs(other)) === 0);
  expect([await stored(one, {}), await stored(other, {})]).toEqual([3, 3]);
  expect([(await one.tickets()).length, (await other.tickets()).length]).toEqual([1, 1]);
  await one.stop();
  await other.stop();
});
