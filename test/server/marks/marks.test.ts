import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { countOf, follows, isUnread } from '../../../shared/state.ts';
import { buildMember, buildPipeline, buildTicket, reach } from '../../support/build.ts';
import { type Client, signIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { openScreen, type Screen } from '../../support/screen.ts';

let cluster: Cluster;
let mei: Client;
let own: Client;
let ownId: string;
let phone: Screen;
let desk: Screen;
let clerk: Screen;

beforeAll(async () => {
  cluster = await startCluster({ nodes: 2 });
  const { app, workspaceId, nodes } = cluster;
  const [one = '', two = ''] = nodes.map(({ url }) => url);
  await buildPipeline(app, workspaceId);
  const member = await buildMember(app, workspaceId, { access: reach('everything') });
  const other = await buildMember(app, workspaceId, { access: reach('own') });
  ownId = other.userId;
  mei = await signIn(one, member.email);
  own = await signIn(one, other.email);
  phone = await openScreen(one, mei.token);
  desk = await openScreen(two, mei.token);
  clerk = await openScreen(two, own.token);
});
afterAll(async () => {
  for (const screen of [phone, desk, clerk]) screen.close();
  await cluster.stop();
});

/** A customer's message, as the mail channel notes it. */
async function customerWrites(ticketId: string): Promise<number> {
  const { app, workspaceId } = cluster;
  return app.unitOfWork.run(workspaceId, null, async (tx) => {
    const ticket = await app.tickets.find(workspaceId, ticketId, tx.session);
    if (!ticket) throw new Error('There is no such ticket');
    const seq = tx.nextSeq();
    await app.tickets.noteMessage(tx, ticket, { at: tx.now, direction: 'in', snippet: 'Hello', actorId: null, seq });
    return seq;
  });
}

const heard = async (...screens: Screen[]) => {
  const seq = await cluster.mark();
  await Promise.all(screens.map((screen) => screen.heard(seq)));
};
const unreadOn = (screen: Screen, ticketId: string): boolean => {
  const ticket = screen.state.tickets[ticketId];
  if (!ticket) throw new Error('The screen does not know the ticket');
  return isUnread(screen.state, ticket);
};

test('what was read on one device is read on the other, until the customer writes again', async () => {
  const { _id: ticketId } = await buildTicket(cluster.app, cluster.workspaceId);
  const seq = await customerWrites(ticketId);
  await heard(phone, desk);
  expect([unreadOn(phone, ticketId), unreadOn(desk, ticketId)]).toEqual([true, true]);
  await phone.ask('ticket.markRead', { ticketId, seq });
  await heard(phone, desk);
  expect([unreadOn(phone, ticketId), unreadOn(desk, ticketId)]).toEqual([false, false]);
  await customerWrites(ticketId);
  await heard(desk);
  expect(unreadOn(desk, ticketId)).toBe(true);
});

test('an older mark does not bring back what has been read, and a later one does not run ahead of the messages', async () => {
  const { _id: ticketId } = await buildTicket(cluster.app, cluster.workspaceId);
  const first = await customerWrites(ticketId);
  await customerWrites(ticketId);
  await mei.call('ticket.markRead', { ticketId, seq: 1_000_000 });
  await mei.call('ticket.markRead', { ticketId, seq: first });
  await heard(desk);
  expect(unreadOn(desk, ticketId)).toBe(false);
  await customerWrites(ticketId);
  await heard(desk);
  expect(unreadOn(desk, ticketId)).toBe(true);
});

test('marked unread, it is new again on every device', async () => {
  const { _id: ticketId } = await buildTicket(cluster.app, cluster.workspaceId);
  await customerWrites(ticketId);
  await mei.call('ticket.markRead', { ticketId });
  await mei.call('ticket.markUnread', { ticketId });
  await heard(phone, desk);
  expect([unreadOn(phone, ticketId), unreadOn(desk, ticketId)]).toEqual([true, true]);
});

test('the unread filter lists what is unread, in every order, and nothing twice', async () => {
  const { app, workspaceId } = cluster;
  const unread: string[] = [];
  for (let count = 0; count < 12; count += 1) {
    const { _id } = await buildTicket(app, workspaceId, { priority: count % 2 ? 'high' : 'low' });
    await customerWrites(_id);
    if (count % 3 === 0) await mei.call('ticket.markRead', { ticketId: _id });
    else unread.push(_id);
  }
  for (const sort of ['activity', 'oldest', 'priority', 'created', 'first'] as const) {
    const found: string[] = [];
    for (let cursor: string | null = null, more = true; more; ) {
      const page: { items: { id: string }[]; next: string | null } = await mei.call('ticket.list', {
        filter: { unread: true },
        sort,
        cursor,
        limit: 3,
      });
      found.push(...page.items.map(({ id }) => id));
      cursor = page.next;
      more = cursor !== null;
    }
    expect(found.filter((id) => unread.includes(id)).sort()).toEqual([...unread].sort());
    expect(new Set(found).size).toBe(found.length);
  }
});

test('followed on one device it is followed on the other, and its count and list follow the ticket', async () => {
  const { _id: ticketId } = await buildTicket(cluster.app, cluster.workspaceId);
  const before = countOf(desk.state, 'following');
  await phone.ask('ticket.follow', { ticketId });
  await heard(phone, desk, clerk);
  expect([follows(desk.state, ticketId), countOf(desk.state, 'following') - before]).toEqual([true, 1]);
  expect(countOf(clerk.state, 'following')).toBe(0);
  await mei.call('ticket.trash', { ticketId });
  await heard(desk);
  expect(countOf(desk.state, 'following')).toBe(before);
  await mei.call('ticket.restore', { ticketId });
  await phone.ask('ticket.unfollow', { ticketId });
  await heard(desk);
  expect([follows(desk.state, ticketId), countOf(desk.state, 'following')]).toEqual([false, before]);
});

// A2, S8
test('who may no longer see what he follows hears nothing of it, and has it again when it comes back', async () => {
  const { app, workspaceId } = cluster;
  const { _id: ticketId } = await buildTicket(app, workspaceId, { ownerId: ownId });
  await own.call('ticket.follow', { ticketId });
  await heard(clerk);
  const before = countOf(clerk.state, 'following');
  await mei.call('ticket.assign', { ticketId, ownerId: null });
  await heard(clerk);
  expect([clerk.state.marks[ticketId], countOf(clerk.state, 'following')]).toEqual([undefined, before - 1]);
  clerk.forgetBytes();
  await mei.call('ticket.update', { ticketId, name: 'behind his back' });
  await mei.call('ticket.snooze', { ticketId, until: null });
  await heard(clerk);
  expect(clerk.bytes).not.toContain(ticketId);
  expect((await own.call('ticket.list', { filter: { view: 'following' } })).items).toEqual([]);
  await mei.call('ticket.unsnooze', { ticketId });
  await mei.call('ticket.assign', { ticketId, ownerId: ownId });
  await heard(clerk);
  expect([follows(clerk.state, ticketId), countOf(clerk.state, 'following')]).toEqual([true, before]);
  expect((await own.call('ticket.list', { filter: { view: 'following' } })).items.map(({ id }) => id)).toEqual([
    ticketId,
  ]);
});
