import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { encodeStateAsUpdate, encodeStateVector } from 'yjs';
import { refusalIn } from '../../support/client.ts';
import { openScreen } from '../../support/screen.ts';
import { until } from '../../support/until.ts';
import { type Desk, openDesk } from '../collab/desk.ts';
import { openEditor } from '../collab/editors.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ nodes: 2 });
});
afterAll(() => desk.cluster.stop());
afterEach(() => expect(desk.cluster.faults()).toEqual([]));

const url = (node = 0) => desk.cluster.nodes[node]?.url ?? '';
const author = () => desk.author.client;
const colleague = () => desk.colleague.client;
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

async function newComment(html: string, ticketId?: string) {
  const given = { ticketId: ticketId ?? (await desk.newTicket()), commentId: randomUUID() };
  await author().call('comment.add', { ...given, html });
  return given;
}
const share = (commentId: string) => author().call('comment.share', { commentId, memberId: desk.colleague.id });
async function textOf(ticketId: string): Promise<string | undefined> {
  const { items } = await author().call('comment.list', { ticketId });
  return items[0]?.text;
}
const mentionsOf = async (commentId: string, client = colleague()) =>
  (await client.call('notification.list', { lane: 'mentions', limit: 200 })).items.filter(
    (one) => one.commentId === commentId,
  );

// M7
test('only its author and those he lets open a comment for changing, and only while they see the ticket', async () => {
  const { commentId, ticketId } = await newComment('<p>mine</p>', await desk.newTicket(desk.outsider.id));
  expect((await colleague().ask('comment.edit', { commentId })).status).toBe(404);
  expect((await desk.admin.client.ask('comment.edit', { commentId })).status).toBe(404);
  expect((await colleague().ask('comment.share', { commentId, memberId: desk.colleague.id })).status).toBe(404);
  await share(commentId);
  const { docId } = await colleague().call('comment.edit', { commentId });
  const stranger = openEditor(desk.admin.client, docId);
  const his = openEditor(colleague(), docId);
  await his.until('the server has filled it', (text) => text === 'mine');
  expect(stranger.provider.synced).toBe(false);
  await author().call('comment.unshare', { commentId, memberId: desk.colleague.id });
  expect(await his.closed()).toBe('notFound');
  expect((await colleague().ask('comment.edit', { commentId })).status).toBe(404);
  await author().call('comment.share', { commentId, memberId: desk.outsider.id });
  await desk.outsider.client.call('comment.edit', { commentId });
  await desk.admin.client.call('ticket.assign', { ticketId, ownerId: desk.author.id });
  expect((await desk.outsider.client.ask('comment.edit', { commentId })).status).toBe(404);
  expect((await author().ask('comment.share', { commentId, memberId: desk.outsider.id })).status).toBe(404);
  for (const editor of [stranger, his]) editor.stop();
});

// M8
test('a comment that two change at two nodes is changed once, whoever of them saves how often', async () => {
  const { commentId, ticketId } = await newComment('<p>first</p>');
  await share(commentId);
  const screen = await openScreen(url(1), colleague().token);
  await screen.open(ticketId);
  const opened = await Promise.all([
    author().call('comment.edit', { commentId }),
    colleague().at(url(1)).call('comment.edit', { commentId }),
  ]);
  expect(new Set(opened.map(({ docId }) => docId)).size).toBe(1);
  const [edit] = opened;
  const [mine, theirs] = [openEditor(author(), edit.docId), openEditor(colleague().at(url(1)), edit.docId)];
  await Promise.all([mine.synced(), theirs.synced()]);
  mine.type(', then');
  await theirs.until('he reads along', (text) => text === 'first, then');
  theirs.type(' second');
  await mine.until('and I', (text) => text === 'first, then second');
  await Promise.all([mine.untilSaved(), theirs.untilSaved()]);
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      (index % 2 ? author() : colleague()).at(url(index % 2)).call('comment.save', edit),
    ),
  );
  expect(new Set(answers.map(({ version }) => version)).size).toBe(1);
  expect(await mine.closed()).toBe('posted');
  expect(await textOf(ticketId)).toBe('first, then second');
  const { items } = await author().call('comment.history', { commentId });
  expect(items.map(({ html, memberId }) => [html, memberId])).toEqual([['<p>first</p>', desk.author.id]]);
  await screen.until('it is on the screens', (state) => {
    const shown = state.timelines[ticketId]?.comments[commentId];
    return shown?.text === 'first, then second' && shown.edit?.open === false;
  });
  screen.close();
  for (const editor of [mine, theirs]) editor.stop();
});

