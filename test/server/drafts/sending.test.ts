import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Doc, encodeStateAsUpdate, encodeStateVector, XmlElement, XmlText } from 'yjs';
import type { MessageView } from '../../../shared/entities.ts';
import { buildChannel, buildMessage, buildTeam } from '../../support/build.ts';
import { refusalIn } from '../../support/client.ts';
import { createRandom } from '../../support/random.ts';
import { openScreen } from '../../support/screen.ts';
import { until } from '../../support/until.ts';
import { type Desk, openDesk } from '../collab/desk.ts';
import { openEditor } from '../collab/editors.ts';
import { open } from '../collab/editorsOfTest.ts';
import { writtenDraft } from './written.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ nodes: 2, env: { BATON_UNDO_SECONDS: '60' } });
});
afterAll(() => desk.cluster.stop());

afterEach(() => expect(desk.cluster.faults()).toEqual([]));

const url = (node = 0) => desk.cluster.nodes[node]?.url ?? '';
const author = () => desk.author.client;
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
async function written(text: string, ticketId?: string) {
  const draft = await writtenDraft(desk, text, ticketId);
  return { ...draft, send: { docId: draft.docId, gen: draft.gen, messageId: randomUUID() } };
}

/** A whole draft, as a program sends it along. */
function textOf(words: string): string {
  const doc = new Doc();
  const [paragraph, text] = [new XmlElement('paragraph'), new XmlText(words)];
  paragraph.insert(0, [text]);
  doc.getXmlFragment('body').insert(0, [paragraph]);
  return base64(encodeStateAsUpdate(doc));
}

const messagesOf = async (ticketId: string): Promise<MessageView[]> =>
  (await author().call('message.list', { ticketId, limit: 200 })).items;
const codeOf = async (name: string, input: unknown) => refusalIn((await author().ask(name, input)).body)?.code;

describe('a draft becomes a message', () => {
  // Y4
  test('with its text, its recipients, its subject and its target', async () => {
    const { ticketId, editor, send } = await written('');
    const target = await buildMessage(desk.cluster.app, desk.cluster.workspaceId, ticketId, desk.colleague.id, 'first');
    editor.doc.transact(() => {
      const [paragraph, text, list, item, inner, point] = [
        new XmlElement('paragraph'),
        new XmlText(),
        new XmlElement('bulletList'),
        new XmlElement('listItem'),
        new XmlElement('paragraph'),
        new XmlText('a point'),
      ];
      const body = editor.doc.getXmlFragment('body');
      body.insert(0, [paragraph, list]);
      paragraph.insert(0, [text]);
      list.insert(0, [item]);
      item.insert(0, [inner]);
      inner.insert(0, [point]);
      text.insert(0, 'plain ', {});
      text.insert(6, 'bold', { bold: {} });
      text.insert(10, ' <b>&', { bold: null });
      text.insert(15, 'link', { link: { href: 'https://example.test/?a=1&b="2"' } });
      text.insert(19, 'trap', { link: { href: 'javascript:alert(1)' } });
      const fields = editor.doc.getMap('fields');
      fields.set('to', [{ name: 'To', address: 'to@customers.test' }]);
      fields.set('cc', ['cc@customers.test']);
      fields.set('subject', 'A subject of its own');
      fields.set('replyTo', target);
    });
    await editor.untilSaved();
    expect(await author().call('draft.send', send)).toEqual({ messageId: send.messageId });
    const message = (await messagesOf(ticketId)).find(({ id }) => id === send.messageId);
    expect(message?.html).toBe(
      '<p>plain <strong>bold</strong> &lt;b&gt;&amp;<a href="https://example.test/?a=1&amp;b=&quot;2&quot;">link</a><a>trap</a></p><ul><li><p>a point</p></li></ul>',
    );
    expect(message?.to.map(({ address }) => address)).toEqual(['to@customers.test']);
    expect(message?.cc.map(({ address }) => address)).toEqual(['cc@customers.test']);
    expect(message?.subject).toBe('A subject of its own');
    expect(message?.memberId).toBe(desk.author.id);
  });

  test('in its colours, with a list that begins where its writer said, in its HTML and in its text', async () => {
    const { ticketId, editor, send } = await written('');
    editor.doc.transact(() => {
      const [paragraph, text, list, item, inner, point] = [
        new XmlElement('paragraph'),
        new XmlText(),
        new XmlElement('orderedList'),
        new XmlElement('listItem'),
        new XmlElement('paragraph'),
        new XmlText('third'),
      ];
      editor.doc.getXmlFragment('body').insert(0, [paragraph, list]);
      paragraph.insert(0, [text]);
      list.setAttribute('start', '3');
      list.insert(0, [item]);
      item.insert(0, [inner]);
      inner.insert(0, [point]);
      text.insert(0, 'mind ', {});
      text.insert(5, 'this', { textStyle: { color: '#b42a22' } });
      text.insert(9, '!', { textStyle: { color: 'red;background:url(//x.test)' } });
    });
    await editor.untilSaved();
    await author().call('draft.send', send);
    const message = (await messagesOf(ticketId)).find(({ id }) => id === send.messageId);
    expect(message?.html).toBe(
      '<p>mind <span style="color:#b42a22">this</span><span style="color:red">!</span></p><ol start="3"><li><p>third</p></li></ol>',
    );
    expect(message?.text).toMatch(/^mind this!\n\n 3\. third$/);
  });

  // D5
  test('with a status in the same step, and the draft is gone from every screen', async () => {
    const { docId, ticketId, editor, send } = await written('solved');
    const screen = await openScreen(url(1), author().token);
    const statusId = (await author().call('pipeline.list', {})).items[0]?.statuses.find(
      ({ preset }) => preset === 'closed',
    )?.id;
    await author().call('draft.send', { ...send, ...(statusId ? { statusId } : {}) });
    expect(await editor.closed()).toBe('posted');
    await screen.until('no draft', (state) => !(docId in state.drafts));
    expect((await author().call('ticket.get', { ticketId })).ticket.statusId).toBe(statusId);
    const next = await author().call('draft.open', { ticketId, kind: 'reply' });
    expect(next.gen).toBe(send.gen + 1);
    screen.close();
  });

  // D6
  test('an empty one is refused and stays', async () => {
    const { send, ticketId, docId } = await written('');
    expect(await codeOf('draft.send', send)).toBe('invalid');
    expect((await author().call('draft.open', { ticketId, kind: 'reply' })).docId).toBe(docId);
  });

  // D6
  test('an address that is none is refused by its field, and the draft stays as it was', async () => {
    const { editor, send } = await written('to whom?');
    editor.doc.getMap('fields').set('to', [{ name: '', address: 'nobody' }]);
    await editor.untilSaved();
    const reply = await author().ask('draft.send', send);
    expect(refusalIn(reply.body)).toMatchObject({ code: 'invalid', details: { field: 'to' } });
    editor.type('!');
    await editor.untilSaved();
    expect(editor.closing).toBeNull();
  });
});

