import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { mailboxesOf, valuesOf } from '../../../server/channels/email/headers.ts';
import { parseMail } from '../../../server/channels/email/parse.ts';
import type { Id } from '../../../shared/ids.ts';
import { buildMember, buildTicket, reach } from '../../support/build.ts';
import { type Client, refusalIn, signIn } from '../../support/client.ts';
import { openScreen } from '../../support/screen.ts';
import { until } from '../../support/until.ts';
import { type Editor, openEditor } from '../collab/editors.ts';
import { type Desk, openDesk } from '../mail/desk.ts';
import { plainLetter } from '../mail/letters.ts';

let desk: Desk;
/** A number of the workspace's own. */
let pieces: Id;
beforeAll(async () => {
  desk = await openDesk();
  const admin = await member(undefined, { role: 'admin' });
  pieces = (await admin.call('property.save', { name: 'Pieces', kind: 'number' })).propertyId;
});
afterAll(() => desk.stop());
afterEach(() => expect(desk.cluster.faults()).toEqual([]));

const agent = () => desk.agent;
const freshId = () => `${randomUUID()}@customers.test`;

/** A ticket that a mail has begun: the mail's name, and the address that its answer can be answered to. */
async function mailed(subject: string, from = 'nora@customers.test') {
  const before = (await desk.tickets()).length;
  const id = freshId();
  await desk.post(plainLetter({ id, subject, from }), { from });
  const [ticket] = await desk.hasTickets(before + 1);
  if (!ticket) throw new Error('There is no ticket');
  return { ticketId: ticket.id, number: ticket.number, mailId: id };
}

const answerTo = (mailId: string, text: string, from = 'nora@customers.test') =>
  desk.post(plainLetter({ id: freshId(), text, from, extra: [`In-Reply-To: <${mailId}>`] }), { from });

const get = (ticketId: Id, by: Client = agent()) => by.call('ticket.get', { ticketId });
const texts = async (ticketId: Id) => (await desk.messages(ticketId)).map(({ text }) => text.trim()).toReversed();
const comment = (ticketId: Id, text: string, by: Client = agent()) =>
  by.call('comment.add', { ticketId, commentId: randomUUID(), html: `<p>${text}</p>` });
const merge = (ticketId: Id, intoId: Id, by: Client = agent()) => by.call('ticket.merge', { ticketId, intoId });
const unmerge = (ticketId: Id, by: Client = agent()) => by.call('ticket.unmerge', { ticketId });
const codeOf = async (name: string, input: unknown, by: Client = agent()) =>
  refusalIn((await by.ask(name, input)).body)?.code;

async function member(access = reach('everything', true), given: object = {}): Promise<Client & { id: Id }> {
  const { app, workspaceId, node } = desk.cluster;
  const made = await buildMember(app, workspaceId, { access, ...given });
  return Object.assign(await signIn(node.url, made.email), { id: made.userId });
}

/** All that can be read of a ticket but what counts changes. */
async function allOf(ticketId: Id, by: Client = agent()) {
  const { version: _v, ...ticket } = (await get(ticketId, by)).ticket;
  const plain = (one: object) => ({ ...one, version: 0 });
  const { mark, contacts } = await get(ticketId, by);
  const messages = (await by.call('message.list', { ticketId })).items.map(plain);
  const comments = (await by.call('comment.list', { ticketId })).items.map(plain);
  return { ticket, mark: mark && plain(mark), contacts: contacts.map(({ id }) => id), messages, comments };
}

async function write(client: Client, ticketId: Id, kind: 'reply' | 'comment', text: string) {
  const draft = await client.call('draft.open', { ticketId, kind });
  const editor: Editor = openEditor(client, draft.docId);
  await editor.synced();
  editor.type(text);
  await editor.untilSaved();
  return { ...draft, editor };
}

const isListed = (client: Client, docId: string) =>
  until('the draft is listed', async () =>
    (await client.call('draft.list', {})).items.some((one) => one.docId === docId),
  );

