import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { buildMember, buildTeam, reach } from '../../support/build.ts';
import { refusalIn, signIn } from '../../support/client.ts';
import { openScreen } from '../../support/screen.ts';
import { until } from '../../support/until.ts';
import { secret } from '../../support/world.ts';
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
const add = (ticketId: string, html: string, mentions: string[] = [], commentId: string = randomUUID()) =>
  author().call('comment.add', { ticketId, commentId, html, mentions });
const mentionsOf = async (client: typeof desk.author.client) =>
  (await client.call('notification.list', { lane: 'mentions' })).items;

// M1
test('a comment is on every screen of those who see the ticket, and in no message and no mail', async () => {
  const ticketId = await desk.newTicket(desk.author.id);
  const words = secret();
  const [screen, outside] = await Promise.all(
    [desk.colleague, desk.outsider].map(({ client }) => openScreen(url(1), client.token)),
  );
  await screen?.open(ticketId);
  const { commentId } = await add(ticketId, `<p>${words}</p><script>alert(1)</script>`);
  await screen?.until('it is shown', (state) => state.timelines[ticketId]?.comments[commentId]?.text === words);
  await author().call('message.send', { ticketId, messageId: randomUUID(), html: '<p>an answer</p>' });
  const mails = desk.cluster.app.storage.connection.collection('devMailbox');
  await until('the answer is mailed', async () => (await mails.countDocuments()) > 0);
  expect(JSON.stringify(await mails.find().toArray())).not.toContain(words);
  expect(JSON.stringify(await author().call('message.list', { ticketId }))).not.toContain(words);
  await outside?.heard(await desk.cluster.mark());
  expect(outside?.bytes).not.toContain(words);
  expect((await desk.outsider.client.ask('comment.list', { ticketId })).status).toBe(404);
  const { items } = await desk.colleague.client.call('comment.list', { ticketId });
  expect(items.map(({ html }) => html)).toEqual([`<p>${words}</p>`]);
  screen?.close();
  outside?.close();
});

// M4
test('a comment written together is added once, whoever clicks how often', async () => {
  const ticketId = await desk.newTicket();
  const draft = await author().call('draft.open', { ticketId, kind: 'comment' });
  await author().call('draft.share', { docId: draft.docId, memberId: desk.colleague.id });
  const [mine, theirs] = [openEditor(author(), draft.docId), openEditor(desk.colleague.client, draft.docId)];
  await Promise.all([mine.synced(), theirs.synced()]);
  mine.type('we ');
  await theirs.until('he reads along', (text) => text === 'we ');
  theirs.type('both');
  await mine.until('and I', (text) => text === 'we both');
  await mine.untilSaved();
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      author()
        .at(url(index % 2))
        .call('comment.post', { ...draft, commentId: randomUUID() }),
    ),
  );
  expect(new Set(answers.map(({ commentId }) => commentId)).size).toBe(1);
  const { items } = await author().call('comment.list', { ticketId });
  expect(items.map(({ text }) => text)).toEqual(['we both']);
  for (const editor of [mine, theirs]) editor.stop();
});

test('a changed comment keeps what it said before; who saw an older one is told', async () => {
  const ticketId = await desk.newTicket();
  const { commentId } = await add(ticketId, '<p>first</p>');
  await author().call('comment.update', { commentId, version: 1, html: '<p>second</p>' });
  const late = await author().ask('comment.update', { commentId, version: 1, html: '<p>third</p>' });
  expect(refusalIn(late.body)?.code).toBe('conflict');
  const { items } = await desk.colleague.client.call('comment.history', { commentId });
  expect(items.map(({ html }) => html)).toEqual(['<p>first</p>']);
  const theirs = { commentId, version: 2, html: '<p>not mine</p>' };
  expect((await desk.admin.client.ask('comment.update', theirs)).status).toBe(404);
});

// R8
test("a colleague's comment makes a reply stale", async () => {
  const ticketId = await desk.newTicket();
  const seen = (await desk.cluster.app.events.position(desk.cluster.workspaceId))?.seq ?? 0;
  const { commentId } = await desk.colleague.client.call('comment.add', {
    ticketId,
    commentId: randomUUID(),
    html: '<p>wait!</p>',
  });
  const reply = await author().ask('message.send', { ticketId, messageId: randomUUID(), html: '<p>yes</p>', seen });
  expect(refusalIn(reply.body)).toMatchObject({ code: 'stale', details: { commentIds: [commentId] } });
});

