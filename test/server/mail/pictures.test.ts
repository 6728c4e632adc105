import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { XmlElement } from 'yjs';
import { parseMail } from '../../../server/channels/email/parse.ts';
import { AttachmentView } from '../../../shared/entities.ts';
import { buildMember, reach } from '../../support/build.ts';
import { type Client, refusalIn, signIn } from '../../support/client.ts';
import { type Editor, openEditor } from '../collab/editors.ts';
import { type Desk, openDesk } from './desk.ts';
import { letter, pixel, plainLetter } from './letters.ts';

let desk: Desk;
let colleague: Client;
let stranger: Client;
let colleagueId: string;
const editors: Editor[] = [];

beforeAll(async () => {
  desk = await openDesk({ env: { BATON_UNDO_SECONDS: '0' } });
  const { app, workspaceId, node } = desk.cluster;
  const [one, two] = [
    await buildMember(app, workspaceId, { access: reach('everything', true) }),
    await buildMember(app, workspaceId, { access: reach('everything', true) }),
  ];
  colleague = await signIn(node.url, one.email);
  colleagueId = one.userId;
  stranger = await signIn(node.url, two.email);
});
afterEach(() => {
  for (const editor of editors.splice(0)) editor.stop();
  expect(desk.cluster.faults()).toEqual([]);
});
afterAll(() => desk.stop());

/** Another picture each time: files are known by their bytes. */
let drawn = 0;
function picture(): Buffer {
  drawn += 1;
  return Buffer.concat([pixel, Buffer.from(`picture ${drawn}`)]);
}

async function upload(client: Client, bytes: Buffer, name = 'screen.png'): Promise<string> {
  const answer = await fetch(`${client.url}/files?name=${name}`, {
    method: 'POST',
    body: new Uint8Array(bytes),
    headers: { authorization: `Bearer ${client.token}`, 'content-type': 'image/png' },
  });
  return AttachmentView.parse(await answer.json()).fileId;
}

const img = (fileId: string, name = 'screen.png') => `<img data-file="${fileId}" alt="${name}">`;

async function newTicket(subject: string): Promise<string> {
  const before = (await desk.tickets()).length;
  await desk.post(plainLetter({ id: `${randomUUID()}@x`, subject }));
  const [ticket] = await desk.hasTickets(before + 1);
  return ticket?.id ?? '';
}

async function nextMail(sending: Promise<unknown>) {
  const count = desk.sink.mails.length;
  await sending;
  await desk.sink.has(count + 1);
  const text = desk.sink.mails[count]?.text ?? '';
  return { text, read: await parseMail(Buffer.from(text)) };
}

const send = (ticketId: string, html: string, more: object = {}) =>
  desk.agent.call('message.send', { ticketId, messageId: randomUUID(), html, ...more });

test('a picture in a reply is a part of the mail that its HTML names, and its name stands in the plain text', async () => {
  const ticketId = await newTicket('A picture');
  const bytes = picture();
  const fileId = await upload(desk.agent, bytes);
  const { text, read } = await nextMail(send(ticketId, `<p>Look: ${img(fileId)}</p>`));
  const cid = /<img src="cid:([^"]+)"/.exec(read.html ?? '')?.[1];
  expect(read.files).toMatchObject([{ cid, filename: 'screen.png', contentType: 'image/png' }]);
  expect(read.files[0]?.content.equals(bytes)).toBe(true);
  expect(text).toMatch(/multipart\/related/);
  expect(text).toMatch(/Content-Disposition: inline/);
  expect(read.text).toContain('Look: [screen.png]');
  expect(read.html).not.toContain('data-file');
  const [message] = await desk.messages(ticketId);
  expect(message).toMatchObject({ html: `<p>Look: <img data-file="${fileId}" alt="screen.png" /></p>` });
  expect(message?.attachments).toMatchObject([{ fileId, inline: true }]);
  const { attachments } = await desk.agent.call('message.urls', { messageId: message?.id ?? '' });
  const shown = await fetch(`${desk.agent.url}${attachments[fileId]}`);
  expect(Buffer.from(await shown.arrayBuffer()).equals(bytes)).toBe(true);
});

test('of other pictures nothing is left, and nobody shows a file that is not his or no picture', async () => {
  const ticketId = await newTicket('Foreign pictures');
  const html =
    '<p>x<img src="https://spy.test/p.gif"><img data-file="../secret"><img src="data:image/png;base64,AA=="></p>';
  await nextMail(send(ticketId, html));
  expect((await desk.messages(ticketId))[0]?.html).toBe('<p>x</p>');
  const others = await upload(colleague, picture());
  const refused = await desk.agent.ask('message.send', {
    ticketId,
    messageId: randomUUID(),
    html: `<p>${img(others)}</p>`,
  });
  expect(refused.status).toBe(404);
  const plain = await upload(desk.agent, Buffer.from('no picture at all'), 'a.txt');
  const wrong = await desk.agent.ask('message.send', {
    ticketId,
    messageId: randomUUID(),
    html: `<p>${img(plain)}</p>`,
  });
  expect(refusalIn(wrong.body)).toMatchObject({ code: 'invalid', details: { field: 'html' } });
});

