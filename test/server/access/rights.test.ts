import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createActors } from '../../../server/auth/actor.ts';
import type { Claims } from '../../../server/auth/credentials.ts';
import type { NewMember } from '../../../server/members/service.ts';
import { systemClock } from '../../../server/platform/clock.ts';
import { createDispatch } from '../../../server/rpc/dispatch.ts';
import type { Input } from '../../../shared/contract.ts';
import { buildMember, buildTeam, password, reach } from '../../support/build.ts';
import { type Client, createClient, exchange, signIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { mustNotLeak } from '../../support/leaks.ts';
import { openScreen } from '../../support/screen.ts';
import { buildWorld, type Kind, maySee, type Person, secret, type World } from '../../support/world.ts';

let cluster: Cluster;
let world: World;

beforeAll(async () => {
  cluster = await startCluster({ nodes: 2 });
  world = await buildWorld(cluster);
});
afterAll(() => cluster.stop());

const urls = () => cluster.nodes.map(({ url }) => url);

/** From now on every ticket has another name, which nobody can know who may not see it. */
async function renameAll(): Promise<void> {
  for (const ticket of world.tickets) {
    const name = secret();
    await world.people.admin.client.call('ticket.update', { ticketId: ticket.id, name });
    ticket.secrets.push(name);
  }
}

/** The tickets as they are from now on: old secrets are not in question. */
function forgetOldSecrets(): void {
  for (const ticket of world.tickets) {
    ticket.secrets = [];
    ticket.contactSecrets = [];
  }
}

interface Row {
  name: string;
  before: (teams: World['teams']) => Partial<NewMember>;
  change: (teams: World['teams']) => Omit<Input<'member.setAccess'>, 'memberId'>;
  after: { kind: Kind; teams: (teams: World['teams']) => string[] };
}

const none = () => [];
const rows: Row[] = [
  {
    name: 'from everything to his own',
    before: () => ({ access: reach('everything') }),
    change: () => ({ access: { view: { level: 'own', unassigned: false } } }),
    after: { kind: 'own', teams: none },
  },
  {
    name: 'from everything to his teams',
    before: ({ a }) => ({ access: reach('everything'), mainTeamId: a }),
    change: () => ({ access: { view: { level: 'teams', unassigned: true } } }),
    after: { kind: 'teamsUnassigned', teams: ({ a }) => [a] },
  },
  {
    name: 'from one team to another',
    before: ({ a }) => ({ access: reach('teams'), mainTeamId: a }),
    change: ({ b }) => ({ mainTeamId: b }),
    after: { kind: 'teams', teams: ({ b }) => [b] },
  },
  {
    name: 'out of an extra team',
    before: ({ a, b, c }) => ({ access: reach('teams'), mainTeamId: a, teamIds: [b, c] }),
    change: ({ c }) => ({ teamIds: [c] }),
    after: { kind: 'teams', teams: ({ a, c }) => [a, c] },
  },
  {
    name: 'without the unassigned',
    before: () => ({ access: reach('own', true) }),
    change: () => ({ access: { view: { level: 'own', unassigned: false } } }),
    after: { kind: 'own', teams: none },
  },
  {
    name: 'to nothing',
    before: ({ a }) => ({ access: reach('teams', true), mainTeamId: a }),
    change: () => ({ access: reach('none') }),
    after: { kind: 'guest', teams: none },
  },
  {
    name: 'from admin to collaborator',
    before: () => ({ role: 'admin', access: reach('own') }),
    change: () => ({ role: 'collaborator' }),
    after: { kind: 'collaborator', teams: none },
  },
];

// A5
test.each(rows)('who is moved $name hears nothing more of what he may not see, at any node', async (row) => {
  const { app, workspaceId } = cluster;
  const member = await buildMember(app, workspaceId, row.before(world.teams));
  const client = await signIn(cluster.node.url, member.email);
  const screens = await Promise.all(urls().map((url) => openScreen(url, client.token)));
  const away = await openScreen(cluster.node.url, client.token);
  for (const screen of screens) await screen.list();
  away.drop();
  const person: Person = {
    kind: row.after.kind,
    id: member.userId,
    email: member.email,
    teams: row.after.teams(world.teams),
    client,
  };
  forgetOldSecrets();
  const change = { memberId: member.userId, ...row.change(world.teams) };
  await world.people.admin.client.call('member.setAccess', change);
  client.heard.length = 0;
  await renameAll();
  const seq = await cluster.mark();
  for (const screen of screens) {
    await screen.heard(seq);
    expect(screen.resets).toEqual(['rights']);
    await screen.list();
    const shown = world.tickets.filter(({ id }) => screen.state.tickets[id]).map(({ id }) => id);
    expect(shown).toEqual(world.tickets.filter((ticket) => maySee(person, ticket)).map(({ id }) => id));
    mustNotLeak(screen.bytes, person, world.tickets);
  }
  await away.reconnect();
  expect(away.resets).toEqual(['rights']);
  mustNotLeak(away.bytes, person, world.tickets);
  for (const { id } of world.tickets) await client.ask('ticket.get', { ticketId: id });
  await client.ask('ticket.list', { limit: 200 });
  mustNotLeak(client.heard.join('\n'), person, world.tickets);
  for (const screen of [...screens, away]) screen.close();
});

// A1
test('a role that is taken away closes settings with the next request', async () => {
  const second = await buildMember(cluster.app, cluster.workspaceId, { role: 'admin' });
  const client = await signIn(cluster.node.url, second.email);
  await client.call('team.create', { name: 'One' });
  await world.people.admin.client.call('member.setAccess', { memberId: second.userId, role: 'agent' });
  expect((await client.ask('team.create', { name: 'Two' })).status).toBe(404);
});

async function mustBeOver(client: Client, end: () => Promise<unknown>, reason: string): Promise<void> {
  const screens = await Promise.all(urls().map((url) => openScreen(url, client.token)));
  for (const screen of screens) await screen.list();
  await end();
  for (const screen of screens) {
    await screen.untilLine('ended');
    expect(screen.endings).toEqual([reason]);
    screen.forgetBytes();
  }
  forgetOldSecrets();
  await renameAll();
  await cluster.mark();
  for (const screen of screens) expect(screen.bytes).toBe('');
  for (const url of urls()) expect((await client.at(url).ask('ticket.list', {})).status).toBe(401);
  for (const url of urls()) await expect(openScreen(url, client.token)).rejects.toThrow('unauthenticated');
  for (const screen of screens) screen.close();
}

const anybody = () => buildMember(cluster.app, cluster.workspaceId, { access: reach('everything') });

// A6
test('who is suspended is told so, and is out at every node', async () => {
  const member = await anybody();
  const client = await signIn(cluster.node.url, member.email);
  const change = { memberId: member.userId, suspended: true };
  await mustBeOver(client, () => world.people.admin.client.call('member.setAccess', change), 'suspended');
});

// A6
test('who signs out is out on that sign-in’s screens, and not on his others', async () => {
  const member = await anybody();
  const one = await signIn(cluster.node.url, member.email);
  const other = await signIn(cluster.node.url, member.email);
  const stays = await openScreen(other.url, other.token);
  await mustBeOver(one, () => one.call('session.end', {}), 'signedOut');
  await stays.heard(await cluster.mark());
  expect(stays.line).toBe('live');
  stays.close();
});

// A6
test('a sign-in that is ended from afar is over at once', async () => {
  const member = await anybody();
  const far = await signIn(cluster.node.url, member.email);
  const near = await signIn(cluster.node.url, member.email);
  const { items } = await far.call('session.list', {});
  const sessionId = items.find(({ current }) => current)?.id;
  await mustBeOver(far, () => near.at(urls()[1] ?? '').call('session.end', { sessionId }), 'signedOut');
});

// E2
test('nobody can end the sign-in of another', async () => {
  const [member, enemy] = [await anybody(), await anybody()];
  const client = await signIn(cluster.node.url, member.email);
  const { items } = await client.call('session.list', {});
  const other = await signIn(cluster.node.url, enemy.email);
  expect((await other.ask('session.end', { sessionId: items[0]?.id })).status).toBe(404);
  expect((await client.ask('ticket.list', {})).status).toBe(200);
});

// K5
test('a refresh token that is shown again long after it was replaced ends its sign-in on every screen', async () => {
  const member = await anybody();
  const { url } = cluster.node;
  const entry = await exchange(`${url}/api/session.create`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: member.email, password }),
  });
  const cookieOf = (headers: Headers) => headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const refresh = (cookie: string) => exchange(`${url}/api/session.refresh`, { method: 'POST', headers: { cookie } });
  const stolen = cookieOf(entry.headers);
  const client = createClient(url, (entry.body as { token: string }).token);
  const second = cookieOf((await refresh(stolen)).headers);
  await cluster.app.storage.connection
    .collection<{ _id: string }>('sessions')
    .updateMany({ userId: member.userId }, { $set: { rotatedAt: new Date(0) } });
  await mustBeOver(client, () => refresh(stolen), 'signedOut');
  expect((await refresh(second)).status).toBe(401);
});