describe('mentions', () => {
  test('reach their person live, once, in a lane of their own, until they are acknowledged', async () => {
    const ticketId = await desk.newTicket();
    const screen = await openScreen(url(1), desk.colleague.client.token);
    const html = `<p>look <span data-mention="${desk.colleague.id}" onclick="x()">Ben</span></p>`;
    const { commentId } = await add(ticketId, html, [desk.colleague.id, desk.author.id]);
    const his = () => Object.values(screen.state.notifications).filter((one) => one.commentId === commentId);
    await screen.until('he is told', () => his().length === 1);
    await author().call('comment.update', { commentId, version: 1, html: `${html}<p>again</p>` });
    await screen.heard(await desk.cluster.mark());
    expect(his()).toHaveLength(1);
    expect(his()[0]).toMatchObject({ lane: 'mentions', topic: 'mention', ticketId, actorId: desk.author.id });
    await desk.colleague.client.call('notification.acknowledgeAll', {});
    await screen.heard(await desk.cluster.mark());
    expect(his()).toHaveLength(1);
    const notificationId = his()[0]?.id ?? '';
    expect((await desk.admin.client.ask('notification.acknowledge', { notificationId })).status).toBe(404);
    await desk.colleague.client.call('notification.acknowledge', { notificationId });
    await screen.until('it is seen', () => his().length === 0);
    expect((await mentionsOf(author())).filter((one) => one.commentId === commentId)).toEqual([]);
    screen.close();
  });

  test('by a later edit count, too', async () => {
    const ticketId = await desk.newTicket();
    const { commentId } = await add(ticketId, '<p>nobody</p>');
    const html = `<p><span data-mention="${desk.colleague.id}"></span></p>`;
    await author().call('comment.update', { commentId, version: 1, html });
    expect((await mentionsOf(desk.colleague.client)).filter((one) => one.commentId === commentId)).toHaveLength(1);
  });

  test('of a team reach each of its people', async () => {
    const { app, workspaceId } = desk.cluster;
    const teamId = await buildTeam(app, workspaceId);
    const given = { access: reach('everything'), mainTeamId: teamId };
    const members = [await buildMember(app, workspaceId, given), await buildMember(app, workspaceId, given)];
    const { commentId } = await add(await desk.newTicket(), '<p>team</p>', [teamId]);
    for (const { email } of members) {
      const client = await signIn(url(), email);
      expect((await mentionsOf(client)).map((one) => one.commentId)).toContain(commentId);
    }
  });

  test('of somebody who may not see the ticket are kept, and told when access comes', async () => {
    const ticketId = await desk.newTicket(desk.author.id);
    const screen = await openScreen(url(1), desk.outsider.client.token);
    const { commentId } = await add(ticketId, '<p>for later</p>', [desk.outsider.id]);
    await screen.heard(await desk.cluster.mark());
    expect(screen.bytes).not.toContain(commentId);
    expect(await mentionsOf(desk.outsider.client)).toEqual([]);
    await desk.admin.client.call('ticket.assign', { ticketId, ownerId: desk.outsider.id });
    await screen.until('now he is told', (state) =>
      Object.values(state.notifications).some((one) => one.commentId === commentId),
    );
    await desk.admin.client.call('ticket.assign', { ticketId, ownerId: desk.author.id });
    await screen.until('and no longer', (state) => Object.keys(state.notifications).length === 0);
    expect(await mentionsOf(desk.outsider.client)).toEqual([]);
    screen.close();
  });

  test('of nobody are refused', async () => {
    const reply = await author().ask('comment.add', {
      ticketId: await desk.newTicket(),
      commentId: randomUUID(),
      html: '<p>who?</p>',
      mentions: [randomUUID()],
    });
    expect(refusalIn(reply.body)).toMatchObject({ code: 'invalid', details: { field: 'mentions' } });
  });
});

test('an owner is told of what colleagues give him and say, and not of what he does himself', async () => {
  const ticketId = await desk.newTicket();
  await desk.colleague.client.call('ticket.assign', { ticketId, ownerId: desk.author.id });
  await desk.colleague.client.call('comment.add', { ticketId, commentId: randomUUID(), html: '<p>fyi</p>' });
  await add(ticketId, '<p>thanks</p>');
  const { items } = await author().call('notification.list', { lane: 'other', limit: 200 });
  const topics = items.filter((one) => one.ticketId === ticketId).map(({ topic }) => topic);
  expect(topics.sort()).toEqual(['assigned', 'commented']);
});
