import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AppError } from '../../../shared/errors.ts';
import { buildMember, buildPipeline, buildTicket, reach } from '../../support/build.ts';
import { signIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { openScreen } from '../../support/screen.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
  await buildPipeline(cluster.app, cluster.workspaceId);
});
afterAll(() => cluster.stop());

const signedIn = async (role: 'admin' | 'agent') => {
  const member = await buildMember(cluster.app, cluster.workspaceId, { role, access: reach('everything') });
  return { member, ...(await signIn(cluster.node.url, member.email)) };
};

/** Requests that leave in one breath are carried out in one transaction. */
test('rights that a request takes away are gone for the next request of the same batch', async () => {
  await signedIn('admin');
  const { member, url, token } = await signedIn('admin');
  const screen = await openScreen(url, token);
  const answers = await Promise.all([
    screen.askRaw({ id: randomUUID(), name: 'team.create', input: { name: 'First' } }),
    screen.askRaw({ id: randomUUID(), name: 'member.setAccess', input: { memberId: member.userId, role: 'agent' } }),
    screen.askRaw({ id: randomUUID(), name: 'team.create', input: { name: 'Second' } }),
  ]);
  expect(answers[0]).toHaveProperty('teamId');
  expect(answers[1]).toHaveProperty('version');
  expect(answers[2]).toMatchObject({ error: { code: 'notFound' } });
  screen.close();
});

// O6
test('a request that is refused in the middle of a batch leaves the others whole', async () => {
  const { url, token } = await signedIn('agent');
  const screen = await openScreen(url, token);
  const tickets = await Promise.all([1, 2, 3, 4, 5].map(() => buildTicket(cluster.app, cluster.workspaceId)));
  const answers = await Promise.all([
    ...tickets.map(({ _id: ticketId }) =>
      screen.askRaw({ id: randomUUID(), name: 'ticket.update', input: { ticketId, name: 'renamed' } }),
    ),
    screen.askRaw({
      id: randomUUID(),
      name: 'ticket.assign',
      input: { ticketId: tickets[0]?._id, ownerId: randomUUID() },
    }),
    ...tickets.map(({ _id: ticketId }) =>
      screen.askRaw({ id: randomUUID(), name: 'ticket.update', input: { ticketId, priority: 'high' } }),
    ),
  ]);
  expect(answers[5]).toMatchObject({ error: { code: 'invalid' } });
  for (const { _id: ticketId } of tickets) {
    const { ticket } = await screen.ask('ticket.get', { ticketId });
    expect(ticket).toMatchObject({ name: 'renamed', priority: 'high', ownerId: null, version: 3 });
  }
  screen.close();
});

/** Several at once, through the door that every handler uses. */
function together(works: ((name: string) => Promise<unknown>)[]): Promise<PromiseSettledResult<unknown>[]> {
  return Promise.allSettled(works.map((work, index) => work(`piece ${index}`)));
}

const makeTeam = (name: string) =>
  cluster.app.unitOfWork.run(cluster.workspaceId, null, (tx) => cluster.app.members.addTeam(tx, name));

const teamNames = async () => (await cluster.app.members.teamsOf(cluster.workspaceId)).map(({ name }) => name);

// O6
test('a request that is refused after it had written leaves nothing of itself, and the others whole', async () => {
  const half = () =>
    cluster.app.unitOfWork.run(cluster.workspaceId, null, async (tx) => {
      await cluster.app.members.addTeam(tx, 'half done');
      throw new AppError('conflict', 'Not so');
    });
  const outcomes = await together([makeTeam, makeTeam, half, makeTeam]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  const names = await teamNames();
  expect(names).toEqual(expect.arrayContaining(['piece 0', 'piece 1', 'piece 3']));
  expect(names).not.toContain('half done');
});

// O6
test('a bug in one request hurts no other of its batch', async () => {
  const buggy = () =>
    cluster.app.unitOfWork.run(cluster.workspaceId, null, async (tx) => {
      await cluster.app.members.addTeam(tx, 'buggy');
      throw new TypeError('a bug');
    });
  const outcomes = await together([(name) => makeTeam(`${name} b`), buggy, (name) => makeTeam(`${name} b`)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  const names = await teamNames();
  expect(names).toEqual(expect.arrayContaining(['piece 0 b', 'piece 2 b']));
  expect(names).not.toContain('buggy');
});

// O6
test('the same new address twice in one batch makes one member and one conflict', async () => {
  const { url, token } = await signedIn('admin');
  const screen = await openScreen(url, token);
  const input = { email: `${randomUUID()}@people.test`, name: 'Twin', password: 'long enough' };
  const ask = () => screen.askRaw({ id: randomUUID(), name: 'member.create', input });
  const answers = await Promise.all([makeTeam('before'), ask(), ask(), ask()]);
  const refused = answers
    .slice(1)
    .filter((answer) => (answer as { error?: { code: string } }).error?.code === 'conflict');
  expect(refused).toHaveLength(2);
  expect(cluster.faults()).toEqual([]);
  screen.close();
});