test('the last admin stays admin', async () => {
  const elsewhere = await cluster.app.workspaces.create('Small', `small-${secret()}`);
  await buildTeam(cluster.app, elsewhere);
  const alone = await buildMember(cluster.app, elsewhere, { role: 'admin' });
  const client = await signIn(cluster.node.url, alone.email);
  for (const change of [{ role: 'agent' }, { suspended: true }] as const) {
    expect((await client.ask('member.setAccess', { memberId: alone.userId, ...change })).status).toBe(409);
  }
});

/** The node's own way to an answer, with a question whose data take their time: `meanwhile` happens before they are read. */
async function askSlowly(
  client: Client,
  meanwhile: () => Promise<unknown>,
): Promise<{ levels: string[]; answer: Promise<unknown> }> {
  const claims: Claims = JSON.parse(Buffer.from(client.token.split('.')[1] ?? '', 'base64url').toString());
  const levels: string[] = [];
  const { auth, unitOfWork } = cluster.app;
  const dispatch = createDispatch({
    actors: createActors({ store: auth, apiTokens: null as never, clock: systemClock }),
    unitOfWork,
    opens: {} as never,
    accounts: {} as never,
    commands: {} as never,
    queries: {
      'team.list': async (actor: { rights: { access: { view: { level: string } } } }) => {
        levels.push(actor.rights.access.view.level);
        if (levels.length === 1) await meanwhile();
        return levels.at(-1);
      },
    } as never,
    receiptKey: Buffer.alloc(32),
    logger: null as never,
  });
  const visit = { address: '127.0.0.1', agent: '', cookies: null };
  const answer = dispatch.run({ name: 'team.list', input: {}, requestId: undefined, claims, visit });
  await answer.catch(() => {});
  return { levels, answer };
}

// A3; protocol: A1
test('a right that is lost while the data are read is not in the answer', async () => {
  const given = { access: reach('everything') };
  const { userId: memberId, email } = await buildMember(cluster.app, world.workspaceId, given);
  const [admin, person] = [world.people.admin.client, await signIn(cluster.node.url, email)];
  const lost = await askSlowly(person, () => admin.call('member.setAccess', { memberId, access: reach('own') }));
  expect(lost.levels).toEqual(['everything', 'own']);
  expect(await lost.answer).toBe('own');
  const same = await askSlowly(person, () => admin.call('member.update', { memberId, name: 'Another name' }));
  expect(same.levels).toEqual(['own']);
  const out = await askSlowly(person, () => admin.call('member.setAccess', { memberId, suspended: true }));
  await expect(out.answer).rejects.toMatchObject({ code: 'unauthenticated' });
});
