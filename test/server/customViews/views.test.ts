import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Filter } from '../../../shared/filter/language.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { openScreen } from '../../support/screen.ts';
import { buildWorld, type Kind, type World } from '../../support/world.ts';

let cluster: Cluster;
let world: World;
beforeAll(async () => {
  cluster = await startCluster();
  world = await buildWorld(cluster);
});
afterAll(() => cluster.stop());

const filter: Filter = { property: 'owner', op: 'anyOf', value: ['me'] };
const client = (kind: Kind) => world.people[kind].client;
const has = async (kind: Kind, viewId: string) =>
  (await client(kind).call('view.list', {})).items.some(({ id }) => id === viewId);

// A2
test('a view is its maker’s, his team’s or everyone’s, and never a collaborator’s', async () => {
  const { viewId } = await client('teams').call('view.save', { name: 'Late', filter });
  const readers = async () => {
    const kinds = ['admin', 'teams', 'own', 'ownUnassigned', 'collaborator'] as const;
    const having = await Promise.all(kinds.map((kind) => has(kind, viewId)));
    return kinds.filter((_, index) => having[index]);
  };
  expect(await readers()).toEqual(['teams']);
  const saved = { viewId, name: 'Late', filter };
  await client('teams').call('view.save', { ...saved, sharing: 'team', teamId: world.teams.a });
  expect(await readers()).toEqual(['teams', 'own']);
  await client('teams').call('view.save', { ...saved, sharing: 'everyone' });
  expect(await readers()).toEqual(['admin', 'teams', 'own', 'ownUnassigned']);
  expect((await client('collaborator').ask('view.save', { name: 'Mine', filter })).status).toBe(404);
});

test('a shared view is changed by its maker and by admins, and a private one by its maker alone', async () => {
  const { viewId } = await client('own').call('view.save', { name: 'Shared', filter, sharing: 'everyone' });
  const change = { viewId, name: 'Renamed', filter };
  expect((await client('everything').ask('view.save', change)).status).toBe(404);
  expect((await client('everything').ask('view.delete', { viewId })).status).toBe(404);
  expect((await client('admin').ask('view.save', change)).status).toBe(200);
  await client('own').call('view.save', { ...change, sharing: 'private' });
  expect((await client('admin').ask('view.delete', { viewId })).status).toBe(404);
  expect((await client('own').ask('view.delete', { viewId })).status).toBe(200);
});

test('a change of a view that was saved meanwhile is refused, and a rename leaves its filter as it is', async () => {
  const { viewId, version } = await client('own').call('view.save', { name: 'Two at it', filter, sharing: 'everyone' });
  const narrowed: Filter = { property: 'unread', op: 'is', value: true };
  await client('admin').call('view.save', { viewId, baseVersion: version, filter: narrowed });
  const late = await client('own').ask('view.save', { viewId, baseVersion: version, filter });
  expect(late).toMatchObject({ status: 409, body: { error: { code: 'conflict', details: { version: version + 1 } } } });
  await client('own').call('view.save', { viewId, baseVersion: version + 1, name: 'Renamed' });
  const now = (await client('own').call('view.list', {})).items.find(({ id }) => id === viewId);
  expect(now).toMatchObject({ name: 'Renamed', filter: narrowed, sharing: 'everyone' });
  expect((await client('own').ask('view.save', { name: 'Of nothing' })).status).toBe(400);
});

test('what is shared, renamed and taken back is so on the screens of others at once', async () => {
  const screen = await openScreen(world.url, client('everything').token);
  const { viewId } = await client('own').call('view.save', { name: 'First', filter, sharing: 'everyone' });
  await screen.until('it is there', ({ views }) => views[viewId]?.name === 'First');
  await client('own').call('view.save', { viewId, name: 'Second', filter });
  await screen.until('it has its new name', ({ views }) => views[viewId]?.name === 'Second');
  await client('own').call('view.save', { viewId, name: 'Second', filter, sharing: 'private' });
  await screen.until('it is gone', ({ views }) => !(viewId in views));
  screen.close();
});

test('a view for a team without a team, or for one that is none, is refused', async () => {
  const ask = async (input: object) =>
    (await client('own').ask('view.save', { name: 'Theirs', filter, sharing: 'team', ...input })).status;
  expect(await ask({})).toBe(400);
  expect(await ask({ teamId: world.people.own.id })).toBe(400);
});

test('the list of a view means its reader by me', async () => {
  await client('admin').call('view.save', { name: 'My own', filter, sharing: 'everyone' });
  const [view] = (await client('own').call('view.list', {})).items.filter(({ name }) => name === 'My own');
  if (!view) throw new Error('The view is not there');
  const { items } = await client('own').call('ticket.list', { filter: { where: view.filter }, limit: 200 });
  expect(items.length).toBeGreaterThan(0);
  expect(items.filter(({ ownerId }) => ownerId !== world.people.own.id)).toEqual([]);
});
