import '../support/indexedDb.ts';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Refused as RefusedHere, Unreachable } from '../../client/connection/refused.ts';
import type { Screen } from '../../client/connection/screen.ts';
import { emptyScreen, type ScreenState, settled } from '../../client/connection/screenState.ts';
import { createStore } from '../../client/connection/store.ts';
import { change } from '../../client/outbox/change.ts';
import { type Outbox, outboxOf } from '../../client/outbox/outbox.ts';
import { changeStatus, questionOf } from '../../client/required/asking.ts';
import { setName, setPriority } from '../../client/tickets/change.ts';
import type { TicketView } from '../../shared/entities.ts';
import { buildMember, buildPipeline, buildTicket, reach } from '../support/build.ts';
import { type Client, Refused, signIn } from '../support/client.ts';
import { type Cluster, startCluster } from '../support/cluster.ts';
import { type Screen as Heard, openScreen } from '../support/screen.ts';
import { until } from '../support/until.ts';

let cluster: Cluster;
let admin: Client;
const opened: { close(): void }[] = [];

beforeAll(async () => {
  cluster = await startCluster({ nodes: 1 });
  await buildPipeline(cluster.app, cluster.workspaceId);
  admin = await signIn(
    cluster.node.url,
    (await buildMember(cluster.app, cluster.workspaceId, { role: 'admin' })).email,
  );
});
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});
afterAll(() => cluster.stop());

/** A page of the client over a real socket: its state and its outbox; the line is as the test says. */
interface Tab {
  screen: Screen;
  outbox: Outbox;
  heard: Heard;
  /** From now on the answer to the next request is lost. */
  loseAnswer(): void;
  turn(at: 'live' | 'offline'): void;
  close(): void;
}

async function openTab(client: Client, owner: string): Promise<Tab> {
  const heard = await openScreen(client.url, client.token);
  await heard.list();
  const store = createStore<ScreenState>({ ...emptyScreen, known: heard.state, confirmed: true });
  let loses = false;
  const screen = {
    owner,
    store,
    update: (next: (state: ScreenState) => ScreenState) =>
      store.set((state) => settled(next({ ...state, known: heard.state }))),
    learn: () => {},
    async ask(name: Parameters<Heard['ask']>[0], input: never, id: string) {
      const value = await heard.ask(name, input, id).catch((error) => {
        throw error instanceof Refused ? new RefusedHere(error.refusal) : new Unreachable(String(error));
      });
      if (!loses) return { value, seq: -1 };
      loses = false;
      throw new Unreachable('The answer was lost');
    },
  } as unknown as Screen;
  const outbox = outboxOf(screen);
  const tab: Tab = {
    screen,
    outbox,
    heard,
    loseAnswer: () => {
      loses = true;
    },
    turn: (at) => screen.update((state) => ({ ...state, line: at === 'live' ? { at, heardAt: 1 } : { at, since: 1 } })),
    close() {
      outbox.close();
      heard.close();
    },
  };
  opened.push(tab);
  tab.turn('offline');
  await outbox.ready;
  return tab;
}

async function buildAgent(level: 'everything' | 'own' = 'everything') {
  const member = await buildMember(cluster.app, cluster.workspaceId, { access: reach(level) });
  const client = await signIn(cluster.node.url, member.email);
  return { id: member.userId, client, owner: `${member.userId} ${cluster.workspaceId}` };
}

async function makeTicket(ownerId: string | null = null): Promise<TicketView> {
  const { _id: ticketId } = await buildTicket(cluster.app, cluster.workspaceId, { ownerId });
  return (await admin.call('ticket.get', { ticketId })).ticket;
}

const ticketNow = async ({ id: ticketId }: TicketView) => (await admin.call('ticket.get', { ticketId })).ticket;
const shownIn = ({ screen }: Tab, { id }: TicketView) => screen.store.get().shown?.tickets[id];
const changesOf = async ({ id: ticketId }: TicketView) =>
  (await admin.call('ticket.history', { ticketId })).items.map(({ property }) => property).reverse();
const empty = ({ outbox }: Tab) => until('the outbox is empty', () => outbox.entries.get().length === 0);
const kept = ({ outbox }: Tab, count: number) => until(`${count} wait`, () => outbox.entries.get().length === count);
const untilParked = ({ outbox }: Tab) => until('it is parked', () => outbox.entries.get().some(({ parked }) => parked));

test('what is done offline shows at once, and is carried out in its order when the line is back', async () => {
  const agent = await buildAgent();
  const ticket = await makeTicket();
  const tab = await openTab(agent.client, agent.owner);
  setName(tab.screen, ticket, 'First');
  setPriority(tab.screen, ticket, 'high');
  setName(tab.screen, ticket, 'Second');
  expect(shownIn(tab, ticket)).toMatchObject({ name: 'Second', priority: 'high' });
  await kept(tab, 3);
  expect((await ticketNow(ticket)).name).toBe(ticket.name);
  tab.turn('live');
  await empty(tab);
  expect(await ticketNow(ticket)).toMatchObject({ name: 'Second', priority: 'high' });
  expect((await changesOf(ticket)).slice(-3)).toEqual(['name', 'priority', 'name']);
});

