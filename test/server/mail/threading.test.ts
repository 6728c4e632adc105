import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mailboxesOf, valuesOf } from '../../../server/channels/email/headers.ts';
import { parseMail } from '../../../server/channels/email/parse.ts';
import type { Id } from '../../../shared/ids.ts';
import { type Desk, openDesk } from './desk.ts';
import { plainLetter } from './letters.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());

let letters = 0;
const freshId = () => {
  letters += 1;
  return `letter-${letters}@customers.test`;
};

/** A customer's first mail, answered; what he received, and the ticket. */
async function answered(from = 'Nora Lind <nora@customers.test>') {
  const before = (await desk.tickets()).length;
  const first = freshId();
  await desk.post(plainLetter({ id: first, from }));
  const [ticket] = await desk.hasTickets(before + 1);
  const ticketId = ticket?.id ?? '';
  await desk.hasMessages(ticketId, 1);
  const taken = desk.sink.mails.length;
  await desk.reply(ticketId, 'We look into it.');
  await desk.sink.has(taken + 1);
  const received = desk.sink.mails.at(-1);
  const mail = await parseMail(Buffer.from(received?.text ?? ''));
  const [replyTo] = mailboxesOf(valuesOf(mail.headers, 'reply-to'), null);
  return { ticketId, first, received, mail, replyTo: replyTo?.address ?? '' };
}

/** Where a mail landed: in this ticket, or in a new one. */
async function landsIn(
  ticketId: Id,
  bytes: Buffer,
  envelope: { from?: string; to?: string[] },
): Promise<'same' | 'new'> {
  const tickets = (await desk.tickets()).length;
  const messages = (await desk.messages(ticketId)).length;
  await desk.post(bytes, envelope);
  for (;;) {
    if ((await desk.messages(ticketId)).length > messages) return 'same';
    if ((await desk.tickets()).length > tickets) return 'new';
  }
}

test('an answer carries the thread, and goes to who wrote', async () => {
  const { first, received, mail, replyTo } = await answered();
  expect(received).toMatchObject({ from: 'support@baton.test', to: ['nora@customers.test'] });
  expect(mail).toMatchObject({
    from: { name: 'Kettle & Leaf', address: 'support@baton.test' },
    to: [{ name: 'Nora Lind', address: 'nora@customers.test' }],
    subject: 'Re: The kettle leaks',
    references: [first],
  });
  expect(mail.text.trim()).toBe('We look into it.');
  expect(mail.html).toContain('<p>We look into it.</p>');
  expect(mail.mailId).toMatch(/\.[0-9a-z]{41}@baton\.test$/);
  expect(replyTo).toMatch(/^support\+[0-9a-z]{41}@baton\.test$/);
});

test("the customer's answer to the reply address finds its ticket, whatever its headers say", async () => {
  const { ticketId, replyTo } = await answered();
  const answer = plainLetter({ id: freshId(), subject: 'Something else', to: replyTo });
  expect(await landsIn(ticketId, answer, { to: [replyTo.toUpperCase()] })).toBe('same');
});

test('an answer to the plain address finds it by our Message-ID', async () => {
  const { ticketId, mail } = await answered();
  const answer = plainLetter({ id: freshId(), extra: [`In-Reply-To: <${mail.mailId}>`] });
  expect(await landsIn(ticketId, answer, {})).toBe('same');
});

test('a colleague to whom the customer forwarded our mail may answer it', async () => {
  const { ticketId, replyTo } = await answered();
  const answer = plainLetter({ id: freshId(), from: 'boss@customers.test' });
  expect(await landsIn(ticketId, answer, { from: 'boss@customers.test', to: [replyTo] })).toBe('same');
});

test("the customer's next mail that refers to his own first one stays with it", async () => {
  const { ticketId, first } = await answered();
  const more = plainLetter({ id: freshId(), extra: [`References: <${first}>`] });
  expect(await landsIn(ticketId, more, {})).toBe('same');
});

test('a stranger who knows a Message-ID gets a ticket of his own', async () => {
  const { ticketId, first } = await answered();
  const guess = plainLetter({ id: freshId(), from: 'thief@elsewhere.test', extra: [`In-Reply-To: <${first}>`] });
  expect(await landsIn(ticketId, guess, { from: 'thief@elsewhere.test' })).toBe('new');
});

test('a forged token, a subject with the number, or a Reply-To prove nothing', async () => {
  const { ticketId, replyTo } = await answered();
  const [ticket] = await desk.tickets();
  const forged = replyTo.replace(/.(?=@)/, (last) => (last === 'a' ? 'b' : 'a'));
  const thief = { from: 'thief@elsewhere.test' };
  const by = (fields: object) => plainLetter({ id: freshId(), ...thief, ...fields });
  expect(await landsIn(ticketId, by({ to: forged }), { ...thief, to: [forged] })).toBe('new');
  expect(await landsIn(ticketId, by({ subject: `Re: [#${ticket?.number}] The kettle leaks` }), thief)).toBe('new');
  expect(await landsIn(ticketId, by({ extra: ['Reply-To: nora@customers.test'] }), thief)).toBe('new');
});

test('a token of one workspace opens nothing in another', async () => {
  const { ticketId, replyTo } = await answered();
  const { app } = desk.cluster;
  const other = await app.workspaces.create('Other', 'other');
  await app.unitOfWork.run(other, null, async (tx) => {
    await app.tickets.addFirstPipeline(tx);
    await app.channels.create(tx, { name: 'Other', address: 'help@other.test', teamId: null });
  });
  const before = (await desk.messages(ticketId)).length;
  await desk.post(plainLetter({ id: freshId() }), {
    to: [replyTo.replace('support', 'help').replace('baton', 'other')],
  });
  await answered();
  expect(await desk.messages(ticketId)).toHaveLength(before);
});
