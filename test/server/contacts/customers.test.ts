import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Id } from '../../../shared/ids.ts';
import { buildMember, buildTicket, reach } from '../../support/build.ts';
import { type Client, refusalIn, signIn } from '../../support/client.ts';
import { openScreen } from '../../support/screen.ts';
import { type Desk, openDesk } from '../mail/desk.ts';
import { plainLetter } from '../mail/letters.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());
afterEach(() => expect(desk.cluster.faults()).toEqual([]));

const agent = () => desk.agent;
const address = () => `${randomUUID().slice(0, 8)}@customers.test`;

/** A ticket begun by a mail, its message and whoever wrote it. */
async function mailed(from: string, subject = 'A question') {
  const before = (await desk.tickets()).length;
  await desk.post(plainLetter({ id: `${randomUUID()}@customers.test`, subject, from }), { from });
  const [ticket] = await desk.hasTickets(before + 1);
  const ticketId = ticket?.id ?? '';
  const [message] = await desk.messages(ticketId);
  return { ticketId, messageId: message?.id ?? '', contactId: message?.contactId ?? '' };
}

async function member(access = reach('everything', true)): Promise<Client & { id: Id }> {
  const { app, workspaceId, node } = desk.cluster;
  const made = await buildMember(app, workspaceId, { access });
  return Object.assign(await signIn(node.url, made.email), { id: made.userId });
}

const contact = async (contactId: Id, by: Client = agent()) => (await by.call('contact.get', { contactId })).contact;
const codeOf = async (name: string, input: unknown, by: Client = agent()) =>
  refusalIn((await by.ask(name, input)).body)?.code;

describe('who an unknown sender is', () => {
  test('he is made known as a new contact, and all he has written stays his', async () => {
    const from = address();
    const { messageId, contactId, ticketId } = await mailed(from);
    expect(await contact(contactId)).toMatchObject({ provisional: true, emails: [from] });
    const newContact = { name: 'Ines Prado', phone: '+351 912 345 678', emails: [`ines-${from}`] };
    const answer = await agent().call('contact.identify', { messageId, newContact });
    expect(answer.contactId).toBe(contactId);
    expect(await contact(contactId)).toMatchObject({
      name: 'Ines Prado',
      provisional: false,
      phone: '+351 912 345 678',
      emails: [`ines-${from}`, from],
    });
    expect((await agent().call('ticket.get', { ticketId })).ticket.contactIds).toEqual([contactId]);
    expect(await codeOf('contact.identify', { messageId, newContact })).toBe('conflict');
  });

  test('he is a contact there is: his address, his tickets and his conversations follow, on screens too', async () => {
    const from = address();
    const first = await mailed(from, 'First');
    const second = await mailed(from, 'Second');
    const known = await agent().call('contact.create', {
      name: 'Ines Prado',
      emails: [address()],
      notes: 'Likes tea.',
    });
    const screen = await openScreen(desk.cluster.node.url, agent().token);
    await screen.open(second.ticketId);
    await agent().call('contact.identify', { messageId: first.messageId, contactId: known.contactId });
    for (const { ticketId, messageId } of [first, second]) {
      expect((await agent().call('ticket.get', { ticketId })).ticket.contactIds).toEqual([known.contactId]);
      const [message] = await desk.messages(ticketId);
      expect(message).toMatchObject({ id: messageId, contactId: known.contactId });
    }
    await screen.until('the message is his', (state) => {
      const message = state.timelines[second.ticketId]?.messages[second.messageId];
      return message?.contactId === known.contactId && !state.contacts[first.contactId];
    });
    expect((await contact(known.contactId)).emails).toContain(from);
    // The former one leads to him, and his next mail is his.
    expect((await contact(first.contactId)).id).toBe(known.contactId);
    expect((await mailed(from, 'Third')).contactId).toBe(known.contactId);
    screen.close();
  });

  test('an address of somebody else is refused with who that is; one of us is no stranger', async () => {
    const { messageId, ticketId } = await mailed(address());
    const taken = address();
    const other = await agent().call('contact.create', { name: 'Other', emails: [taken] });
    const refused = await agent().ask('contact.identify', { messageId, newContact: { name: 'New', emails: [taken] } });
    expect(refusalIn(refused.body)).toMatchObject({ code: 'conflict', details: { contactId: other.contactId } });
    const ours = await desk.reply(ticketId, 'Hello');
    expect(await codeOf('contact.identify', { messageId: ours, contactId: other.contactId })).toBe('conflict');
    expect(await codeOf('contact.identify', { messageId })).toBe('invalid');
  });
});

