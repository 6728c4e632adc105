import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { forgetOld } from '../../../server/events/retention.ts';
import { buildMember, buildPipeline, buildTicket, reach } from '../../support/build.ts';
import { type Client, signIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { mustEqualFresh } from '../../support/fresh.ts';
import { createRandom } from '../../support/random.ts';
import { readEverything } from '../../support/reading.ts';
import { openScreen, type Screen } from '../../support/screen.ts';

let cluster: Cluster;
let clients: Client[];

beforeAll(async () => {
  cluster = await startCluster({ nodes: 3 });
  await buildPipeline(cluster.app, cluster.workspaceId);
  const member = await buildMember(cluster.app, cluster.workspaceId, { access: reach('everything') });
  const client = await signIn(cluster.node.url, member.email);
  clients = cluster.nodes.map(({ url }) => client.at(url));
});
afterEach(() => cluster.loseRings(false));
afterAll(() => cluster.stop());

const clientOf = (index: number): Client => {
  const client = clients[index % clients.length];
  if (!client) throw new Error('There is no such node');
  return client;
};

async function wholeLog() {
  const { app, workspaceId } = cluster;
  const entries = [];
  for (let from = 0; ; ) {
    const page = await app.events.after(workspaceId, from, 500);
    entries.push(...page);
    const last = page.at(-1);
    if (!last) return entries;
    from = last.seq;
  }
}

const seqsOf = (screen: Screen): number[] => screen.events.map(({ seq }) => seq);

// L1, L3
test('three nodes that write at once leave one log without gaps, in the order of their commits, heard once at each', async () => {
  const random = createRandom('three nodes write at once');
  const screens = await Promise.all(clients.map(({ url, token }) => openScreen(url, token)));
  const first = (await cluster.mark()) + 1;
  const tickets = await Promise.all(
    Array.from({ length: 8 }, () => buildTicket(cluster.app, cluster.workspaceId, { name: 'n0' })),
  );
  const acknowledged: string[] = [];
  const writer = async (index: number) => {
    for (let step = 0; step < 15; step += 1) {
      const { _id: ticketId } = random.pick(tickets);
      const name = `n-${index}-${step}`;
      await clientOf(index).call('ticket.update', { ticketId, name });
      acknowledged.push(name);
    }
  };
  await Promise.all(Array.from({ length: 9 }, (_, index) => writer(index)));
  const last = await cluster.mark();
  const log = (await wholeLog()).filter(({ seq }) => seq >= first && seq <= last);
  expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length: last - first + 1 }, (_, index) => first + index));
  const versions = new Map<string, number>();
  const names: string[] = [];
  for (const { data } of log) {
    if (data?.type !== 'ticket.changed') continue;
    const { ticket } = data as unknown as { ticket: { id: string; version: number; name: string } };
    expect(ticket.version).toBe((versions.get(ticket.id) ?? 1) + 1);
    versions.set(ticket.id, ticket.version);
    names.push(ticket.name);
  }
  expect(names.sort()).toEqual(acknowledged.sort());
  for (const screen of screens) {
    await screen.heard(last);
    const heard = seqsOf(screen).filter((seq) => seq >= first && seq <= last);
    const meant = log.filter(({ data, except }) => data !== null && !except.includes('all'));
    expect(heard).toEqual(meant.map(({ seq }) => seq));
    screen.close();
  }
  expect(cluster.faults()).toEqual([]);
});

// C3, C4
test('a screen that comes in while others write misses nothing', async () => {
  const ticket = await buildTicket(cluster.app, cluster.workspaceId);
  let writing = true;
  const writer = async (index: number) => {
    for (let step = 0; writing; step += 1)
      await clientOf(index).call('ticket.update', { ticketId: ticket._id, name: `w-${index}-${step}` });
  };
  const writers = [0, 1].map(writer);
  const watched = [];
  for (let round = 0; round < 12; round += 1) {
    const { url, token } = clientOf(round);
    const screen = await openScreen(url, token);
    await readEverything(screen);
    if (round % 3 === 0) {
      screen.drop();
      await clientOf(round).call('ticket.update', { ticketId: ticket._id, priority: round % 2 ? 'low' : 'high' });
      await screen.reconnect({ url: clientOf(round + 1).url });
    }
    watched.push({ screen, url, token });
  }
  writing = false;
  await Promise.all(writers);
  await mustEqualFresh(cluster, watched);
  for (const { screen } of watched) {
    const seqs = seqsOf(screen);
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
    screen.close();
  }
});