/** Keeps the disk's rows to itself until it is told to let go. */
async function busyDisk(): Promise<() => Promise<void>> {
  const request = indexedDB.open('baton.outbox');
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const transaction = db.transaction('waiting', 'readwrite');
  const over = new Promise((resolve) => {
    transaction.oncomplete = resolve;
  });
  let busy = true;
  const goOn = () => {
    if (busy) transaction.objectStore('waiting').count().onsuccess = goOn;
  };
  goOn();
  return async () => {
    busy = false;
    await over;
    db.close();
  };
}

test('a change need not wait for the disk, which keeps nothing of it afterwards', async () => {
  const agent = await buildAgent();
  const ticket = await makeTicket();
  const tab = await openTab(agent.client, agent.owner);
  tab.turn('live');
  const letGo = await busyDisk();
  try {
    setName(tab.screen, ticket, 'Before the disk');
    await until('the server has it', async () => (await ticketNow(ticket)).name === 'Before the disk');
  } finally {
    await letGo();
  }
  await empty(tab);
  const next = await openTab(agent.client, agent.owner);
  expect(next.outbox.entries.get()).toEqual([]);
});

test('what a closed page has left is carried out by the next', async () => {
  const agent = await buildAgent();
  const ticket = await makeTicket();
  const before = await openTab(agent.client, agent.owner);
  setName(before.screen, ticket, 'Said before the page went');
  await until('it is on the disk', async () => {
    const other = await openTab(agent.client, agent.owner);
    return other.outbox.entries.get().length === 1;
  });
  for (const one of opened.splice(0)) one.close();
  const next = await openTab(agent.client, agent.owner);
  expect(shownIn(next, ticket)?.name).toBe('Said before the page went');
  next.turn('live');
  await empty(next);
  expect((await ticketNow(ticket)).name).toBe('Said before the page went');
});

test('two tabs that come back at the same moment carry it out once', async () => {
  const agent = await buildAgent();
  const ticket = await makeTicket();
  const [one, other] = [await openTab(agent.client, agent.owner), await openTab(agent.client, agent.owner)];
  setName(one.screen, ticket, 'From the one');
  setPriority(other.screen, ticket, 'high');
  await Promise.all([kept(one, 2), kept(other, 2)]);
  one.turn('live');
  other.turn('live');
  await Promise.all([empty(one), empty(other)]);
  expect((await changesOf(ticket)).filter((property) => property !== 'created').sort()).toEqual(['name', 'priority']);
});

test('a request whose answer was lost is asked again and done once', async () => {
  const agent = await buildAgent();
  const ticket = await makeTicket();
  const tab = await openTab(agent.client, agent.owner);
  tab.turn('live');
  tab.loseAnswer();
  setName(tab.screen, ticket, 'Once');
  await until('it is done', async () => (await ticketNow(ticket)).name === 'Once');
  await empty(tab);
  expect((await changesOf(ticket)).filter((property) => property === 'name')).toEqual(['name']);
});

test('a change that is refused at once is put back, with the reason', async () => {
  const agent = await buildAgent('own');
  const ticket = await makeTicket(agent.id);
  const tab = await openTab(agent.client, agent.owner);
  await admin.call('ticket.assign', { ticketId: ticket.id, ownerId: null });
  tab.turn('live');
  setName(tab.screen, ticket, 'Not mine any more');
  await until('it is put back', () => tab.screen.store.get().putBack.length === 1);
  expect(tab.screen.store.get().putBack).toEqual([{ ticketId: ticket.id, property: 'name', reason: 'notFound' }]);
  await empty(tab);
});

test('what was done offline and is refused is parked with its reason, and holds up nothing else', async () => {
  const agent = await buildAgent('own');
  const [lost, held] = [await makeTicket(agent.id), await makeTicket(agent.id)];
  const tab = await openTab(agent.client, agent.owner);
  setName(tab.screen, lost, 'Not mine any more');
  setName(tab.screen, held, 'Still mine');
  await kept(tab, 2);
  await admin.call('ticket.assign', { ticketId: lost.id, ownerId: null });
  tab.turn('live');
  await untilParked(tab);
  await kept(tab, 1);
  expect(tab.outbox.entries.get()).toMatchObject([{ ticketId: lost.id, parked: 'notFound' }]);
  expect((await ticketNow(held)).name).toBe('Still mine');
  await tab.outbox.drop(tab.outbox.entries.get()[0]?.id ?? '');
  await empty(tab);
});

