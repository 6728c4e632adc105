import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Id } from '../../../shared/ids.ts';
import { createHandClock } from '../../support/clock.ts';
import { type Desk, openDesk } from './desk.ts';
import { plainLetter } from './letters.ts';

const clock = createHandClock(new Date());
const day = 86_400_000;
let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ clock });
});
afterAll(() => desk.stop());

async function wait(days: number): Promise<void> {
  clock.advance(days * day);
  await desk.enterAgain();
}

const freshId = () => `${randomUUID()}@customers.test`;

async function statusNamed(preset: string): Promise<Id> {
  const { items } = await desk.agent.call('pipeline.list', {});
  return items[0]?.statuses.find((status) => status.preset === preset)?.id ?? '';
}

async function closedTicket() {
  const first = freshId();
  const before = (await desk.tickets()).length;
  await desk.post(plainLetter({ id: first }));
  const [ticket] = await desk.hasTickets(before + 1);
  const ticketId = ticket?.id ?? '';
  await desk.hasMessages(ticketId, 1);
  await desk.agent.call('ticket.setStatus', { ticketId, statusId: await statusNamed('closed') });
  return { ticketId, number: ticket?.number, first, tickets: before + 1 };
}

const answerTo = (first: string, extra: string[] = []) =>
  plainLetter({ id: freshId(), text: 'Still leaking.', extra: [`References: <${first}>`, ...extra] });
const phaseOf = async (ticketId: Id) => (await desk.agent.call('ticket.get', { ticketId })).ticket.phase;

test("a customer's answer within the window reopens a closed ticket, be it no more than a thank-you", async () => {
  const { ticketId, first } = await closedTicket();
  await wait(6);
  await desk.post(plainLetter({ id: freshId(), text: 'Thank you!', extra: [`References: <${first}>`] }));
  await desk.hasMessages(ticketId, 2);
  const { ticket } = await desk.agent.call('ticket.get', { ticketId });
  expect(ticket).toMatchObject({ phase: 'open', closedAt: null, statusId: await statusNamed('waitingOnUs') });
});

test('a later answer begins a linked new ticket, and what follows goes on there', async () => {
  const { ticketId, number, first, tickets } = await closedTicket();
  await wait(8);
  await desk.post(answerTo(first));
  const [next] = await desk.hasTickets(tickets + 1);
  expect(next).toMatchObject({ continuesId: ticketId, phase: 'open' });
  const [message] = await desk.hasMessages(next?.id ?? '', 1);
  expect(message?.landing).toMatchObject({ by: 'late', ticketNumber: number });
  await desk.post(answerTo(first));
  await desk.hasMessages(next?.id ?? '', 2);
  expect(await phaseOf(ticketId)).toBe('closed');
  expect(await desk.tickets()).toHaveLength(tickets + 1);
});

test.each([
  ['an auto-reply', ['Auto-Submitted: auto-replied'], 'nora@customers.test'],
  ['a bounce', ['Content-Type: multipart/report; report-type=delivery-status; boundary=b'], ''],
  ['a list', ['List-Id: <news.customers.test>'], 'nora@customers.test'],
  [
    'a notice of ours that came back',
    ['Auto-Submitted: auto-replied', 'Precedence: auto_reply', 'X-Loop: support@baton.test'],
    'support@baton.test',
  ],
])('%s never reopens, nor begins a new ticket', async (_name, extra, from) => {
  const { ticketId, first, tickets } = await closedTicket();
  for (const days of [0, 30]) {
    await wait(days);
    const before = (await desk.messages(ticketId)).length;
    await desk.post(answerTo(first, extra), { from });
    const [latest] = await desk.hasMessages(ticketId, before + 1);
    expect(latest?.automatic).toBe(true);
  }
  expect(await phaseOf(ticketId)).toBe('closed');
  expect(await desk.tickets()).toHaveLength(tickets);
});
