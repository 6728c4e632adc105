import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { openScreen } from '../../support/screen.ts';
import { type Desk, openDesk } from '../collab/desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ nodes: 2 });
});
afterAll(() => desk.cluster.stop());
afterEach(() => expect(desk.cluster.faults()).toEqual([]));

const away = 100;

// N1
test('a hundred mentions that came while he was away are all there when he comes, whatever else came', async () => {
  const ticketId = await desk.newTicket(desk.colleague.id);
  const { author, colleague } = desk;
  const commentIds = Array.from({ length: away }, () => randomUUID());
  await Promise.all(
    commentIds.map((commentId, index) =>
      author.client.call('comment.add', { ticketId, commentId, html: `<p>no. ${index}</p>`, mentions: [colleague.id] }),
    ),
  );
  const others = Array.from({ length: 310 }, () =>
    author.client.call('comment.add', { ticketId, commentId: randomUUID(), html: '<p>by the way</p>' }),
  );
  await Promise.all(others);
  const screen = await openScreen(desk.cluster.nodes[1]?.url ?? '', colleague.client.token);
  const told = Object.values(screen.state.notifications).filter(({ lane }) => lane === 'mentions');
  expect(told.map(({ commentId }) => commentId).sort()).toEqual([...commentIds].sort());
  const { items } = await colleague.client.call('notification.list', { lane: 'mentions', open: true, limit: 200 });
  expect(items).toHaveLength(away);
  await colleague.client.call('notification.acknowledgeAll', {});
  await screen.heard(await desk.cluster.mark());
  expect(Object.values(screen.state.notifications).map(({ lane }) => lane)).toEqual(told.map(() => 'mentions'));
  screen.close();
});

// N1
test('a list says who, where and the first words, with the names of those who are mentioned', async () => {
  const ticketId = await desk.newTicket();
  const { items: people } = await desk.admin.client.call('member.list', {});
  const name = people.find(({ id }) => id === desk.colleague.id)?.name ?? '';
  const html = `<p><span data-mention="${desk.colleague.id}"></span> batch 2406\nis the <strong>recall</strong> list</p>`;
  const commentId = randomUUID();
  await desk.author.client.call('comment.add', { ticketId, commentId, html, mentions: [] });
  const { items } = await desk.colleague.client.call('notification.list', { lane: 'mentions', limit: 1 });
  expect(items[0]).toMatchObject({ commentId, snippet: `@${name} batch 2406 is the recall list`, who: null });
  await desk.colleague.client.call('notification.acknowledge', { notificationId: items[0]?.id ?? '' });
  const open = await desk.colleague.client.call('notification.list', { lane: 'mentions', open: true, limit: 200 });
  expect(open.items.map((one) => one.commentId)).not.toContain(commentId);
});

// M6
test('who follows a ticket is told of a comment on it, and not of his own, nor when it is closed to him', async () => {
  const ticketId = await desk.newTicket(desk.outsider.id);
  const { author, colleague, outsider, admin } = desk;
  for (const one of [author, colleague, outsider]) await one.client.call('ticket.follow', { ticketId });
  await admin.client.call('ticket.assign', { ticketId, ownerId: null });
  const commentId = randomUUID();
  await author.client.call('comment.add', { ticketId, commentId, html: '<p>by the way</p>' });
  const told = async ({ client }: typeof author) => {
    const { items } = await client.call('notification.list', { lane: 'other', limit: 200 });
    return items.filter((one) => one.commentId === commentId).map(({ topic }) => topic);
  };
  expect(await told(colleague)).toEqual(['commented']);
  expect(await told(author)).toEqual([]);
  expect(await told(outsider)).toEqual([]);
});