describe('below the text', () => {
  test('nothing is quoted again when its writer has put what he passes on into his own words', async () => {
    const { ticketId, editor, send } = await written('He says: all is well');
    const { app, workspaceId } = desk.cluster;
    const target = await buildMessage(app, workspaceId, ticketId, desk.colleague.id, 'all is lost');
    const given = { replyTo: target, forward: true, quote: false, to: ['else@where.test'] };
    for (const [name, value] of Object.entries(given)) editor.doc.getMap('fields').set(name, value);
    await editor.untilSaved();
    await author().call('draft.send', { ...send, anyway: true });
    const message = (await messagesOf(ticketId)).find(({ id }) => id === send.messageId);
    expect(message).toMatchObject({ quoted: '', text: 'He says: all is well' });
  });

  test('stand the signature and what the answered message says, folded apart from the answer', async () => {
    const { ticketId, editor, send } = await written('my answer');
    const target = await buildMessage(
      desk.cluster.app,
      desk.cluster.workspaceId,
      ticketId,
      desk.colleague.id,
      'said <b>',
    );
    const fields = editor.doc.getMap('fields');
    fields.set('replyTo', target);
    fields.set('quote', true);
    fields.set('signature', 'Ada\nKettle & Leaf');
    await editor.untilSaved();
    await author().call('draft.send', { ...send, anyway: true });
    const message = (await messagesOf(ticketId)).find(({ id }) => id === send.messageId);
    expect(message?.html).toBe('<p>my answer</p><p></p><p>Ada<br>Kettle &amp; Leaf</p>');
    expect(message?.quoted).toMatch(/:\n> said/);
  });

  test('a forwarded message goes to whom its writer names, with nothing of his own if he likes', async () => {
    const { ticketId, editor, send } = await written('');
    const target = await buildMessage(
      desk.cluster.app,
      desk.cluster.workspaceId,
      ticketId,
      desk.colleague.id,
      'to pass on',
    );
    const fields = editor.doc.getMap('fields');
    for (const [name, value] of Object.entries({
      replyTo: target,
      forward: true,
      subject: 'Fwd: it',
      to: ['else@where.test'],
    })) {
      fields.set(name, value);
    }
    await editor.untilSaved();
    await author().call('draft.send', { ...send, anyway: true });
    const message = (await messagesOf(ticketId)).find(({ id }) => id === send.messageId);
    expect(message?.quoted).toContain('> to pass on');
    expect(message?.subject).toBe('Fwd: it');
    expect(message?.to.map(({ address }) => address)).toEqual(['else@where.test']);
  });
});

