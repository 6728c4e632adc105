import { randomBytes } from 'node:crypto';
import type { App } from '../../server/app.ts';
import type { Pipeline } from '../../server/tickets/model.ts';
import type { Id } from '../../shared/ids.ts';
import {
  buildChannel,
  buildCustomer,
  buildMember,
  buildMessage,
  buildPipeline,
  buildTeam,
  buildTicket,
  reach,
} from './build.ts';
import { type Client, createClient, signIn } from './client.ts';
import type { Cluster } from './cluster.ts';

/** Cannot be guessed, and is found in any bytes that hold it. */
export const secret = (): string => `zq${randomBytes(8).toString('hex')}`;

export const kinds = [
  'admin',
  'everything',
  'teams',
  'teamsUnassigned',
  'own',
  'ownUnassigned',
  'collaborator',
  'guest',
  'suspended',
] as const;
export type Kind = (typeof kinds)[number];

/** What decides a person's rights, in the test's own words. */
export interface Person {
  kind: Kind | 'stranger' | 'nobody';
  id: Id;
  email: string;
  teams: Id[];
  client: Client;
}

/** A ticket with secrets in all that can be read of it. */
export interface Planted {
  id: Id;
  number: number;
  owner: Id | null;
  team: Id | null;
  guests: Id[];
  contactId: Id;
  companyId: Id;
  messageId: string;
  /** Of the ticket and its messages; a contact's and his company's are known to whoever sees one of his tickets. */
  secrets: string[];
  contactSecrets: string[];
}

export interface World {
  app: App;
  url: string;
  workspaceId: Id;
  pipeline: Pipeline;
  teams: { a: Id; b: Id; c: Id };
  people: Record<Kind, Person>;
  stranger: Person;
  nobody: Person;
  /** Owns tickets and never signs in. */
  other: Id;
  tickets: Planted[];
}

/**
 * Who may see a ticket, worked out anew from the words of the product (A1, A2): nothing here comes from the code under
 * test.
 */
export function maySee(person: Person, ticket: Pick<Planted, 'owner' | 'team' | 'guests'>): boolean {
  const his = ticket.owner === person.id;
  const ofHisTeam = ticket.team !== null && person.teams.includes(ticket.team);
  const ofNobody = ticket.owner === null && ticket.team === null;
  const invited = ticket.guests.includes(person.id);
  switch (person.kind) {
    case 'admin':
    case 'everything':
      return true;
    case 'teams':
      return invited || his || ofHisTeam;
    case 'teamsUnassigned':
      return invited || his || ofHisTeam || ofNobody;
    case 'own':
    case 'collaborator':
      return invited || his;
    case 'ownUnassigned':
      return invited || his || ofNobody;
    case 'guest':
      return invited;
    case 'suspended':
    case 'stranger':
    case 'nobody':
      return false;
  }
}

/** What a person is to a ticket: of those to which he is the same, one stands for all. */
export const relation = ({ id, teams }: Person, { owner, team, guests }: Planted): string =>
  [
    owner === id ? 'his' : owner && 'somebody else’s',
    team && (teams.includes(team) ? 'of his team' : 'of another team'),
    guests.includes(id) ? 'invited' : guests.length > 0 && 'others are invited',
  ].join();

/** Guests may look and not change; everybody else here edits what he sees. */
export function mayEdit(person: Person, ticket: Pick<Planted, 'owner' | 'team' | 'guests'>): boolean {
  return maySee(person, { ...ticket, guests: [] });
}

/** What a person may read of these tickets. */
export const secretsFor = (person: Person, tickets: readonly Planted[]): Set<string> =>
  new Set(tickets.filter((one) => maySee(person, one)).flatMap((one) => [...one.secrets, ...one.contactSecrets]));

