import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { testWith } from '../../support/needs.ts';
import { openScreen } from '../../support/screen.ts';
import { until } from '../../support/until.ts';
import { type Desk, openDesk } from '../collab/desk.ts';
import { openWatcher, type Watcher } from './desk.ts';

let desk: Desk;
let open: Watcher[] = [];
beforeAll(async () => {
  desk = await openDesk({ nodes: 2 });
});
afterAll(() => desk.cluster.stop());
afterEach(() => {
  for (const watcher of open) watcher.close();
  open = [];
  expect(desk.cluster.faults()).toEqual([]);
});

async function watch(person: { client: { token: string } }, node = 0): Promise<Watcher> {
  const watcher = await openWatcher(desk.cluster.nodes[node]?.url ?? '', person.client.token);
  open.push(watcher);
  return watcher;
}

// P1, P2
test('what somebody is about to do is known at every node, step by step', async () => {
  const ticketId = await desk.newTicket();
  const [mine, near, far] = [await watch(desk.author), await watch(desk.colleague), await watch(desk.admin, 1)];
  for (const doing of ['viewing', 'replying', 'commenting', 'idle'] as const) {
    mine.say({ ticketId, doing });
    for (const other of [near, far]) await other.untilDoing(desk.author.id, ticketId, doing);
  }
  mine.say({ drafts: [ticketId] });
  for (const other of [near, far]) await other.untilDoing(desk.author.id, ticketId, 'draft');
  mine.say({});
  for (const other of [near, far]) await other.untilDoing(desk.author.id, ticketId, null);
});

// P3
test('a person with two screens is there once, with the stronger of the two', async () => {
  const ticketId = await desk.newTicket();
  const [one, two, other] = [await watch(desk.author), await watch(desk.author, 1), await watch(desk.colleague)];
  one.say({ ticketId, doing: 'replying' });
  two.say({ ticketId, doing: 'idle', drafts: [ticketId] });
  await other.until('he writes, and has a draft', () => {
    const [person, ...more] = other.at(ticketId);
    return more.length === 0 && person?.doing === 'replying' && person.draft;
  });
  one.close();
  await other.untilDoing(desk.author.id, ticketId, 'idle');
});

// P2
test('who comes later hears who is there already', async () => {
  const ticketId = await desk.newTicket();
  const mine = await watch(desk.author);
  mine.say({ ticketId, doing: 'replying' });
  const first = await watch(desk.colleague, 1);
  await first.untilDoing(desk.author.id, ticketId, 'replying');
  const late = await watch(desk.admin, 1);
  expect(late.at(ticketId)).toEqual([{ memberId: desk.author.id, doing: 'replying', draft: false }]);
});

describe('presence is told', () => {
  // P4
  test('to those who may see the ticket, and of those who may', async () => {
    const ticketId = await desk.newTicket(desk.author.id);
    const [mine, inside, outside] = [await watch(desk.author), await watch(desk.colleague), await watch(desk.outsider)];
    mine.say({ ticketId });
    outside.say({ ticketId, doing: 'replying', drafts: [ticketId] });
    await inside.untilDoing(desk.author.id, ticketId, 'viewing');
    const open = await desk.newTicket(desk.outsider.id);
    outside.say({ ticketId: open });
    await inside.untilDoing(desk.outsider.id, open, 'viewing');
    expect(
      inside
        .heardOf(ticketId)
        .flat()
        .map(({ memberId }) => memberId),
    ).not.toContain(desk.outsider.id);
    expect(outside.heardOf(ticketId)).toEqual([]);
  });

  // P4
  test('no longer when the ticket closes to somebody, and from then on to whom it opens', async () => {
    const ticketId = await desk.newTicket(desk.outsider.id);
    const [mine, his, inside] = [await watch(desk.author), await watch(desk.outsider, 1), await watch(desk.colleague)];
    mine.say({ ticketId });
    his.say({ ticketId, doing: 'replying' });
    await his.untilDoing(desk.author.id, ticketId, 'viewing');
    await inside.untilDoing(desk.outsider.id, ticketId, 'replying');
    await desk.admin.client.call('ticket.assign', { ticketId, ownerId: desk.author.id });
    await inside.untilDoing(desk.outsider.id, ticketId, null);
    const heard = his.heardOf(ticketId).length;
    mine.say({ ticketId, doing: 'commenting' });
    await inside.untilDoing(desk.author.id, ticketId, 'commenting');
    expect(his.heardOf(ticketId)).toHaveLength(heard);
    await desk.admin.client.call('ticket.assign', { ticketId, ownerId: desk.outsider.id });
    await his.untilDoing(desk.author.id, ticketId, 'commenting');
  });
});