test('who finds that somebody else has changed the same meanwhile is asked, and may do it anyway', async () => {
  const agent = await buildAgent();
  const ticket = await makeTicket();
  const tab = await openTab(agent.client, agent.owner);
  setPriority(tab.screen, ticket, 'high');
  await kept(tab, 1);
  await admin.call('ticket.update', { ticketId: ticket.id, priority: 'low' });
  await tab.heard.until('it is heard', (state) => state.tickets[ticket.id]?.priority === 'low');
  tab.turn('live');
  await untilParked(tab);
  expect(tab.outbox.entries.get()).toMatchObject([{ parked: 'overtaken' }]);
  expect([shownIn(tab, ticket)?.priority, (await ticketNow(ticket)).priority]).toEqual(['low', 'low']);
  await tab.outbox.again(tab.outbox.entries.get()[0]?.id ?? '');
  await empty(tab);
  expect((await ticketNow(ticket)).priority).toBe('high');
});

test('a status, a follow and a snooze wait as well', async () => {
  const agent = await buildAgent();
  const ticket = await makeTicket();
  const tab = await openTab(agent.client, agent.owner);
  const statuses = tab.heard.state.pipelines[ticket.pipelineId]?.statuses ?? [];
  const other = statuses.find(({ id, state }) => id !== ticket.statusId && state === 'waiting');
  if (!other) throw new Error('The first pipeline has a status that waits');
  void changeStatus(tab.screen, [ticket.id], other);
  const { id: ticketId } = ticket;
  const waits = [
    change(
      tab.screen,
      { facet: 'mark', patch: {}, mark: { following: true } },
      { name: 'ticket.follow', input: { ticketId } },
    ),
    change(
      tab.screen,
      { facet: 'place', patch: { phase: 'snoozed', snooze: { until: null } } },
      { name: 'ticket.snooze', input: { ticketId, until: null } },
    ),
  ];
  expect(await Promise.all(waits)).toEqual([{ at: 'waits' }, { at: 'waits' }]);
  expect(shownIn(tab, ticket)).toMatchObject({ statusId: other.id, phase: 'snoozed' });
  expect(tab.screen.store.get().shown?.marks[ticketId]?.following).toBe(true);
  tab.turn('live');
  await empty(tab);
  expect(await ticketNow(ticket)).toMatchObject({ statusId: other.id, phase: 'snoozed' });
  expect((await agent.client.call('ticket.get', { ticketId })).mark?.following).toBe(true);
});

test('what only the server knows to be lacking is asked for when it says so, and saved in the same step', async () => {
  const agent = await buildAgent();
  const ticket = await makeTicket();
  const tab = await openTab(agent.client, agent.owner);
  tab.turn('live');
  const pipeline = tab.heard.state.pipelines[ticket.pipelineId];
  const closed = pipeline?.statuses.find(({ state }) => state === 'closed');
  if (!pipeline || !closed) throw new Error('Every pipeline can close');
  const closedRequires = (requiredProperties: string[]) =>
    admin.call('pipeline.save', {
      pipelineId: pipeline.id,
      name: pipeline.name,
      statuses: pipeline.statuses.map(({ id, name, state }) => ({
        id,
        name,
        state,
        requiredProperties: id === closed.id ? requiredProperties : [],
      })),
    });
  await closedRequires(['description']);
  try {
    const here = { isConnected: true } as Element;
    const asked = () => questionOf(tab.screen).get();
    for (const answer of [null, { description: 'A new lid' }]) {
      const changed = changeStatus(tab.screen, [ticket.id], closed, here);
      await until('it is asked', () => asked() !== null);
      expect(asked()).toMatchObject({ keys: ['description'], count: 1, at: here });
      expect(shownIn(tab, ticket)).toMatchObject({ statusId: ticket.statusId });
      expect(tab.screen.store.get().putBack).toEqual([]);
      asked()?.answer(answer);
      expect(await changed).toBe(answer !== null);
      expect(await ticketNow(ticket)).toMatchObject(
        answer ? { statusId: closed.id, properties: answer } : { statusId: ticket.statusId, properties: {} },
      );
    }
  } finally {
    await closedRequires([]);
  }
});

test('what has waited longer than the server remembers asks first', async () => {
  const agent = await buildAgent();
  const ticket = await makeTicket();
  const tab = await openTab(agent.client, agent.owner);
  const call = { name: 'ticket.update', input: { ticketId: ticket.id, name: 'From long ago' } } as const;
  const common = { ticketId: ticket.id, at: '2020-01-01T00:00:00.000Z', waited: true, refusals: 0, parked: null };
  await tab.outbox.add({
    kind: 'change',
    id: 'long-ago',
    ...common,
    call,
    facet: 'name',
    patch: { name: 'From long ago' },
    before: {},
  });
  tab.turn('live');
  await untilParked(tab);
  expect(tab.outbox.entries.get()).toMatchObject([{ parked: 'old' }]);
  expect((await ticketNow(ticket)).name).toBe(ticket.name);
});