async function countsAreTrue() {
  const counts = (await agent().call('view.counts', {})).counts;
  for (const view of ['open', 'unassigned', 'waiting', 'closed', 'following'] as const) {
    const { items } = await agent().call('ticket.list', { filter: { view }, limit: 200 });
    expect({ view, n: counts[view] ?? 0 }).toEqual({ view, n: items.length });
  }
}

describe('two tickets become one', () => {
  // T14, G1
  test('messages and comments interleave by time, customers, tags and links come along, the former number leads to it', async () => {
    const kettle = await mailed('The kettle leaks');
    const invoice = await mailed('My invoice', 'tom@customers.test');
    const related = (await buildTicket(desk.cluster.app, desk.cluster.workspaceId))._id;
    await agent().call('ticket.update', { ticketId: invoice.ticketId, tags: ['invoice'] });
    await agent().call('ticket.setLinked', { ticketId: invoice.ticketId, otherId: related, linked: true });
    await comment(invoice.ticketId, 'He is right.');
    await answerTo(kettle.mailId, 'It still leaks.');
    await desk.hasMessages(kettle.ticketId, 2);
    const answer = await merge(invoice.ticketId, kettle.ticketId);
    expect(answer).toMatchObject({ ticketId: kettle.ticketId, number: kettle.number });
    const { ticket, contacts } = await get(kettle.ticketId);
    expect(ticket).toMatchObject({ number: kettle.number, name: 'The kettle leaks', tags: ['invoice'] });
    expect(ticket.merged).toEqual([
      { id: invoice.ticketId, number: invoice.number, name: 'My invoice', intoId: kettle.ticketId },
    ]);
    expect(ticket.linkedIds).toEqual([related]);
    expect((await get(related)).ticket.linkedIds).toEqual([kettle.ticketId]);
    expect(contacts.map(({ email }) => email).sort()).toEqual(['nora@customers.test', 'tom@customers.test']);
    expect(await texts(kettle.ticketId)).toHaveLength(3);
    const seqs = (await desk.messages(kettle.ticketId)).map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => b - a));
    expect((await agent().call('comment.list', { ticketId: kettle.ticketId })).items).toHaveLength(1);
    // The former id and number lead to it.
    expect((await get(invoice.ticketId)).ticket.id).toBe(kettle.ticketId);
    expect((await agent().call('ticket.byNumber', { number: invoice.number })).ticketId).toBe(kettle.ticketId);
    expect((await desk.tickets()).map(({ id }) => id)).not.toContain(invoice.ticketId);
    const { items } = await agent().call('ticket.history', { ticketId: kettle.ticketId });
    expect(items).toContainEqual(
      expect.objectContaining({ property: 'merged', from: null, to: String(invoice.number) }),
    );
    await countsAreTrue();
  });

  // G4
  test('later mails to the former one land in the one that is left: by Message-ID and by the reply address alone', async () => {
    const one = await mailed('One');
    const other = await mailed('Other', 'tom@customers.test');
    const taken = desk.sink.mails.length;
    await desk.reply(other.ticketId, 'We look into it.');
    await desk.sink.has(taken + 1);
    const sent = await parseMail(Buffer.from(desk.sink.mails.at(-1)?.text ?? ''));
    const replyTo = mailboxesOf(valuesOf(sent.headers, 'reply-to'), null)[0]?.address ?? '';
    await merge(other.ticketId, one.ticketId);
    await answerTo(other.mailId, 'By name', 'tom@customers.test');
    await desk.hasMessages(one.ticketId, 4);
    await desk.post(plainLetter({ id: freshId(), text: 'By address', to: replyTo, from: 'tom@customers.test' }), {
      from: 'tom@customers.test',
      to: [replyTo],
    });
    await desk.hasMessages(one.ticketId, 5);
    expect((await texts(one.ticketId)).slice(3)).toEqual(['By name', 'By address']);
    // Undone, they are with the conversation they belong to.
    await unmerge(other.ticketId);
    expect((await texts(other.ticketId)).slice(2)).toEqual(['By name', 'By address']);
    expect(await texts(one.ticketId)).toHaveLength(1);
    await answerTo(other.mailId, 'And again', 'tom@customers.test');
    await desk.hasMessages(other.ticketId, 5);
  });

  test('who follows either follows it; it is unread to whom either was', async () => {
    const one = await mailed('One');
    const other = await mailed('Other');
    const [ada, ben] = [await member(), await member()];
    await ada.call('ticket.follow', { ticketId: other.ticketId });
    await ada.call('ticket.markRead', { ticketId: other.ticketId });
    for (const ticketId of [one.ticketId, other.ticketId]) await ben.call('ticket.markRead', { ticketId });
    await merge(other.ticketId, one.ticketId);
    const [hers, his] = [await get(one.ticketId, ada), await get(one.ticketId, ben)];
    expect(hers.mark).toMatchObject({ ticketId: one.ticketId, following: true });
    expect(hers.mark?.readSeq ?? 0).toBeLessThan(hers.ticket.lastInSeq);
    expect(his.mark?.readSeq).toBe(his.ticket.lastInSeq);
    const { items } = await ada.call('ticket.list', { filter: { view: 'following' } });
    expect(items.map(({ id }) => id)).toEqual([one.ticketId]);
    expect((await ada.call('view.counts', {})).counts.following).toBe(1);
  });

  test('a mention stays what it was, and leads to the comment where it is now', async () => {
    const one = await mailed('One');
    const other = await mailed('Other');
    const ada = await member();
    const commentId = randomUUID();
    const html = `<p><span data-mention="${ada.id}"></span> look</p>`;
    await agent().call('comment.add', { ticketId: other.ticketId, commentId, html });
    await merge(other.ticketId, one.ticketId);
    const { items } = await ada.call('notification.list', { lane: 'mentions' });
    expect(items).toMatchObject([{ commentId, ticket: { id: one.ticketId, number: one.number } }]);
    const comments = await ada.call('comment.list', { ticketId: one.ticketId });
    expect(comments.items.map(({ id }) => id)).toEqual([commentId]);
  });

  test('it takes the right to change both, and what makes sense', async () => {
    const one = await mailed('One');
    const his = await member(reach('own'));
    const own = (await buildTicket(desk.cluster.app, desk.cluster.workspaceId, { ownerId: his.id }))._id;
    expect(await codeOf('ticket.merge', { ticketId: own, intoId: one.ticketId }, his)).toBe('notFound');
    expect(await codeOf('ticket.merge', { ticketId: one.ticketId, intoId: own }, his)).toBe('notFound');
    expect(await codeOf('ticket.merge', { ticketId: own, intoId: own })).toBe('invalid');
    expect(await codeOf('ticket.unmerge', { ticketId: own })).toBe('conflict');
    await merge(own, one.ticketId);
    expect(await codeOf('ticket.merge', { ticketId: own, intoId: one.ticketId })).toBe('conflict');
    // He had the one, and cannot take it out of what he may not change.
    expect(await codeOf('ticket.unmerge', { ticketId: own }, his)).toBe('notFound');
    expect(await codeOf('ticket.trash', { ticketId: own })).toBe('notFound');
    await agent().call('ticket.trash', { ticketId: one.ticketId });
    const third = await mailed('Third');
    expect(await codeOf('ticket.merge', { ticketId: third.ticketId, intoId: one.ticketId })).toBe('conflict');
  });
});