// P5
test('who closes his screen is gone, at every node', async () => {
  const ticketId = await desk.newTicket();
  const [mine, other, far] = [await watch(desk.author), await watch(desk.colleague), await watch(desk.admin, 1)];
  mine.say({ ticketId });
  await far.untilDoing(desk.author.id, ticketId, 'viewing');
  mine.close();
  for (const one of [other, far]) await one.untilDoing(desk.author.id, ticketId, null);
});

// P5
test('who falls silent without a word, with his line still open, is gone at every node', async () => {
  const ticketId = await desk.newTicket();
  const [mine, other, far] = [await watch(desk.author), await watch(desk.colleague), await watch(desk.admin, 1)];
  mine.say({ ticketId, doing: 'replying', drafts: [ticketId] });
  for (const one of [other, far]) await one.untilDoing(desk.author.id, ticketId, 'replying');
  mine.freeze();
  for (const one of [other, far]) await one.untilDoing(desk.author.id, ticketId, null);
});

// P5
test('who stopped writing without a word is taken for reading', async () => {
  const ticketId = await desk.newTicket();
  const [mine, other] = [await watch(desk.author), await watch(desk.colleague)];
  mine.say({ ticketId, doing: 'replying' });
  await other.untilDoing(desk.author.id, ticketId, 'replying');
  await other.untilDoing(desk.author.id, ticketId, 'viewing');
});

// P6
test('what is no statement is passed over, and the screen goes on', async () => {
  const ticketId = await desk.newTicket();
  const [mine, other] = [await watch(desk.author), await watch(desk.colleague)];
  mine.say('nonsense');
  mine.say({ ticketId: 'no id' });
  mine.say({ ticketId, doing: 'viewing', drafts: Array.from({ length: 51 }, () => ticketId) });
  mine.say({ ticketId, ...({ text: 'what I write' } as object) });
  mine.say({ ticketId, doing: 'commenting' });
  await other.untilDoing(desk.author.id, ticketId, 'commenting');
  expect(JSON.stringify(other.heardOf(ticketId))).not.toContain('what I write');
});

// P1
test('nothing of it is in the log', async () => {
  const ticketId = await desk.newTicket();
  const [mine, other] = [await watch(desk.author), await watch(desk.colleague)];
  const before = await desk.cluster.app.events.position(desk.cluster.workspaceId);
  mine.say({ ticketId, doing: 'replying', drafts: [ticketId] });
  await other.untilDoing(desk.author.id, ticketId, 'replying');
  const after = await desk.cluster.app.events.position(desk.cluster.workspaceId);
  expect(after?.seq).toBe(before?.seq);
});

// P5
test('a node that dies takes its people with it', async () => {
  const ticketId = await desk.newTicket();
  const other = await watch(desk.colleague);
  const node = await desk.cluster.join(false);
  const mine = await openWatcher(node.url, desk.author.client.token);
  mine.say({ ticketId });
  await other.untilDoing(desk.author.id, ticketId, 'viewing');
  desk.cluster.loseRings(true);
  await other.untilDoing(desk.author.id, ticketId, null);
  desk.cluster.loseRings(false);
  await other.untilDoing(desk.author.id, ticketId, 'viewing');
  mine.close();
  await other.untilDoing(desk.author.id, ticketId, null);
});

// P2
testWith('redis', 'nodes that share a Redis know the same', async () => {
  const ticketId = await desk.newTicket();
  const [mine, far] = [await watch(desk.author), await watch(desk.admin, 1)];
  mine.say({ ticketId, doing: 'replying' });
  await far.untilDoing(desk.author.id, ticketId, 'replying');
  const screen = await openScreen(desk.cluster.nodes[1]?.url ?? '', desk.colleague.client.token);
  await until('the first node knows who is at the second', () =>
    desk.cluster.app.isHere(desk.cluster.workspaceId, desk.colleague.id),
  );
  screen.close();
});
