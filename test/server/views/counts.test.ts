import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createMarkStore } from '../../../server/marks/store.ts';
import { connectStorage } from '../../../server/storage/connection.ts';
import { createTicketStore } from '../../../server/tickets/store.ts';
import { createCounters } from '../../../server/views/service.ts';
import { createCounterStore } from '../../../server/views/store.ts';
import { ViewId } from '../../../shared/facets.ts';
import { countOf } from '../../../shared/state.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { long } from '../../support/long.ts';
import { createRandom, type Random } from '../../support/random.ts';
import { openScreen } from '../../support/screen.ts';
import { buildWorld, kinds, type Person, type World } from '../../support/world.ts';

let cluster: Cluster;
let world: World;
beforeAll(async () => {
  cluster = await startCluster({ nodes: 2 });
  world = await buildWorld(cluster);
});
afterAll(() => cluster.stop());

const everyone = (): Person[] => kinds.filter((kind) => kind !== 'suspended').map((kind) => world.people[kind]);

/** Some change that moves a ticket from one count to another, at either node. */
async function change(random: Random): Promise<void> {
  const client = world.people.admin.client.at(cluster.nodes[random.below(2)]?.url ?? '');
  const ticketId = random.pick(world.tickets).id;
  const statusId = random.pick(world.pipeline.statuses).id;
  const ownerId = random.pick([null, world.other, ...everyone().map(({ id }) => id)]);
  const teamId = random.pick([null, world.teams.a, world.teams.b, world.teams.c]);
  const dice = random.below(14);
  if (dice < 4) await client.call('ticket.setStatus', { ticketId, statusId });
  else if (dice < 7) await client.call('ticket.assign', { ticketId, ownerId, teamId });
  else if (dice < 8) await client.call('ticket.assign', { ticketId, ownerId });
  else if (dice < 11) await aside(random, ticketId);
  else if (dice < 12) await client.ask('ticket.unmerge', { ticketId });
  else if (dice < 13) await client.ask('ticket.merge', { ticketId, intoId: random.pick(world.tickets).id });
  else
    await client.call('ticket.create', { name: 'one more', pipelineId: world.pipeline._id, statusId, ownerId, teamId });
}

/** Lies aside or comes back, or is followed by somebody or no longer; what is not possible now is refused. */
async function aside(random: Random, ticketId: string): Promise<void> {
  const person = random.pick(everyone());
  const name = random.pick([
    'ticket.follow',
    'ticket.follow',
    'ticket.follow',
    'ticket.unfollow',
    'ticket.unsnooze',
    'ticket.markSpam',
    'ticket.unmarkSpam',
    'ticket.trash',
    'ticket.restore',
  ] as const);
  await person.client.ask(name, { ticketId });
  if (random.below(3) === 0) await person.client.ask('ticket.snooze', { ticketId, until: null });
}

async function listed(person: Person, view: ViewId): Promise<number> {
  let [count, cursor] = [0, null as string | null];
  do {
    const page = await person.client.call('ticket.list', { filter: { view }, cursor, limit: 200 });
    count += page.items.length;
    cursor = page.next;
  } while (cursor !== null);
  return count;
}

/** Every ticket counted anew, against the counts that are kept. */
async function differences() {
  const storage = await connectStorage(cluster.mongoUri);
  const tickets = createTicketStore(storage.connection);
  const marks = createMarkStore(storage.connection);
  const counters = createCounters(createCounterStore(storage.connection), async () => null);
  const found = await storage.snapshot(async (session) => {
    const facets = await tickets.facets(world.workspaceId, session);
    const byId = new Map(facets.map((one) => [one._id, one]));
    const followed = (await marks.allFollowed(world.workspaceId, session)).flatMap(({ ticketId, memberId }) => {
      const ticket = byId.get(ticketId);
      return ticket ? [{ ...ticket, followerId: memberId }] : [];
    });
    const all = [...facets.map((one) => ({ ...one, followerId: null })), ...followed];
    return counters.differences(world.workspaceId, all, session);
  });
  await storage.close();
  return found;
}

// S5
test('after hundreds of changes on two nodes every count equals its list, on screens too, and a recount finds no difference', async () => {
  const random = createRandom('counts');
  const screens = await Promise.all(everyone().map((person) => openScreen(world.url, person.client.token)));
  for (let round = 0; round < (long ? 500 : 15); round += 1)
    await Promise.all(Array.from({ length: 20 }, () => change(random)));
  const seq = await cluster.mark();
  for (const [index, person] of everyone().entries()) {
    const screen = screens[index];
    const { counts } = await person.client.call('view.counts', {});
    await screen?.heard(seq);
    for (const view of ViewId.options) {
      const count = counts[view];
      if (count === undefined) continue;
      expect([view, count]).toEqual([view, await listed(person, view)]);
      expect([view, screen && countOf(screen.state, view)]).toEqual([view, count]);
    }
    screen?.close();
  }
  expect(await differences()).toEqual([]);
  expect(cluster.faults()).toEqual([]);
});