export async function plant(
  world: Pick<World, 'app' | 'workspaceId' | 'other'>,
  given: { owner?: Id | null; team?: Id | null; guests?: Id[]; sameContactAs?: Planted | undefined } = {},
): Promise<Planted> {
  const { app, workspaceId } = world;
  const { owner = null, team = null, guests = [], sameContactAs } = given;
  const [name, tag, text] = [secret(), secret(), secret()];
  const contactSecrets = sameContactAs?.contactSecrets ?? [secret(), secret(), secret()];
  const [person = '', address = '', company = ''] = contactSecrets;
  const { contactId, companyId } =
    sameContactAs ?? (await buildCustomer(app, workspaceId, { person, address: `${address}@customers.test`, company }));
  const ticket = await buildTicket(app, workspaceId, {
    name,
    tags: [tag],
    ownerId: owner,
    teamId: team,
    guestIds: guests,
    contactIds: [contactId],
  });
  const messageId = await buildMessage(app, workspaceId, ticket._id, world.other, text);
  return {
    id: ticket._id,
    number: ticket.number,
    owner,
    team,
    guests,
    contactId,
    companyId,
    messageId,
    secrets: [name, tag, text],
    contactSecrets,
  };
}

async function settle(cluster: Cluster, teams: { a: Id; b: Id; c: Id }): Promise<Record<Kind, Person>> {
  const { app, workspaceId, node } = cluster;
  const make = async (kind: Kind, given: Parameters<typeof buildMember>[2], ofTeams: Id[] = []): Promise<Person> => {
    const [mainTeamId = null, ...teamIds] = ofTeams;
    const member = await buildMember(app, workspaceId, { mainTeamId, teamIds, ...given });
    const client = await signIn(node.url, member.email);
    return { kind, id: member.userId, email: member.email, teams: ofTeams, client };
  };
  return {
    admin: await make('admin', { role: 'admin', access: reach('none') }),
    everything: await make('everything', { access: reach('everything') }, [teams.a]),
    teams: await make('teams', { access: reach('teams') }, [teams.a]),
    teamsUnassigned: await make('teamsUnassigned', { access: reach('teams', true) }, [teams.b, teams.c]),
    own: await make('own', { access: reach('own') }, [teams.a]),
    ownUnassigned: await make('ownUnassigned', { access: reach('own', true) }, [teams.b]),
    collaborator: await make('collaborator', { role: 'collaborator', access: reach('own') }),
    guest: await make('guest', { access: reach('none') }, [teams.a]),
    suspended: await make('suspended', { access: reach('everything') }, [teams.a]),
  };
}

async function strangerAt(cluster: Cluster): Promise<Person> {
  const { app, node } = cluster;
  const elsewhere = await app.workspaces.create('Elsewhere', 'elsewhere');
  await buildPipeline(app, elsewhere);
  const member = await buildMember(app, elsewhere, { role: 'admin' });
  const client = await signIn(node.url, member.email);
  return { kind: 'stranger', id: member.userId, email: member.email, teams: [], client };
}

/** A workspace in which every kind of person meets every kind of ticket. */
export async function buildWorld(cluster: Cluster): Promise<World> {
  const { app, workspaceId, node } = cluster;
  const pipeline = await buildPipeline(app, workspaceId);
  const teams = {
    a: await buildTeam(app, workspaceId),
    b: await buildTeam(app, workspaceId),
    c: await buildTeam(app, workspaceId),
  };
  const people = await settle(cluster, teams);
  const other = (await buildMember(app, workspaceId, { access: reach('none') })).userId;
  await people.admin.client.call('member.setAccess', { memberId: people.suspended.id, suspended: true });
  const nobody: Person = {
    kind: 'nobody',
    id: '',
    email: '',
    teams: [],
    client: createClient(node.url, ''),
  };
  await buildChannel(app, workspaceId);
  const world = {
    app,
    url: node.url,
    workspaceId,
    pipeline,
    teams,
    people,
    stranger: await strangerAt(cluster),
    nobody,
    other,
  };
  const tickets: Planted[] = [];
  for (const owner of [null, other, people.own.id, people.collaborator.id]) {
    for (const team of [null, teams.a, teams.b]) tickets.push(await plant(world, { owner, team }));
  }
  for (const owner of [people.teams.id, people.guest.id]) tickets.push(await plant(world, { owner, team: teams.b }));
  const [first] = tickets;
  tickets.push(await plant(world, { owner: other, team: teams.c, guests: [people.guest.id] }));
  tickets.push(await plant(world, { owner: other, guests: [people.own.id, people.collaborator.id] }));
  tickets.push(await plant(world, { owner: people.ownUnassigned.id, sameContactAs: first }));
  return { ...world, tickets };
}