describe('his story', () => {
  test('has messages, comments and tickets, newest first and page by page', async () => {
    const from = address();
    const one = await mailed(from, 'One');
    const two = await mailed(from, 'Two');
    await agent().call('comment.add', { ticketId: one.ticketId, commentId: randomUUID(), html: '<p>A remark.</p>' });
    await desk.reply(two.ticketId, 'An answer.');
    const all = await agent().call('contact.timeline', { contactId: one.contactId });
    expect(all.items.map(({ kind }) => kind).sort()).toEqual([
      'comment',
      'message',
      'message',
      'message',
      'ticket',
      'ticket',
    ]);
    expect(all.items[0]).toMatchObject({ kind: 'message', direction: 'out', snippet: 'An answer.' });
    expect(all.next).toBeNull();
    const paged = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof next>> = await next(cursor);
      paged.push(...page.items);
      cursor = page.next;
    } while (cursor);
    expect(paged.map(({ id }) => id).sort()).toEqual(all.items.map(({ id }) => id).sort());
    function next(after: string | null) {
      return agent().call('contact.timeline', { contactId: one.contactId, limit: 1, cursor: after });
    }
  });

  test('holds nothing of a ticket that the reader may not see', async () => {
    const from = address();
    const hidden = await mailed(from, 'Something secret');
    await agent().call('comment.add', { ticketId: hidden.ticketId, commentId: randomUUID(), html: '<p>secret</p>' });
    const his = await member(reach('own'));
    const { app, workspaceId } = desk.cluster;
    const own = await buildTicket(app, workspaceId, { ownerId: his.id, contactIds: [hidden.contactId] });
    const story = await his.call('contact.timeline', { contactId: hidden.contactId });
    expect(story.items.map(({ ticketId }) => ticketId)).toEqual([own._id]);
    expect(JSON.stringify(story)).not.toContain('secret');
    expect(JSON.stringify(story)).not.toContain(hidden.ticketId);
  });
});

describe('one person twice', () => {
  test('is found by address, number and name as they read alike, by whom may know of both', async () => {
    const stem = randomUUID().slice(0, 8);
    const make = (fields: object) =>
      agent().call('contact.create', { name: `X ${randomUUID()}`, ...fields } as { name: string });
    const { contactId } = await make({
      name: `Nora ${stem}`,
      emails: [`n${stem}@shop.test`],
      phone: `+351 912 ${Number.parseInt(stem.slice(0, 5), 16).toString().padStart(7, '0').slice(-6)}`,
    });
    const { phone } = await contact(contactId);
    const byEmail = await make({ emails: [`N${stem}+orders@shop.test`] });
    const byPhone = await make({ phone: phone?.replace('+351 ', '').replaceAll(' ', '-') });
    const byName = await make({ name: `${stem.toUpperCase()}, nora` });
    await make({ name: `Nora ${stem.slice(1)}` });
    const { items } = await agent().call('contact.duplicates', { contactId });
    const found = new Map(items.map(({ contact: one, by }) => [one.id, by]));
    expect(found.get(byEmail.contactId)).toEqual(['email']);
    expect(found.get(byPhone.contactId)).toEqual(['phone']);
    expect(found.get(byName.contactId)).toEqual(['name']);
    expect(found.size).toBe(3);
    const his = await member(reach('own'));
    const own = await his.call('contact.create', { name: `Nora ${stem}` });
    expect((await his.call('contact.duplicates', { contactId: own.contactId })).items).toEqual([]);
  });

  test('becomes one: tickets, conversations and addresses follow, also more than one transaction takes; it is in the audit log', async () => {
    const { app, workspaceId, node } = desk.cluster;
    const from = address();
    const { contactId, ticketId, messageId } = await mailed(from);
    for (let n = 0; n < 120; n += 1) await buildTicket(app, workspaceId, { contactIds: [contactId] });
    const into = await agent().call('contact.create', { name: 'The one', phone: '1234567' });
    await agent().call('contact.merge', { contactId, intoId: into.contactId });
    let rest = 1;
    while (rest > 0) rest = (await agent().call('ticket.list', { filter: { contactId }, limit: 200 })).items.length;
    const his = await agent().call('ticket.list', { filter: { contactId: into.contactId }, limit: 200 });
    expect(his.items).toHaveLength(121);
    expect((await desk.messages(ticketId)).find(({ id }) => id === messageId)?.contactId).toBe(into.contactId);
    expect(await contact(into.contactId)).toMatchObject({ name: 'The one', emails: [from], phone: '1234567' });
    expect((await agent().call('contact.list', { email: from })).items.map(({ id }) => id)).toEqual([into.contactId]);
    const admin = await buildMember(app, workspaceId, { role: 'admin' });
    const { items } = await (await signIn(node.url, admin.email)).call('audit.list', {
      filter: { action: 'contact.merged' },
    });
    expect(items[0]).toMatchObject({ targetId: into.contactId });
  });
});