describe('exactly once', () => {
  // D5
  test('two tabs on two nodes, double clicks, and other request ids make one message', async () => {
    const { editor, send, ticketId } = await written('once');
    const other = open(author(), send.docId, undefined, url(1));
    await other.until('both tabs have it', (text) => text === 'once');
    const update = base64(encodeStateAsUpdate(editor.doc));
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        author()
          .at(url(index % 2))
          .call('draft.send', { ...send, messageId: randomUUID(), ...(index % 3 ? { update } : {}) }),
      ),
    );
    expect(new Set(answers.map(({ messageId }) => messageId)).size).toBe(1);
    expect((await messagesOf(ticketId)).length).toBe(1);
    expect(await author().call('draft.send', send)).toEqual(answers[0]);
  });

  // D5, D7
  test('typing that goes on while it is sent is in the message or in a recovered draft, never lost', async () => {
    const { editor, send, ticketId } = await written('start');
    const other = open(author(), send.docId, undefined, url(1));
    await other.until('both tabs have it', (text) => text === 'start');
    let typed = '';
    const letters = Array.from({ length: 60 }, (_, index) => String.fromCharCode(0x4e00 + index));
    const typing = (async () => {
      for (const letter of letters) {
        other.type(letter);
        typed += letter;
        const arrived = () => editor.text().includes(letter) || other.closing !== null;
        await until(`${letter} is in the first tab, or it was sent`, arrived);
      }
    })();
    await until('some of it has been typed', () => typed.length > 10);
    const update = base64(encodeStateAsUpdate(editor.doc));
    await author().call('draft.send', { ...send, update });
    await typing;
    await until('the other tab hears that it was sent', () => other.closing !== null);
    other.provider.connect();
    await until('every character is somewhere', async () => {
      const sent = (await messagesOf(ticketId)).map(({ html }) => html).join('');
      const draft = await author().call('draft.open', { ticketId, kind: 'reply' });
      const loaded = await desk.cluster.app.documents.load(draft.docId);
      const kept = sent + (loaded?.doc.getXmlFragment('body').toString() ?? '');
      return [...typed].every((letter) => kept.split(letter).length === 2);
    });
  });

  // D7
  test('what was typed offline after it had been sent comes back, marked, once', async () => {
    const { editor, send, ticketId } = await written('sent. ');
    editor.provider.disconnect();
    editor.type('Forgotten words');
    await author().call('draft.send', send);
    editor.provider.connect();
    expect(await editor.closed()).toBe('posted');
    const find = async () => (await author().call('draft.list', {})).items.find((one) => one.ticketId === ticketId);
    await until('it is listed', async () => (await find())?.snippet === 'Forgotten words');
    expect((await find())?.recovered).toBe(true);
    const first = await find();
    const again = open(author(), send.docId, editor.doc);
    expect(await again.closed()).toBe('posted');
    expect(await find()).toEqual(first);
  });
});

describe('unsaved', () => {
  // D6
  test('what only the client has is asked for, by its state vector', async () => {
    const { editor, send, ticketId } = await written('saved. ');
    editor.provider.disconnect();
    editor.type('Unsaved.');
    const vector = base64(encodeStateVector(editor.doc));
    expect(await codeOf('draft.send', { ...send, vector })).toBe('unsaved');
    const update = base64(encodeStateAsUpdate(editor.doc));
    await author().call('draft.send', { ...send, vector, update });
    expect((await messagesOf(ticketId))[0]?.text).toContain('saved. Unsaved.');
  });

  // D6
  test('an update that builds on what never came is refused', async () => {
    const { editor, send } = await written('');
    editor.provider.disconnect();
    const updates: Uint8Array[] = [];
    editor.doc.on('update', (update: Uint8Array) => updates.push(update));
    editor.type('one ');
    editor.type('two');
    expect(await codeOf('draft.send', { ...send, update: base64(updates.at(-1) ?? new Uint8Array()) })).toBe('unsaved');
  });

  // D6
  test('an update that is none is refused', async () => {
    const { send } = await written('text');
    expect(await codeOf('draft.send', { ...send, update: base64(Uint8Array.from([1, 255, 255, 255, 7])) })).toBe(
      'invalid',
    );
    expect(await codeOf('draft.send', { ...send, vector: base64(Uint8Array.from([255, 255, 255, 7])) })).toBe(
      'invalid',
    );
  });
});