test('a save brings its last words along, and is refused when some are missing', async () => {
  const { commentId, ticketId } = await newComment('<p>one</p>');
  const edit = await author().call('comment.edit', { commentId });
  const editor = openEditor(author(), edit.docId);
  await editor.synced();
  await editor.untilSaved();
  editor.provider.disconnect();
  editor.type(' two');
  const vector = base64(encodeStateVector(editor.doc));
  const early = await author().ask('comment.save', { ...edit, vector });
  expect(refusalIn(early.body)?.code).toBe('unsaved');
  const update = base64(encodeStateAsUpdate(editor.doc));
  await author().call('comment.save', { ...edit, vector, update });
  expect(await textOf(ticketId)).toBe('one two');
  editor.stop();
});

test('while a comment is changed together it is not changed past them; thrown away, it says what it said', async () => {
  const { commentId, ticketId } = await newComment('<p>as it was</p>');
  const edit = await author().call('comment.edit', { commentId });
  const { items } = await author().call('comment.list', { ticketId });
  const past = { commentId, version: items[0]?.version ?? 0, html: '<p>past them</p>' };
  expect(refusalIn((await author().ask('comment.update', past)).body)?.code).toBe('conflict');
  const editor = openEditor(author(), edit.docId);
  await editor.synced();
  editor.type(' not');
  await editor.untilSaved();
  await author().call('comment.leaveAsIs', edit);
  expect(await editor.closed()).toBe('discarded');
  expect(await textOf(ticketId)).toBe('as it was');
  expect((await author().call('comment.history', { commentId })).items).toEqual([]);
  const again = await author().call('comment.edit', { commentId });
  expect(again.gen).toBe(edit.gen + 1);
  expect(refusalIn((await author().ask('comment.save', edit)).body)?.code).toBe('conflict');
  editor.stop();
});

test('what the editor can make comes through a change unchanged', async () => {
  const html = [
    `<p>plain <strong>bold </strong><em><strong>both</strong></em> <u>under</u> <s>gone</s> <code>x &lt; y</code> <a href="https://shop.test/?a=1&amp;b=2">shop</a></p>`,
    `<p>dear <span data-mention="${desk.colleague.id}"></span>, look<br />below</p>`,
    '<ul><li><p>one</p><ol><li><p>deeper</p></li></ol></li><li><p>two</p></li></ul>',
    '<blockquote><p>quoted</p></blockquote><pre><code>let a = 1;\nlet b;</code></pre>',
  ].join('');
  const { commentId, ticketId } = await newComment(html);
  const before = (await author().call('comment.list', { ticketId })).items[0]?.html;
  const edit = await author().call('comment.edit', { commentId });
  await author().call('comment.save', edit);
  expect((await author().call('comment.list', { ticketId })).items[0]?.html).toBe(before);
  expect(before).toBe(html);
});

// M9
test('what is typed offline into a change that was saved meanwhile is kept, as a draft', async () => {
  const { commentId, ticketId } = await newComment('<p>first</p>');
  const edit = await author().call('comment.edit', { commentId });
  const editor = openEditor(author(), edit.docId);
  await editor.synced();
  await editor.untilSaved();
  editor.provider.disconnect();
  await until('it is away', () => !editor.provider.wsconnected);
  editor.type(' and words from the train');
  await author().call('comment.save', edit);
  editor.provider.connect();
  expect(await editor.closed()).toBe('posted');
  await until('the words are a draft', async () => {
    const { items } = await author().call('draft.list', { limit: 200 });
    return items.some((one) => one.ticketId === ticketId && one.recovered && one.snippet.includes('from the train'));
  });
  expect(await textOf(ticketId)).toBe('first');
  editor.stop();
});

