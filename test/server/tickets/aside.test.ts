import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildMember, buildPipeline, buildTicket, reach } from '../../support/build.ts';
import { type Client, signIn } from '../../support/client.ts';
import { createHandClock, type HandClock } from '../../support/clock.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { until } from '../../support/until.ts';

const hour = 3_600_000;
const day = 24 * hour;

let clock: HandClock;
let cluster: Cluster;
let ada: Client;
let adaEmail: string;

beforeAll(async () => {
  clock = createHandClock(new Date());
  cluster = await startCluster({ clock });
  await buildPipeline(cluster.app, cluster.workspaceId);
  const member = await buildMember(cluster.app, cluster.workspaceId, { role: 'admin', access: reach('none') });
  adaEmail = member.email;
  ada = await signIn(cluster.node.url, adaEmail);
});
afterAll(() => cluster.stop());

/** Time passes, for the sign-in as well. */
async function pass(ms: number): Promise<void> {
  clock.advance(ms);
  ada = await signIn(cluster.node.url, adaEmail);
}

async function noted(ticketId: string, direction: 'in' | 'out', automatic = false): Promise<void> {
  const { app, workspaceId } = cluster;
  await app.unitOfWork.run(workspaceId, null, async (tx) => {
    const ticket = await app.tickets.find(workspaceId, ticketId, tx.session);
    if (!ticket) throw new Error('There is no such ticket');
    const note = { at: tx.now, direction, snippet: 'Hello', actorId: null, automatic, seq: tx.nextSeq() };
    await app.tickets.noteMessage(tx, ticket, note);
  });
}

const phaseOf = async (ticketId: string) => (await ada.call('ticket.get', { ticketId })).ticket.phase;
const make = async () => (await buildTicket(cluster.app, cluster.workspaceId))._id;

// T16
test('a snoozed ticket wakes at its time, and says so in its history', async () => {
  const ticketId = await make();
  await ada.call('ticket.snooze', { ticketId, until: new Date(clock.now().getTime() + hour).toISOString() });
  expect(await phaseOf(ticketId)).toBe('snoozed');
  await pass(hour);
  await until('the ticket has woken', async () => (await phaseOf(ticketId)) === 'open');
  const { items } = await ada.call('ticket.history', { ticketId });
  expect(items[0]).toMatchObject({ property: 'snooze', actorId: null, to: null });
});

// T16
test('snoozed anew, it wakes at the later time only', async () => {
  const ticketId = await make();
  const other = await make();
  const at = (hours: number) => new Date(clock.now().getTime() + hours * hour).toISOString();
  await ada.call('ticket.snooze', { ticketId, until: at(1) });
  await ada.call('ticket.snooze', { ticketId, until: at(5) });
  await ada.call('ticket.snooze', { ticketId: other, until: at(2) });
  await pass(3 * hour);
  await until('the other has woken', async () => (await phaseOf(other)) === 'open');
  expect(await phaseOf(ticketId)).toBe('snoozed');
});

// T16
test('the customer wakes it, whatever the time; a machine does not', async () => {
  for (const time of [null, new Date(clock.now().getTime() + day).toISOString()]) {
    const ticketId = await make();
    await ada.call('ticket.snooze', { ticketId, until: time });
    await noted(ticketId, 'out');
    await noted(ticketId, 'in', true);
    expect(await phaseOf(ticketId)).toBe('snoozed');
    await noted(ticketId, 'in');
    expect(await phaseOf(ticketId)).not.toBe('snoozed');
  }
});

test('a time that has passed is refused, and so is snoozing what is put away', async () => {
  const ticketId = await make();
  const past = new Date(clock.now().getTime() - hour).toISOString();
  expect((await ada.ask('ticket.snooze', { ticketId, until: past })).status).toBe(400);
  await ada.call('ticket.trash', { ticketId });
  expect((await ada.ask('ticket.snooze', { ticketId, until: null })).status).toBe(409);
});

// T13
test('what is in the trash is in no other view, and comes back as it was', async () => {
  const ticketId = await make();
  const inView = async (view: 'open' | 'unassigned' | 'trash') =>
    (await ada.call('ticket.list', { filter: { view }, limit: 200 })).items.some(({ id }) => id === ticketId);
  await ada.call('ticket.trash', { ticketId });
  expect([await inView('open'), await inView('unassigned'), await inView('trash')]).toEqual([false, false, true]);
  await ada.call('ticket.restore', { ticketId });
  expect([await inView('open'), await inView('unassigned'), await inView('trash')]).toEqual([true, true, false]);
});

