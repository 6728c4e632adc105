import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TicketFilter, TicketSort } from '../../../shared/contract/tickets.ts';
import { buildMember, buildPipeline, buildTeam, buildTicket, reach } from '../../support/build.ts';
import { type Client, signIn } from '../../support/client.ts';
import { createHandClock, type HandClock } from '../../support/clock.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { createRandom } from '../../support/random.ts';

const many = 130;

let clock: HandClock;
let cluster: Cluster;
let client: Client;
let memberId: string;
let teams: string[];
let tickets: string[];

beforeAll(async () => {
  clock = createHandClock(new Date());
  cluster = await startCluster({ clock });
  const { app, workspaceId, node } = cluster;
  await buildPipeline(app, workspaceId);
  teams = [await buildTeam(app, workspaceId), await buildTeam(app, workspaceId)];
  const member = await buildMember(app, workspaceId, { access: reach('teams', true), mainTeamId: teams[0] ?? null });
  memberId = member.userId;
  client = await signIn(node.url, member.email);
  tickets = [];
  for (let count = 0; count < many; count += 1) {
    const ticket = await buildTicket(app, workspaceId, {
      name: `ticket ${count}`,
      ownerId: count % 3 === 0 ? memberId : null,
      teamId: count % 4 === 0 ? null : (teams[count % 2] ?? null),
    });
    tickets.push(ticket._id);
  }
});
afterAll(() => cluster.stop());

async function pages(filter: TicketFilter, sort: TicketSort, limit: number, between: () => Promise<void>) {
  const ids: string[] = [];
  for (let cursor: string | null = null, more = true; more; ) {
    const page: { items: { id: string }[]; next: string | null } = await client.call('ticket.list', {
      filter,
      sort,
      cursor,
      limit,
    });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.next;
    more = cursor !== null;
    await between();
  }
  return ids;
}

describe.each(TicketSort.options)('sorted by %s', (sort) => {
  // R4
  test('a list in small pages is the list in one', async () => {
    const whole = await client.call('ticket.list', { sort, limit: 200 });
    expect(whole.next).toBeNull();
    const inPages = await pages({}, sort, 7, async () => {});
    expect(inPages).toEqual(whole.items.map(({ id }) => id));
    expect(new Set(inPages).size).toBe(inPages.length);
  });

  // R4
  test('what is not touched while others come, go and move is listed exactly once', async () => {
    const random = createRandom(`lists while tickets move, by ${sort}`);
    const { app, workspaceId } = cluster;
    const before = (await client.call('ticket.list', { sort, limit: 200 })).items.map(({ id }) => id);
    const touched = new Set<string>();
    const listed = await pages({}, sort, 9, async () => {
      const id = random.pick(before);
      touched.add(id);
      await app.unitOfWork.run(workspaceId, null, async (tx) => {
        const ticket = await app.tickets.find(workspaceId, id, tx.session);
        if (ticket) await app.tickets.update(tx, ticket, { teamId: random.pick([null, ...teams]) }, memberId);
      });
      await buildTicket(app, workspaceId);
    });
    const still = before.filter((id) => !touched.has(id));
    expect(still.filter((id) => listed.filter((one) => one === id).length !== 1)).toEqual([]);
    expect(new Set(listed).size).toBe(listed.length);
  });
});

// R3
test('a cursor that was not handed out is refused', async () => {
  for (const cursor of ['x', 'e30', Buffer.from('[1,{"$gt":""}]').toString('base64url'), '🙂', 'null', '[]']) {
    expect([cursor, (await client.ask('ticket.list', { cursor })).status]).toEqual([cursor, 400]);
  }
});