describe('stale', () => {
  // D6
  test('a colleague’s answer in between refuses the send, says what is new, and leaves the draft', async () => {
    const { editor, send, ticketId } = await written('my answer');
    const seen = (await desk.cluster.app.events.position(desk.cluster.workspaceId))?.seq ?? 0;
    const messageId = await buildMessage(
      desk.cluster.app,
      desk.cluster.workspaceId,
      ticketId,
      desk.colleague.id,
      'theirs',
    );
    const reply = await author().ask('draft.send', { ...send, seen });
    expect(refusalIn(reply.body)).toMatchObject({ code: 'stale', details: { messageIds: [messageId] } });
    expect((await messagesOf(ticketId)).length).toBe(1);
    editor.type('!');
    await editor.untilSaved();
    await author().call('draft.send', { ...send, seen, anyway: true });
    expect((await messagesOf(ticketId)).length).toBe(2);
  });
});

// R8, D6, M3
test('a send that races with what a colleague says at another node comes before it or is refused, every time, with the draft intact', async () => {
  const random = createRandom('sends in a race');
  const races = 40;
  let refused = 0;
  for (let race = 0; race < races; race += 1) {
    const ticketId = await desk.newTicket();
    const draft = await author().call('draft.open', { ticketId, kind: 'reply' });
    const send = { ...draft, messageId: randomUUID(), update: textOf(`race ${race}`) };
    const seen = (await desk.cluster.app.events.position(desk.cluster.workspaceId))?.seq ?? 0;
    const theirs = randomUUID();
    const byComment = random.chance(0.5);
    const colleague = desk.colleague.client.at(url(1));
    const say = () =>
      byComment
        ? colleague.call('comment.add', { ticketId, commentId: theirs, html: '<p>wait</p>' })
        : colleague.call('message.send', { ticketId, messageId: theirs, html: '<p>mine</p>', anyway: true });
    const saidFirst = random.chance(0.5) ? say() : null;
    const asked = author().ask('draft.send', { ...send, seen });
    const [reply] = await Promise.all([asked, saidFirst ?? say()]);
    const messages = await messagesOf(ticketId);
    const comments = (await author().call('comment.list', { ticketId })).items;
    const seqOf = (id: string) => [...messages, ...comments].find((one) => one.id === id)?.seq ?? Number.NaN;
    if (reply.status === 200) {
      expect(seqOf(send.messageId)).toBeLessThan(seqOf(theirs));
      continue;
    }
    refused += 1;
    const details = byComment ? { commentIds: [theirs] } : { messageIds: [theirs] };
    expect(refusalIn(reply.body)).toMatchObject({ code: 'stale', details });
    expect(messages.map(({ id }) => id)).not.toContain(send.messageId);
    expect((await desk.cluster.app.documents.find(draft.docId))?.state).toBe('open');
    expect(await codeOf('draft.send', { ...send, seen })).toBe('stale');
    expect(await author().call('draft.send', { ...send, anyway: true })).toEqual({ messageId: send.messageId });
    expect((await messagesOf(ticketId)).find(({ id }) => id === send.messageId)?.text).toBe(`race ${race}`);
  }
  expect(refused).toBeGreaterThan(0);
});