test('a comment holds no pictures: they would be seen by nobody', async () => {
  const ticketId = await newTicket('A comment');
  const fileId = await upload(desk.agent, picture());
  await desk.agent.call('comment.add', { ticketId, commentId: randomUUID(), html: `<p>Look ${img(fileId)}</p>` });
  const { items } = await desk.agent.call('comment.list', { ticketId });
  expect(items[0]?.html).toBe('<p>Look </p>');
});

function put(editor: Editor, fileId: string, name: string): void {
  const [paragraph, image] = [new XmlElement('paragraph'), new XmlElement('image')];
  image.setAttribute('fileId', fileId);
  image.setAttribute('name', name);
  paragraph.insert(0, [image]);
  editor.doc.getXmlFragment('body').push([paragraph]);
}

test('in a draft of two, each sees what the other has put into it, nobody else does, and all of it is sent', async () => {
  const ticketId = await newTicket('Together');
  const draft = await desk.agent.call('draft.open', { ticketId, kind: 'reply' });
  const editor = openEditor(desk.agent, draft.docId);
  editors.push(editor);
  await editor.synced();
  const mine = await upload(desk.agent, picture(), 'mine.png');
  put(editor, mine, 'mine.png');
  await editor.untilSaved();
  await desk.agent.call('draft.share', { docId: draft.docId, memberId: colleagueId });
  const along = openEditor(colleague, draft.docId);
  editors.push(along);
  await along.synced();
  const hers = await upload(colleague, picture(), 'hers.png');
  put(along, hers, 'hers.png');
  await along.untilSaved();
  for (const client of [desk.agent, colleague]) {
    const { urls } = await client.call('draft.files', { docId: draft.docId, fileIds: [mine, hers] });
    for (const fileId of [mine, hers]) expect((await fetch(`${client.url}${urls[fileId]}`)).status).toBe(200);
  }
  expect((await stranger.ask('draft.files', { docId: draft.docId, fileIds: [mine] })).status).toBe(404);
  await desk.agent.call('draft.unshare', { docId: draft.docId, memberId: colleagueId });
  expect((await colleague.ask('draft.files', { docId: draft.docId, fileIds: [mine] })).status).toBe(404);
  const { read } = await nextMail(
    desk.agent.call('draft.send', { docId: draft.docId, gen: draft.gen, messageId: randomUUID() }),
  );
  expect(read.files.map(({ filename }) => filename).sort()).toEqual(['hers.png', 'mine.png']);
});

test('a draft that is taken back, or handed over, still has its pictures', async () => {
  const ticketId = await newTicket('Handed over');
  const draft = await desk.agent.call('draft.open', { ticketId, kind: 'reply' });
  const editor = openEditor(desk.agent, draft.docId);
  editors.push(editor);
  await editor.synced();
  const fileId = await upload(desk.agent, picture(), 'given.png');
  put(editor, fileId, 'given.png');
  await editor.untilSaved();
  await desk.agent.call('draft.handOver', { docId: draft.docId, memberId: colleagueId });
  const given = await colleague.call('draft.open', { ticketId, kind: 'reply' });
  const { urls } = await colleague.call('draft.files', { docId: given.docId, fileIds: [fileId] });
  expect(Object.keys(urls)).toEqual([fileId]);
  const { read } = await nextMail(colleague.call('draft.send', { ...given, messageId: randomUUID() }));
  expect(read.files.map(({ filename }) => filename)).toEqual(['given.png']);
});

/** A customer's mail that shows a picture of his own, and one from elsewhere. */
const withPicture = (id: string) =>
  letter(
    'From: Nora Lind <nora@customers.test>',
    'To: support@baton.test',
    'Subject: It looks like this',
    `Message-ID: <${id}>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/related; boundary=b',
    '',
    '--b',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p>It <b>looks</b> like <img src="cid:p1" alt="this"> and <img src="https://shop.test/p.png" alt="that"></p>',
    '--b',
    'Content-Type: image/png; name=p.png',
    'Content-ID: <p1>',
    'Content-Transfer-Encoding: base64',
    '',
    pixel.toString('base64'),
    '--b--',
  );

test.each([
  ['an answer', {}],
  ['a forward', { forward: true, to: [{ name: '', address: 'maker@factory.test' }] }],
])('what the customer has shown is still shown in the quotation of %s', async (_what, fields) => {
  const before = (await desk.tickets()).length;
  await desk.post(withPicture(`${randomUUID()}@customers.test`));
  const [ticket] = await desk.hasTickets(before + 1);
  const ticketId = ticket?.id ?? '';
  const [message] = await desk.hasMessages(ticketId, 1);
  const draft = await desk.agent.call('draft.open', { ticketId, kind: 'reply' });
  const editor = openEditor(desk.agent, draft.docId);
  editors.push(editor);
  await editor.synced();
  editor.type('See below.');
  for (const [name, value] of Object.entries({ replyTo: message?.id, quote: true, ...fields }))
    editor.doc.getMap('fields').set(name, value);
  await editor.untilSaved();
  const { read } = await nextMail(desk.agent.call('draft.send', { ...draft, messageId: randomUUID() }));
  const cid = /<img [^>]*src="cid:([^"]+)"/.exec(read.html ?? '')?.[1];
  expect(read.files.find((file) => file.cid === cid)?.content.equals(pixel)).toBe(true);
  expect(read.html).toMatch(/<blockquote.*<b>looks<\/b>.*<img [^>]*src="https:\/\/shop\.test\/p\.png"/s);
  expect(read.html).not.toContain('data-');
  expect(read.text).toContain('> It looks like');
});