describe('undone', () => {
  // G5
  test('both are exactly as they were', async () => {
    const one = await mailed('One');
    const other = await mailed('Other', 'tom@customers.test');
    const related = (await buildTicket(desk.cluster.app, desk.cluster.workspaceId))._id;
    await agent().call('ticket.setLinked', { ticketId: other.ticketId, otherId: one.ticketId, linked: true });
    await agent().call('ticket.setLinked', { ticketId: other.ticketId, otherId: related, linked: true });
    await agent().call('ticket.setLinked', { ticketId: one.ticketId, otherId: related, linked: true });
    const properties = { language: 'en', description: 'Of the other', [pieces]: 3 };
    await agent().call('ticket.setProperties', { ticketId: other.ticketId, properties });
    await agent().call('ticket.setProperties', { ticketId: one.ticketId, properties: { description: 'Of the one' } });
    await agent().call('ticket.update', { ticketId: other.ticketId, tags: ['a', 'b'] });
    await agent().call('ticket.update', { ticketId: one.ticketId, tags: ['b'] });
    await desk.reply(other.ticketId, 'An answer.');
    await comment(other.ticketId, 'A remark.');
    await comment(one.ticketId, 'Another.');
    await agent().call('ticket.follow', { ticketId: other.ticketId });
    await agent().call('ticket.markRead', { ticketId: one.ticketId });
    const [last] = await desk.hasMessages(other.ticketId, 2);
    await desk.delivered(other.ticketId, last?.id ?? '', 'sent');
    const ids = [one.ticketId, other.ticketId, related];
    const before = [];
    for (const id of ids) before.push(await allOf(id));
    const replied = before[1]?.ticket;
    expect(replied?.firstReplyAt).not.toBeNull();
    await merge(other.ticketId, one.ticketId);
    const together = (await get(one.ticketId)).ticket;
    expect(together.properties).toEqual({ ...properties, description: 'Of the one' });
    expect([together.firstReplyAt, together.lastReplyAt]).toEqual([replied?.firstReplyAt, replied?.lastReplyAt]);
    const answer = await unmerge(other.ticketId);
    expect(answer).toEqual({ ticketId: other.ticketId, number: other.number, fromId: one.ticketId });
    for (const [index, id] of ids.entries()) {
      const [now, was] = [await allOf(id), before[index]];
      // Links are a set.
      for (const one of [now, was]) one?.ticket.linkedIds.sort();
      expect(now).toEqual(was);
    }
    await countsAreTrue();
  });

  test('what somebody has done to the one since, stays', async () => {
    const one = await mailed('One');
    const other = await mailed('Other', 'tom@customers.test');
    await agent().call('ticket.update', { ticketId: other.ticketId, tags: ['taken'] });
    const given = { language: 'en', description: 'His', [pieces]: 3 };
    await agent().call('ticket.setProperties', { ticketId: other.ticketId, properties: given });
    await merge(other.ticketId, one.ticketId);
    await agent().call('ticket.update', { ticketId: one.ticketId, tags: ['taken', 'later'] });
    await agent().call('ticket.setProperties', { ticketId: one.ticketId, properties: { [pieces]: 4 } });
    await desk.reply(one.ticketId, 'To both.');
    const [reply] = await desk.hasMessages(one.ticketId, 3);
    await comment(one.ticketId, 'Said of both.');
    await unmerge(other.ticketId);
    const left = (await get(one.ticketId)).ticket;
    expect(left).toMatchObject({ tags: ['later'], merged: [], firstReplyAt: null, lastReplyAt: null });
    expect(left.properties).toEqual({ language: 'en', [pieces]: 4 });
    // It answers the last message, which is the other's, and went with that.
    const back = (await get(other.ticketId)).ticket;
    expect([back.properties, back.firstReplyAt, back.lastReplyAt]).toEqual([given, reply?.at, reply?.at]);
    expect((await agent().call('comment.list', { ticketId: one.ticketId })).items).toHaveLength(1);
    expect((await get(other.ticketId)).ticket.tags).toEqual(['taken']);
  });

  test('a merge of a merge is undone from the outside in', async () => {
    const [a, b, c] = [await mailed('A'), await mailed('B'), await mailed('C')];
    await comment(a.ticketId, 'Of A.');
    await merge(a.ticketId, b.ticketId);
    await merge(b.ticketId, c.ticketId);
    expect((await get(a.ticketId)).ticket.id).toBe(c.ticketId);
    await answerTo(a.mailId, 'To A');
    await desk.hasMessages(c.ticketId, 4);
    expect(await codeOf('ticket.unmerge', { ticketId: a.ticketId })).toBe('conflict');
    await unmerge(b.ticketId);
    expect((await get(a.ticketId)).ticket.id).toBe(b.ticketId);
    expect(await texts(b.ticketId)).toHaveLength(3);
    expect(await texts(c.ticketId)).toHaveLength(1);
    await unmerge(a.ticketId);
    expect((await texts(a.ticketId)).at(-1)).toBe('To A');
    expect((await agent().call('comment.list', { ticketId: a.ticketId })).items).toHaveLength(1);
    expect(await texts(b.ticketId)).toHaveLength(1);
  });

  test('an owner who has gone meanwhile does not get it back', async () => {
    const one = await mailed('One');
    const leaver = await member();
    const other = (await buildTicket(desk.cluster.app, desk.cluster.workspaceId, { ownerId: leaver.id }))._id;
    await merge(other, one.ticketId);
    const admin = await member(reach('everything', true), { role: 'admin' });
    await admin.call('member.setAccess', { memberId: leaver.id, suspended: true });
    await unmerge(other);
    expect((await get(other)).ticket.ownerId).toBeNull();
  });
});

