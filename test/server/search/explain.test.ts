import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createSearchStore, type Found, type Way } from '../../../server/search/store.ts';
import { connectStorage, type Storage } from '../../../server/storage/connection.ts';
import { buildPipeline, buildTeam, buildTicket } from '../../support/build.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { until } from '../../support/until.ts';

const page = 20;
const many = 120;

let cluster: Cluster;
let storage: Storage;
let store: ReturnType<typeof createSearchStore>;
let team: string;
let middle: Found;

beforeAll(async () => {
  cluster = await startCluster({ store: 'embedded' });
  const { app, workspaceId } = cluster;
  await buildPipeline(app, workspaceId);
  team = await buildTeam(app, workspaceId);
  for (let count = 0; count < many; count += 1) {
    const name = `Kettle ${count} 茶壺 ${count % 2 ? 'leaks' : 'hums'}`;
    await buildTicket(app, workspaceId, { name, teamId: count % 2 ? team : null });
  }
  storage = await connectStorage(cluster.mongoUri);
  store = createSearchStore(storage.connection);
  await until('all is in the index', async () => (await store.count(workspaceId, 'ticket', 'kettle', many)) === many);
  const found = await store.walk(workspaceId, 'ticket', 'kettle', null, many / 2);
  middle = found.at(-1) as Found;
});
afterAll(async () => {
  await storage.close();
  await cluster.stop();
});

// V4, V5
test.each<[string, () => [Way, Found | null]]>([
  ['of a word that all have', () => ['kettle', null]],
  ['of a beginning that all have', () => ['ket*', null]],
  ['of one of two', () => [{ any: ['leaks', 'hums'] }, null]],
  ['of two Chinese characters', () => ['茶壺', null]],
  ['of what a member may see', () => [{ scopes: ['unassigned', `team:${team}`] }, null]],
  ['of a word, in the middle', () => ['kettle', middle]],
  ['of what a member may see, in the middle', () => [{ scopes: ['unassigned', `team:${team}`] }, middle]],
])('a search by way %s is served by an index and looks at little more than it takes', async (_name, given) => {
  const [way, after] = given();
  const explained = (await store.explainWalk(cluster.workspaceId, 'ticket', way, after, page)) as unknown as {
    queryPlanner?: { winningPlan?: unknown };
    executionStats?: { totalDocsExamined?: number; nReturned?: number };
  };
  const plan = JSON.stringify(explained.queryPlanner?.winningPlan ?? {});
  expect(plan).toContain('IXSCAN');
  expect(plan).not.toContain('COLLSCAN');
  expect(explained.executionStats?.nReturned).toBe(page);
  expect(explained.executionStats?.totalDocsExamined).toBeLessThanOrEqual(page * 2 + 2);
});