// M10
test('a change tells whom it mentions first, and not those who were mentioned before or make it', async () => {
  const me = `<p>me <span data-mention="${desk.author.id}"></span></p>`;
  const { commentId } = await newComment(me);
  await share(commentId);
  const version = async () =>
    (
      await author()
        .call('comment.edit', { commentId })
        .then((edit) => author().call('comment.leaveAsIs', edit))
    ).version;
  const both = `${me}<p><span data-mention="${desk.colleague.id}"></span></p>`;
  await colleague().call('comment.update', { commentId, version: await version(), html: both });
  expect(await mentionsOf(commentId)).toEqual([]);
  expect(await mentionsOf(commentId, author())).toEqual([]);
  const third = `${both}<p><span data-mention="${desk.admin.id}"></span></p>`;
  await author().call('comment.update', { commentId, version: await version(), html: third });
  expect(await mentionsOf(commentId, desk.admin.client)).toHaveLength(1);
  expect(await mentionsOf(commentId)).toEqual([]);
});

// M2
test('a comment draft is added by whoever writes it along, as its author; once when both click', async () => {
  const ticketId = await desk.newTicket();
  const draft = await author().call('draft.open', { ticketId, kind: 'comment' });
  const post = { ...draft, commentId: randomUUID() };
  expect((await colleague().ask('comment.post', post)).status).toBe(404);
  await author().call('draft.share', { docId: draft.docId, memberId: desk.colleague.id });
  const theirs = openEditor(colleague(), draft.docId);
  await theirs.synced();
  theirs.type('ours');
  await theirs.untilSaved();
  const answers = await Promise.all([
    colleague().call('comment.post', post),
    author()
      .at(url(1))
      .call('comment.post', { ...draft, commentId: randomUUID() }),
    colleague()
      .at(url(1))
      .call('comment.post', { ...draft, commentId: randomUUID() }),
  ]);
  expect(new Set(answers.map(({ commentId }) => commentId)).size).toBe(1);
  const { items } = await author().call('comment.list', { ticketId });
  expect(items.map(({ text, memberId }) => [text, memberId])).toEqual([['ours', desk.author.id]]);
  theirs.stop();
});

// M11
test('a colleague who is let in sees the ticket, hears his kept mention, and is gone when let out', async () => {
  const ticketId = await desk.newTicket(desk.author.id);
  const screen = await openScreen(url(1), desk.outsider.client.token);
  const html = `<p><span data-mention="${desk.outsider.id}"></span> look</p>`;
  const { commentId } = await newComment(html, ticketId);
  const guest = { ticketId, memberId: desk.outsider.id };
  expect((await desk.outsider.client.ask('ticket.letIn', guest)).status).toBe(404);
  await author().call('ticket.letIn', guest);
  await screen.until('he is told', (state) =>
    Object.values(state.notifications).some((one) => one.commentId === commentId),
  );
  await desk.outsider.client.call('comment.add', { ticketId, commentId: randomUUID(), html: '<p>here</p>' });
  expect((await desk.outsider.client.ask('ticket.update', { ticketId, name: 'mine now' })).status).toBe(404);
  await author().call('ticket.letOut', guest);
  await screen.until('it has left him', (state) => !(ticketId in state.tickets));
  expect((await desk.outsider.client.ask('comment.list', { ticketId })).status).toBe(404);
  const { items } = await author().call('ticket.history', { ticketId });
  const visits = items.filter(({ property }) => property === 'guests').map(({ from, to }) => [from, to]);
  expect(visits).toEqual([
    [desk.outsider.id, null],
    [null, desk.outsider.id],
  ]);
  const nobody = await author().ask('ticket.letIn', { ticketId, memberId: randomUUID() });
  expect(nobody.status).toBe(404);
  screen.close();
});
