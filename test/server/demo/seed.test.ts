import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { demoTickets } from '../../../server/demo/content/all.ts';
import { demoErrands } from '../../../server/demo/content/errands.ts';
import { demoPassword } from '../../../server/demo/people.ts';
import { seedDemo } from '../../../server/demo/seed.ts';
import type { Snapshot } from '../../../shared/contract/desk.ts';
import type { TicketFilter } from '../../../shared/contract/tickets.ts';
import type { MessageView, TicketView } from '../../../shared/entities.ts';
import type { ViewId } from '../../../shared/views.ts';
import { type Client, createClient } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';

const names = ['ada', 'ben', 'mei', 'kai', 'rio'] as const;
const made = demoTickets.length + demoErrands.length;

let cluster: Cluster;
const people = {} as Record<(typeof names)[number], Client>;

beforeAll(async () => {
  cluster = await startCluster();
  await seedDemo(cluster.app);
  for (const name of names) {
    const nobody = createClient(cluster.node.url, '');
    const answer = await nobody.call('session.create', { email: `${name}@baton.test`, password: demoPassword });
    if (!('token' in answer)) throw new Error('The demo has one workspace');
    people[name] = createClient(cluster.node.url, answer.token);
  }
}, 120_000);
afterAll(() => cluster.stop());

async function listed(client: Client, filter: TicketFilter): Promise<TicketView[]> {
  const items: TicketView[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: { items: TicketView[]; next: string | null } = await client.call('ticket.list', { filter, cursor });
    items.push(...page.items);
    if (page.next === null) return items;
    cursor = page.next;
  }
}

const messagesOf = async (client: Client, ticketId: string): Promise<MessageView[]> =>
  (await client.call('message.list', { ticketId })).items.reverse();

test('the five can sign in, with the roles, teams and reach that they are known for', async () => {
  const { members, teams, channels }: Snapshot = await people.ada.call('screen.load', {});
  const teamName = (id: string | null) => teams.find((team) => team.id === id)?.name ?? null;
  const known = members.map(({ email, role, mainTeamId, access }) => [
    email,
    role,
    teamName(mainTeamId),
    access.view.level,
    access.view.unassigned,
  ]);
  expect(known.sort()).toEqual([
    ['ada@baton.test', 'admin', 'Support', 'everything', true],
    ['ben@baton.test', 'agent', 'Support', 'everything', true],
    ['kai@baton.test', 'agent', 'Billing', 'teams', false],
    ['mei@baton.test', 'agent', 'Support', 'everything', true],
    ['rio@baton.test', 'collaborator', null, 'own', false],
  ]);
  expect(channels.map(({ address, teamId }) => [address, teamName(teamId)])).toEqual([
    ['support@baton.test', 'Support'],
  ]);
});

test('every count is its list, for each of the five', async () => {
  for (const name of names) {
    const { counts } = await people[name].call('view.counts', {});
    for (const [view, count] of Object.entries(counts)) {
      expect([name, view, (await listed(people[name], { view: view as ViewId })).length]).toEqual([name, view, count]);
    }
  }
});

test('there is something in every view that tickets come to by themselves, and in every status', async () => {
  const { counts } = await people.ben.call('view.counts', {});
  for (const view of ['unassigned', 'mine', 'teamUnassigned', 'open', 'waiting', 'closed'] as const) {
    expect([view, (counts[view] ?? 0) > 3]).toEqual([view, true]);
  }
  const all = await listed(people.ada, {});
  expect(all).toHaveLength(made);
  const { items: pipelines } = await people.ada.call('pipeline.list', {});
  for (const status of pipelines.flatMap((pipeline) => pipeline.statuses)) {
    expect([status.name, all.filter((ticket) => ticket.statusId === status.id).length > 9]).toEqual([
      status.name,
      true,
    ]);
  }
});

test('rio sees his own tickets only, and kai those of Billing and his own', async () => {
  const { meId }: Snapshot = await people.rio.call('screen.load', {});
  const his = await listed(people.rio, {});
  expect(his.length).toBeGreaterThan(2);
  expect(his.every((ticket) => ticket.ownerId === meId)).toBe(true);
  const kai: Snapshot = await people.kai.call('screen.load', {});
  const billing = kai.teams.find((team) => team.name === 'Billing')?.id;
  const kais = await listed(people.kai, {});
  expect(kais.length).toBeGreaterThan(8);
  expect(kais.every((ticket) => ticket.teamId === billing || ticket.ownerId === kai.meId)).toBe(true);
});

test('both languages are well represented', async () => {
  const all = await listed(people.ada, {});
  const inChinese = all.filter((ticket) => /[\u4e00-\u9fff]/.test(ticket.name) && !/[\u3040-\u30ff]/.test(ticket.name));
  expect(inChinese.length).toBeGreaterThan(20);
  expect(all.filter((ticket) => /^[\x20-\x7e°]+$/.test(ticket.name)).length).toBeGreaterThan(25);
});

test('conversations are whole: in the order of time, sent, and alternating as they were told', async () => {
  const told = new Map(demoTickets.map((ticket) => [ticket.subject, ticket]));
  const all = await listed(people.ada, {});
  for (const ticket of all) {
    const messages = await messagesOf(people.ada, ticket.id);
    const expected = told.get(ticket.name)?.talk ?? [];
    const shape = messages.map(({ direction, delivery }) => [direction, delivery?.state ?? null]);
    expect([ticket.name, shape]).toEqual([
      ticket.name,
      expected.map((message) => ('by' in message ? ['out', 'sent'] : ['in', null])),
    ]);
    const times = messages.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
    expect(messages.map(({ id }) => id)).toEqual([...messages.map(({ id }) => id)].sort());
    expect(ticket.lastMessage?.at ?? ticket.createdAt).toBe(ticket.activityAt);
  }
  const created = [...all].sort((a, b) => a.number - b.number).map(({ createdAt }) => createdAt);
  expect(created).toEqual([...created].sort());
});

test('history is told at its time, and several customers wrote more than once', async () => {
  const all = await listed(people.ada, {});
  const perContact = new Map<string, number>();
  for (const { contactIds } of all) for (const id of contactIds) perContact.set(id, (perContact.get(id) ?? 0) + 1);
  expect([...perContact.values()].filter((n) => n > 1).length).toBeGreaterThan(7);
  for (const ticket of all) {
    const { items } = await people.ada.call('ticket.history', { ticketId: ticket.id });
    expect(items.at(-1)?.property).toBe('created');
    for (const { at } of items)
      expect([ticket.name, at <= ticket.activityAt || at <= (ticket.closedAt ?? at)]).toEqual([ticket.name, true]);
  }
});

test('a second start adds nothing', async () => {
  const before = await cluster.app.events.position(cluster.workspaceId);
  await seedDemo(cluster.app);
  expect(await cluster.app.events.position(cluster.workspaceId)).toEqual(before);
  expect(cluster.faults()).toEqual([]);
});
