import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildMessage } from '../../support/build.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { mustNotLeak } from '../../support/leaks.ts';
import { openScreen, type Screen } from '../../support/screen.ts';
import {
  buildWorld,
  kinds,
  maySee,
  type Person,
  type Planted,
  plant,
  secret,
  secretsFor,
  type World,
} from '../../support/world.ts';

let cluster: Cluster;
let world: World;
let watchers: { person: Person; screen: Screen; workspaceId: string }[] = [];

beforeAll(async () => {
  cluster = await startCluster({ nodes: 2 });
  world = await buildWorld(cluster);
  const here = kinds.filter((kind) => kind !== 'suspended').map((kind) => world.people[kind]);
  const { wid } = claimsOf(world.stranger);
  watchers = await Promise.all(
    [...here, world.stranger].map(async (person, index) => ({
      person,
      screen: await openScreen(cluster.nodes[index % 2]?.url ?? '', person.client.token),
      workspaceId: person === world.stranger ? wid : world.workspaceId,
    })),
  );
});
afterAll(async () => {
  for (const { screen } of watchers) screen.close();
  await cluster.stop();
});

const claimsOf = (person: Person): { wid: string } =>
  JSON.parse(Buffer.from(person.client.token.split('.')[1] ?? '', 'base64url').toString());

const admin = () => world.people.admin.client;

/** Puts a new secret into everything that can be changed of a ticket. */
async function retell(ticket: Planted): Promise<void> {
  const [name, tag, text] = [secret(), secret(), secret()];
  await admin().call('ticket.update', { ticketId: ticket.id, name, tags: [tag] });
  await buildMessage(cluster.app, world.workspaceId, ticket.id, world.other, text);
  ticket.secrets.push(name, tag, text);
}

/** Everybody has heard all that was written. */
async function allHeard(): Promise<void> {
  for (const { screen, workspaceId } of watchers) await screen.heard(await cluster.mark(workspaceId));
}

// A2
test('what changes in a ticket is told to exactly those who may see it', async () => {
  for (const ticket of world.tickets) await retell(ticket);
  await allHeard();
  for (const { person, screen } of watchers) {
    mustNotLeak(screen.bytes, person, world.tickets);
    const told = world.tickets.filter((one) => maySee(person, one)).flatMap((one) => one.secrets.slice(-3));
    for (const one of told) expect(screen.bytes).toContain(one);
  }
  expect(cluster.faults()).toEqual([]);
});

// A2
test('a new ticket is told to exactly those who may see it', async () => {
  const { own, collaborator } = world.people;
  world.tickets.push(
    await plant(world, { owner: own.id }),
    await plant(world, { team: world.teams.c, guests: [collaborator.id] }),
    await plant(world),
  );
  await allHeard();
  for (const { person, screen } of watchers) mustNotLeak(screen.bytes, person, world.tickets);
});

// A3
test('who loses a ticket to another owner or team is told its id and nothing later', async () => {
  const { own, ownUnassigned, teams } = world.people;
  const { a, b, c } = world.teams;
  const ways = [
    { from: { owner: own.id }, to: { owner: ownUnassigned.id } },
    { from: { team: a }, to: { team: b } },
    { from: {}, to: { team: c } },
    { from: { owner: own.id, team: a }, to: { owner: null } },
    { from: { owner: teams.id }, to: { owner: null, team: b } },
    { from: { team: b, guests: [own.id] }, to: { team: a } },
  ];
  for (const { from, to } of ways) {
    const ticket = await plant(world, from);
    await allHeard();
    const before = watchers.filter(({ person }) => maySee(person, ticket)).map(({ person }) => person.id);
    const seen = new Map(watchers.map(({ person, screen }) => [person.id, screen.bytes.length]));
    await admin().call('ticket.assign', {
      ticketId: ticket.id,
      ...('owner' in to ? { ownerId: to.owner } : {}),
      ...('team' in to ? { teamId: to.team } : {}),
    });
    const moved = { ...ticket, ...to };
    await retell(moved);
    await allHeard();
    for (const { person, screen } of watchers) {
      const later = screen.bytes.slice(seen.get(person.id));
      if (maySee(person, moved)) for (const one of moved.secrets.slice(-3)) expect(later).toContain(one);
      else mustNotLeak(later, person, [moved]);
      const lost = before.includes(person.id) && !maySee(person, moved);
      expect(screen.events.some((event) => event.type === 'ticket.left' && event.ticketId === ticket.id)).toBe(lost);
      expect(screen.state.tickets[ticket.id] !== undefined).toBe(maySee(person, moved));
    }
  }
});

// A4
test('what was missed is caught up with by the rights of now, not of then', async () => {
  const { own, ownUnassigned, collaborator } = world.people;
  const { a, b, c } = world.teams;
  const left = await plant(world, { team: a });
  const handed = await plant(world, { owner: own.id });
  const stayed = await plant(world, { owner: own.id, team: a });
  const gained = await plant(world, { team: b });
  const invited = await plant(world, { team: c });
  await allHeard();
  for (const { screen } of watchers) screen.drop();
  for (const { screen } of watchers) screen.forgetBytes();
  const away = [left, handed, stayed, gained, invited].map((ticket) => ({
    ...ticket,
    secrets: [],
    contactSecrets: [],
  }));
  for (const ticket of away) await retell(ticket);
  await admin().call('ticket.assign', { ticketId: left.id, teamId: b });
  await admin().call('ticket.assign', { ticketId: handed.id, ownerId: ownUnassigned.id });
  await admin().call('ticket.assign', { ticketId: gained.id, teamId: a });
  await admin().call('ticket.letIn', { ticketId: invited.id, memberId: collaborator.id });
  const now = away.map((ticket, index) => ({
    ...ticket,
    ...[{ team: b }, { owner: ownUnassigned.id }, {}, { team: a }, { guests: [collaborator.id] }][index],
  }));
  for (const { screen } of watchers) await screen.reconnect();
  await allHeard();
  for (const { person, screen } of watchers) {
    expect(screen.resets).toEqual([]);
    mustNotLeak(screen.bytes, person, now);
    for (const one of secretsFor(person, now)) expect(screen.bytes).toContain(one);
    expect(screen.state.tickets[invited.id] !== undefined).toBe(
      now.some((one) => one.id === invited.id && maySee(person, one)),
    );
  }
  expect(cluster.faults()).toEqual([]);
});