describe('while people write', () => {
  // G3
  test('three go on in the same documents while mails come and tickets are merged, split and taken apart: nothing is lost', async () => {
    const one = await mailed('One');
    const other = await mailed('Other', 'tom@customers.test');
    const [ada, ben, cleo] = [await member(), await member(), await member()];
    const both = [
      await write(ada, one.ticketId, 'reply', 'ada on one'),
      await write(ada, other.ticketId, 'reply', 'ada on other'),
    ];
    const his = await write(ben, other.ticketId, 'reply', 'ben');
    const hers = await write(cleo, other.ticketId, 'comment', 'cleo');
    const all = [...both, his, hers];
    const typing = (word: string) => {
      for (const { editor } of all) editor.type(` ${word}`);
    };
    typing('before');
    const merging = merge(other.ticketId, one.ticketId);
    typing('during');
    await answerTo(other.mailId, 'Mail during', 'tom@customers.test');
    await merging;
    typing('after');
    await desk.hasMessages(one.ticketId, 3);
    const [mail] = (await desk.messages(one.ticketId)).filter(({ text }) => text.includes('Mail during'));
    const split = await agent().call('ticket.split', {
      ticketId: one.ticketId,
      messageIds: [mail?.id ?? ''],
      name: 'Split',
    });
    typing('split');
    const taking = unmerge(other.ticketId);
    typing('undo');
    await answerTo(other.mailId, 'Mail after', 'tom@customers.test');
    await taking;
    typing('end');
    for (const { editor } of all) {
      await editor.untilSaved();
      expect(editor.closing).toBeNull();
      expect(editor.text()).toMatch(/before during after split undo end$/);
    }
    await until('the last mail has landed', async () =>
      (await Promise.all([one.ticketId, other.ticketId].map(texts))).flat().includes('Mail after'),
    );
    expect(await texts(split.ticketId)).toEqual(['Mail during']);
    for (const [client, ticketId, kind, draft] of [
      [ada, one.ticketId, 'reply', both[0]],
      [ada, other.ticketId, 'reply', both[1]],
      [ben, other.ticketId, 'reply', his],
      [cleo, other.ticketId, 'comment', hers],
    ] as const) {
      expect(await client.call('draft.open', { ticketId, kind })).toEqual({ docId: draft?.docId, gen: draft?.gen });
    }
    for (const { editor } of all) editor.stop();
  });

  test('what is sent from the document of the former one lands in the one that is left', async () => {
    const one = await mailed('One');
    const other = await mailed('Other', 'tom@customers.test');
    const ada = await member();
    const { docId, gen, editor } = await write(ada, other.ticketId, 'reply', 'Written to Tom.');
    await merge(other.ticketId, one.ticketId);
    await isListed(ada, docId);
    const { items } = await ada.call('draft.list', {});
    expect(items).toMatchObject([{ docId, ticket: { id: one.ticketId, number: one.number } }]);
    const messageId = randomUUID();
    await ada.call('draft.send', { docId, gen, messageId });
    expect((await desk.messages(one.ticketId)).map(({ id }) => id)).toContain(messageId);
    editor.stop();
  });

  // G2
  test('screens of others follow: it leaves where it was, is whole where it is, and comes back', async () => {
    const one = await mailed('One');
    const other = await mailed('Other');
    await comment(other.ticketId, 'A remark.');
    const screen = await openScreen(desk.cluster.node.url, agent().token);
    await screen.open(one.ticketId);
    await screen.open(other.ticketId);
    await merge(other.ticketId, one.ticketId);
    await screen.until('both are one', (state) => {
      const { messages = {}, comments = {} } = state.timelines[one.ticketId] ?? {};
      return Object.keys(messages).length === 2 && Object.keys(comments).length === 1 && !state.tickets[other.ticketId];
    });
    expect(screen.state.tickets[one.ticketId]?.merged?.[0]?.id).toBe(other.ticketId);
    await unmerge(other.ticketId);
    await screen.until('they are two', (state) => {
      const { messages = {}, comments = {} } = state.timelines[one.ticketId] ?? {};
      return (
        Object.keys(messages).length === 1 && Object.keys(comments).length === 0 && !!state.tickets[other.ticketId]
      );
    });
    screen.close();
  });
});