describe('taken back', () => {
  // D8
  test('the message is gone from every screen, the text is a draft, and the ticket is as it was', async () => {
    const { docId, send, ticketId } = await written('too soon');
    const before = (await author().call('ticket.get', { ticketId })).ticket;
    const screen = await openScreen(url(1), desk.colleague.client.token);
    await screen.open(ticketId);
    const statusId = (await author().call('pipeline.list', {})).items[0]?.statuses.at(-1)?.id;
    await author().call('draft.send', { ...send, ...(statusId ? { statusId } : {}) });
    await screen.until('it is shown', (state) => send.messageId in (state.timelines[ticketId]?.messages ?? {}));
    const again = await author().call('message.undo', { messageId: send.messageId });
    expect(again).toEqual({ docId: docId.replace(/1$/, '2'), gen: 2 });
    await screen.until('it is gone', (state) => !(send.messageId in (state.timelines[ticketId]?.messages ?? {})));
    const after = (await author().call('ticket.get', { ticketId })).ticket;
    expect({ ...after, version: 0 }).toEqual({ ...before, version: 0 });
    const editor = open(author(), again.docId);
    await editor.until('the text is there', (text) => text === 'too soon');
    await author().call('draft.send', { ...again, messageId: send.messageId });
    expect((await messagesOf(ticketId)).length).toBe(1);
    screen.close();
  });

  // D8
  test('a status that somebody has changed since stays', async () => {
    const { send, ticketId } = await written('and a status');
    const statuses = (await author().call('pipeline.list', {})).items[0]?.statuses ?? [];
    await author().call('draft.send', { ...send, statusId: statuses.at(-1)?.id ?? '' });
    await desk.colleague.client.call('ticket.setStatus', { ticketId, statusId: statuses[1]?.id ?? '' });
    await author().call('message.undo', { messageId: send.messageId });
    expect((await author().call('ticket.get', { ticketId })).ticket.statusId).toBe(statuses[1]?.id);
  });

  // D8
  test('by nobody else, and not when it has left', async () => {
    const { send, ticketId } = await written('gone');
    await author().call('draft.send', send);
    const { messageId } = send;
    expect((await desk.admin.client.ask('message.undo', { messageId })).status).toBe(404);
    await desk.cluster.app.storage.connection
      .collection('messages')
      .updateOne({ id: messageId }, { $set: { dueAt: new Date(0) } });
    expect(await codeOf('message.undo', { messageId })).toBe('conflict');
    expect((await messagesOf(ticketId)).length).toBe(1);
  });

  test('it waits for its time, then it leaves', async () => {
    const { send, ticketId } = await written('later');
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    await author().call('draft.send', { ...send, sendAt });
    const [message] = await messagesOf(ticketId);
    expect(message?.dueAt).toBe(sendAt);
    expect(message?.delivery?.state).toBe('queued');
    const jobs = desk.cluster.app.storage.connection.collection('jobs');
    const job = await jobs.findOne({ kind: 'message.deliver', 'payload.messageId': send.messageId });
    expect(job?.runAt).toEqual(new Date(sendAt));
  });
});

test('a program sends with its whole text in the request, connected to nothing', async () => {
  const ticketId = await desk.newTicket();
  const draft = await author().call('draft.open', { ticketId, kind: 'reply' });
  await author().call('draft.send', { ...draft, messageId: randomUUID(), update: textOf('by program') });
  expect((await messagesOf(ticketId))[0]?.text).toBe('by program');
});

// D8
test('when its time to think again is over, it leaves, once', async () => {
  const other = await openDesk({ nodes: 2, env: { BATON_UNDO_SECONDS: '1' } });
  const { client } = other.author;
  const ticketId = await other.newTicket();
  const draft = await client.call('draft.open', { ticketId, kind: 'reply' });
  const editor = openEditor(client, draft.docId);
  await editor.synced();
  editor.type('on its way');
  await editor.untilSaved();
  editor.stop();
  await client.call('draft.send', { ...draft, messageId: randomUUID() });
  await until('it is sent', async () => {
    const [message] = (await client.call('message.list', { ticketId })).items;
    return message?.delivery?.state === 'sent';
  });
  const sent = other.cluster.app.storage.connection.collection('devMailbox');
  expect(await sent.countDocuments()).toBe(1);
  await other.cluster.stop();
});

describe('the address it goes out from', () => {
  // product: R4
  test("is the team's own, whichever the customer wrote to, unless its writer chose another", async () => {
    const { app, workspaceId } = desk.cluster;
    const [teamId, channel] = [await buildTeam(app, workspaceId), await buildChannel(app, workspaceId)];
    await desk.admin.client.call('team.update', { teamId, channelId: channel._id });
    const fromOf = async (channelId?: string) => {
      const { ticketId, editor, send } = await written('from where?');
      await author().call('ticket.assign', { ticketId, teamId });
      if (channelId) editor.doc.getMap('fields').set('channelId', channelId);
      await editor.untilSaved();
      await author().call('draft.send', { ...send, anyway: true });
      return (await messagesOf(ticketId)).find(({ id }) => id === send.messageId)?.from.address;
    };
    const [first] = (await app.channels.listOf(workspaceId)).filter(({ id }) => id !== channel._id);
    expect(await fromOf()).toBe(channel.address);
    expect(await fromOf(first?.id)).toBe(first?.address);
    await desk.admin.client.call('team.update', { teamId, channelId: null });
    expect(await fromOf()).not.toBe(channel.address);
    const refused = await desk.admin.client.ask('team.update', { teamId, channelId: teamId });
    expect(refusalIn(refused.body)).toMatchObject({ code: 'invalid', details: { field: 'channelId' } });
  });
});
