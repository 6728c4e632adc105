import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { columnsOf } from '../../../client/board/columns.ts';
import { connectStorage, type Storage } from '../../../server/storage/connection.ts';
import { guideOf, queryOf } from '../../../server/tickets/filterQuery.ts';
import { pipelineView } from '../../../server/tickets/model.ts';
import { createTicketStore, type TicketQuery } from '../../../server/tickets/store.ts';
import type { PipelineView } from '../../../shared/entities.ts';
import { Phase } from '../../../shared/facets.ts';
import { phasesOf } from '../../../shared/filter/fits.ts';
import { finderOf } from '../../../shared/filter/properties.ts';
import { within } from '../../../shared/filter/within.ts';
import { buildPipeline, buildTeam, buildTicket } from '../../support/build.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';

/** How many entries and documents a plan looked at, and whether an index served it. */
interface Explained {
  queryPlanner?: { winningPlan?: unknown };
  executionStats?: { totalDocsExamined?: number; nReturned?: number };
}

const page = 20;

let cluster: Cluster;
let storage: Storage;
let store: ReturnType<typeof createTicketStore>;
let team: string;
let middle: string;
let status: string;
let pipeline: PipelineView;

beforeAll(async () => {
  cluster = await startCluster({ store: 'embedded' });
  const { app, workspaceId } = cluster;
  pipeline = pipelineView(await buildPipeline(app, workspaceId));
  status = pipeline.statuses[0]?.id ?? '';
  team = await buildTeam(app, workspaceId);
  const tickets = [];
  for (let count = 0; count < 100; count += 1) {
    tickets.push(await buildTicket(app, workspaceId, { teamId: count % 2 ? team : null }));
  }
  middle = tickets[50]?._id ?? '';
  storage = await connectStorage(cluster.mongoUri);
  store = createTicketStore(storage.connection);
});
afterAll(async () => {
  await storage.close();
  await cluster.stop();
});

const query = (more: Partial<TicketQuery>): TicketQuery => ({
  workspaceId: cluster.workspaceId,
  scopes: ['all'],
  phases: ['open'],
  sort: 'activity',
  after: null,
  limit: page,
  ...more,
});

const fourScopes = () => ['unassigned', `team:${team}`, 'user:somebody', 'guest:somebody'];
const behind = () => ({ activityAt: new Date(), id: middle });

test.each<[string, () => Partial<TicketQuery>]>([
  ['of everything', () => ({})],
  ['oldest first', () => ({ sort: 'first' })],
  ['of one priority', () => ({ priority: 'normal' })],
  ['of one source', () => ({ source: 'manual' })],
  ['of one status, longest untouched first', () => ({ statusId: status, sort: 'oldest' })],
  ['by a member with four scopes', () => ({ scopes: fourScopes() })],
  ['of every phase', () => ({ phases: [...Phase.options] })],
  ['longest untouched first', () => ({ sort: 'oldest' })],
  ['newest first', () => ({ sort: 'created' })],
  ['in the middle', () => ({ after: behind() })],
  ['in the middle, newest first', () => ({ sort: 'created', after: behind() })],
])('a list %s is served by an index and looks at little more than it shows', async (_name, more) => {
  const asked = query(more());
  const explained = (await store.explainList(asked)) as unknown as Explained;
  const plan = JSON.stringify(explained.queryPlanner?.winningPlan ?? {});
  expect(plan).toContain('IXSCAN');
  expect(plan).not.toContain('COLLSCAN');
  // One page for each bound that the plan merges, at most.
  const bounds = asked.scopes.length * asked.phases.length;
  const { totalDocsExamined = Number.POSITIVE_INFINITY } = explained.executionStats ?? {};
  expect(totalDocsExamined).toBeLessThanOrEqual(page * bounds + bounds);
});

test('every column of a board is served by the index of its status, and looks at little more than it shows', async () => {
  const asker = { id: middle, teamIds: [], now: Date.now(), draftIds: [], followedIds: [], find: finderOf({}) };
  for (const view of ['open', 'mine', 'closed'] as const) {
    for (const { list } of columnsOf({ view, where: null }, pipeline)) {
      const filter = within(list.view ?? undefined, list.where ?? { and: [] });
      const explained = (await store.look.explain(
        {
          workspaceId: cluster.workspaceId,
          scopes: ['all'],
          phases: phasesOf(filter),
          guide: guideOf(filter, asker),
          rest: [queryOf(filter, asker)],
          sort: 'activity',
          after: null,
          step: 500,
        },
        page,
      )) as unknown as Explained;
      const plan = JSON.stringify(explained.queryPlanner?.winningPlan ?? {});
      expect(plan).toContain('statusId');
      expect(plan).not.toContain('COLLSCAN');
    }
  }
  const { executionStats } = (await store.look.explain(
    {
      workspaceId: cluster.workspaceId,
      scopes: ['all'],
      phases: ['open'],
      guide: { statusIds: [status] },
      rest: [],
      sort: 'activity',
      after: null,
      step: 500,
    },
    page,
  )) as unknown as Explained;
  expect(executionStats?.nReturned).toBe(page);
  expect(executionStats?.totalDocsExamined).toBeLessThanOrEqual(page + 1);
});