describe('who may not see', () => {
  // A2, G2
  test('learns nothing by a merge, and keeps the words he wrote', async () => {
    const { app, workspaceId, node } = desk.cluster;
    const his = await member(reach('own'));
    const own = (await buildTicket(app, workspaceId, { ownerId: his.id }))._id;
    const hidden = await mailed('Something secret');
    const screen = await openScreen(node.url, his.token);
    await screen.open(own);
    const { docId, editor } = await write(his, own, 'comment', 'my words');
    await agent().call('ticket.follow', { ticketId: hidden.ticketId });
    screen.forgetBytes();
    await merge(own, hidden.ticketId);
    await screen.until('it is gone', (state) => !state.tickets[own]);
    expect(screen.bytes).not.toContain(hidden.ticketId);
    expect(screen.bytes).not.toContain('secret');
    for (const ticketId of [own, hidden.ticketId]) {
      for (const name of ['ticket.get', 'message.list', 'comment.list', 'ticket.history']) {
        expect(await codeOf(name, { ticketId }, his)).toBe('notFound');
      }
    }
    const { number } = await agent().call('ticket.byNumber', { number: hidden.number });
    expect(await codeOf('ticket.byNumber', { number }, his)).toBe('notFound');
    editor.type(' go on');
    await editor.untilSaved();
    await isListed(his, docId);
    const { items } = await his.call('draft.list', {});
    expect(items).toMatchObject([{ docId, ticketId: own, ticket: null }]);
    await unmerge(own);
    await screen.until('it is back', (state) => !!state.tickets[own]);
    expect((await his.call('ticket.get', { ticketId: own })).ticket.linkedIds).toEqual([]);
    editor.stop();
    screen.close();
  });

  test('a mention that he could not see is told when the merge shows it to him', async () => {
    const { app, workspaceId } = desk.cluster;
    const his = await member(reach('own'));
    const own = (await buildTicket(app, workspaceId, { ownerId: his.id }))._id;
    const hidden = await mailed('Hidden');
    const html = `<p><span data-mention="${his.id}"></span> look</p>`;
    await agent().call('comment.add', { ticketId: hidden.ticketId, commentId: randomUUID(), html });
    expect((await his.call('notification.list', { lane: 'mentions' })).items).toEqual([]);
    await merge(hidden.ticketId, own);
    expect((await his.call('notification.list', { lane: 'mentions' })).items).toMatchObject([{ ticket: { id: own } }]);
    await unmerge(hidden.ticketId);
    expect((await his.call('notification.list', { lane: 'mentions' })).items).toEqual([]);
  });
});