// L3
test('a doorbell that nobody hears costs a look at the store, not an event', async () => {
  const screens = await Promise.all(clients.map(({ url, token }) => openScreen(url, token)));
  cluster.loseRings(true);
  const ticket = await buildTicket(cluster.app, cluster.workspaceId, { name: 'unheard' });
  for (const screen of screens) {
    await screen.until('the ticket is shown', (state) => state.tickets[ticket._id]?.name === 'unheard');
    screen.close();
  }
});

// S4
test('a beat comes through the whole pipe and says how far the node has told', async () => {
  const screen = await openScreen(clientOf(1).url, clientOf(1).token);
  cluster.loseRings(true);
  const seq = await cluster.mark();
  await screen.until('a beat says so', () => (screen.beats.at(-1) ?? -1) >= seq);
  expect(screen.state.seq).toBeGreaterThanOrEqual(seq);
  screen.close();
});

// C3
test('who comes back hears each event that he missed once, and no reset', async () => {
  const screen = await openScreen(clientOf(0).url, clientOf(0).token);
  const ticket = await buildTicket(cluster.app, cluster.workspaceId);
  await screen.heard(await cluster.mark());
  screen.drop();
  for (let step = 0; step < 5; step += 1) {
    await clientOf(step).call('ticket.update', { ticketId: ticket._id, name: `missed ${step}` });
  }
  await screen.reconnect({ url: clientOf(2).url });
  await screen.heard(await cluster.mark());
  expect(screen.resets).toEqual([]);
  expect(screen.state.tickets[ticket._id]?.name).toBe('missed 4');
  const seqs = seqsOf(screen);
  expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
  screen.close();
});

async function comesBack(position: { epoch?: string; seq?: number }): Promise<string[]> {
  const { url, token } = clientOf(0);
  const screen = await openScreen(url, token);
  screen.drop();
  screen.pretend(position);
  await screen.reconnect();
  await screen.heard(await cluster.mark());
  screen.close();
  return [...screen.resets];
}

// C5
test('a position of another epoch is answered by a reset', async () => {
  expect(await comesBack({ epoch: 'before the restore' })).toEqual(['epoch']);
});

// C5
test('a position that this log has not reached is answered by a reset', async () => {
  expect(await comesBack({ seq: 1_000_000_000 })).toEqual(['epoch']);
});

// C5
test('who has missed more than a thousand events loads anew', async () => {
  const { url, token } = clientOf(0);
  const screen = await openScreen(url, token);
  screen.drop();
  const { app, workspaceId } = cluster;
  const workspace = { id: workspaceId, name: 'Test', slug: 'test', version: 1 };
  await app.unitOfWork.run(workspaceId, null, async (tx) => {
    for (let count = 0; count < 1001; count += 1) {
      tx.emit({ type: 'workspace.changed', workspace }, { audience: ['members'] });
    }
  });
  await screen.reconnect();
  expect(screen.resets).toEqual(['behind']);
  screen.close();
});

// C5, L4
test('who was away for longer than the log is kept loads anew, and then misses nothing', async () => {
  const { url, token } = clientOf(0);
  const screen = await openScreen(url, token);
  screen.drop();
  const ticket = await buildTicket(cluster.app, cluster.workspaceId, { name: 'while away' });
  const inNineDays = { now: () => new Date(Date.now() + 9 * 86_400_000) };
  await forgetOld(cluster.app.events, inNineDays);
  await buildTicket(cluster.app, cluster.workspaceId);
  await screen.reconnect();
  expect(screen.resets).toEqual(['behind']);
  await screen.list();
  expect(screen.state.tickets[ticket._id]?.name).toBe('while away');
  screen.close();
});