// T13
test('after 30 days in the trash it is gone with all that hung on it, and its count with it', async () => {
  const ticketId = await make();
  await ada.call('comment.add', { ticketId, commentId: 'comment-in-the-trash', html: '<p>among us</p>' });
  await ada.call('ticket.follow', { ticketId });
  await ada.call('ticket.trash', { ticketId });
  const { counts } = await ada.call('view.counts', {});
  await pass(30 * day + hour);
  await until('the ticket is gone', async () => (await ada.ask('ticket.get', { ticketId })).status === 404);
  const left = await ada.call('view.counts', {});
  expect(left.counts.trash).toBeLessThan(counts.trash ?? 0);
  const { connection } = cluster.app.storage;
  for (const name of ['tickets', 'comments', 'marks', 'history', 'messages']) {
    const field = name === 'tickets' ? '_id' : 'ticketId';
    expect([name, await connection.collection(name).countDocuments({ [field]: ticketId as never })]).toEqual([name, 0]);
  }
});

// T13
test('by hand it is deleted for good only from the trash or from spam, with what hung on it, and the log says by whom', async () => {
  const [thrown, spam, kept] = [await make(), await make(), await make()];
  await ada.call('comment.add', { ticketId: thrown, commentId: randomUUID(), html: '<p>among us</p>' });
  await ada.call('ticket.trash', { ticketId: thrown });
  await ada.call('ticket.markSpam', { ticketId: spam });
  const { ticket } = await ada.call('ticket.get', { ticketId: thrown });
  const refused = await ada.ask('ticket.purge', { ticketId: kept });
  expect([refused.status, refused.text]).toEqual([409, expect.stringMatching(/Put it there first/)]);
  for (const ticketId of [thrown, spam]) {
    await ada.call('ticket.purge', { ticketId });
    expect((await ada.ask('ticket.get', { ticketId })).status).toBe(404);
    expect((await ada.ask('ticket.purge', { ticketId })).status).toBe(404);
  }
  const comments = cluster.app.storage.connection.collection('comments');
  expect(await comments.countDocuments({ ticketId: thrown as never })).toBe(0);
  const { items } = await ada.call('audit.list', { filter: { action: 'ticket.purged' } });
  const noted = items.find(({ targetId }) => targetId === thrown);
  expect(noted?.details).toEqual({ number: String(ticket.number), name: ticket.name });
});

// T13
test('what was restored in time stays, and the trash begins anew when it goes there again', async () => {
  const [restored, again] = [await make(), await make()];
  for (const ticketId of [restored, again]) await ada.call('ticket.trash', { ticketId });
  await pass(20 * day);
  for (const ticketId of [restored, again]) await ada.call('ticket.restore', { ticketId });
  await ada.call('ticket.trash', { ticketId: again });
  const last = await make();
  await ada.call('ticket.snooze', { ticketId: last, until: new Date(clock.now().getTime() + 11 * day).toISOString() });
  await pass(12 * day);
  // Jobs run in the order of their time: what wakes after the purges would have run tells that they have.
  await until('the later job has run', async () => (await phaseOf(last)) === 'open');
  expect([await phaseOf(restored), await phaseOf(again)]).toEqual(['open', 'trash']);
});

test('a customer who answers takes his ticket out of the trash; spam stays spam until we answer it', async () => {
  const [thrown, spam] = [await make(), await make()];
  await ada.call('ticket.trash', { ticketId: thrown });
  await ada.call('ticket.markSpam', { ticketId: spam });
  await noted(thrown, 'in');
  await noted(spam, 'in');
  expect([await phaseOf(thrown), await phaseOf(spam)]).toEqual(['open', 'spam']);
  await noted(spam, 'out');
  expect(await phaseOf(spam)).not.toBe('spam');
});

// T13
test('purged, nothing of it is left: words, drafts with their documents, notices, marks, and what was merged into it', async () => {
  const { app, workspaceId } = cluster;
  const { userId } = await buildMember(app, workspaceId, { access: reach('everything', true) });
  const [ticketId, former] = [await make(), await make()];
  const names: string[] = [];
  for (const id of [ticketId, former]) {
    const html = `<p><span data-mention="${userId}"></span> look</p>`;
    const commentId = randomUUID();
    await ada.call('comment.add', { ticketId: id, commentId, html });
    await ada.call('comment.update', { commentId, version: 1, html: '<p>changed</p>' });
    names.push(id, commentId, (await ada.call('comment.edit', { commentId })).docId);
    await ada.call('draft.open', { ticketId: id, kind: 'reply' });
    await ada.call('ticket.follow', { ticketId: id });
  }
  await ada.call('ticket.merge', { ticketId: former, intoId: ticketId });
  await ada.call('ticket.trash', { ticketId });
  await pass(30 * day);
  await until('it is gone', async () => (await ada.ask('ticket.get', { ticketId })).status === 404);
  const about = new RegExp(names.join('|'));
  const left = async () => {
    const found: string[] = [];
    for (const { name } of await app.storage.connection.listCollections()) {
      if (['events', 'receipts', 'jobs', 'counters'].includes(name)) continue;
      const rows = await app.storage.connection.collection(name).find({}).toArray();
      found.push(...rows.filter((row) => about.test(JSON.stringify(row))).map(() => name));
    }
    return found;
  };
  let found: string[] = [];
  // The search follows a moment later.
  await until(
    () => `nothing is left of it, and not ${found}`,
    async () => {
      found = await left();
      return found.length === 0;
    },
  );
});