describe('split', () => {
  test('chosen messages are a ticket of their own, linked, standing as the other does; answers follow', async () => {
    const one = await mailed('The kettle leaks');
    const second = freshId();
    await desk.post(plainLetter({ id: second, text: 'And my invoice.', extra: [`In-Reply-To: <${one.mailId}>`] }));
    const [wrong] = await desk.hasMessages(one.ticketId, 2);
    const made = await agent().call('ticket.split', {
      ticketId: one.ticketId,
      messageIds: [wrong?.id ?? ''],
      name: 'The invoice',
    });
    const { ticket, contacts } = await get(made.ticketId);
    expect(ticket).toMatchObject({ name: 'The invoice', linkedIds: [one.ticketId], number: made.number });
    expect(contacts.map(({ email }) => email)).toEqual(['nora@customers.test']);
    expect((await get(one.ticketId)).ticket.linkedIds).toEqual([made.ticketId]);
    await answerTo(second, 'About the invoice');
    await desk.hasMessages(made.ticketId, 2);
    await answerTo(one.mailId, 'About the kettle');
    await desk.hasMessages(one.ticketId, 2);
    const { items } = await agent().call('ticket.history', { ticketId: made.ticketId });
    expect(items).toContainEqual(expect.objectContaining({ property: 'split', from: String(one.number), to: null }));
    expect(await codeOf('ticket.split', { ticketId: one.ticketId, messageIds: [randomUUID()], name: 'x' })).toBe(
      'notFound',
    );
    const other = (await desk.messages(made.ticketId))[0]?.id ?? '';
    expect(await codeOf('ticket.split', { ticketId: one.ticketId, messageIds: [other], name: 'x' })).toBe('notFound');
    await countsAreTrue();
  });
});

describe('moved', () => {
  test('to another pipeline: to the status that is named, or the one that is like it; to another team', async () => {
    const { app, workspaceId } = desk.cluster;
    const admin = await member(reach('everything', true), { role: 'admin' });
    const { pipelineId } = await admin.call('pipeline.save', {
      name: 'Returns',
      statuses: [
        { name: 'Arrived', state: 'open' },
        { name: 'Waiting on us', state: 'open' },
        { name: 'Done', state: 'closed' },
      ],
    });
    const { items } = await admin.call('pipeline.list', {});
    const statuses = items.find(({ id }) => id === pipelineId)?.statuses ?? [];
    const nameOf = (id: Id) => statuses.find((status) => status.id === id)?.name;
    const one = await mailed('One');
    await agent().call('ticket.move', { ticketId: one.ticketId, pipelineId });
    expect(nameOf((await get(one.ticketId)).ticket.statusId)).toBe('Arrived');
    const done = statuses.find(({ name }) => name === 'Done')?.id ?? '';
    const team = await admin.call('team.create', { name: 'Returns' });
    await agent().call('ticket.move', { ticketId: one.ticketId, statusId: done, teamId: team.teamId });
    const { ticket } = await get(one.ticketId);
    expect(ticket).toMatchObject({ pipelineId, statusId: done, phase: 'closed', teamId: team.teamId });
    expect(ticket.closedAt).not.toBeNull();
    const other = (await buildTicket(app, workspaceId))._id;
    expect(await codeOf('ticket.move', { ticketId: other, statusId: done })).toBe('invalid');
    const history = (await agent().call('ticket.history', { ticketId: one.ticketId })).items;
    expect(history.map(({ property }) => property)).toEqual(expect.arrayContaining(['pipeline', 'status', 'team']));
  });
});
