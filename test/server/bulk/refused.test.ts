import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCarryingOut } from '../../../server/bulk/carryingOut.ts';
import type { Bulk } from '../../../server/bulk/model.ts';
import type { Tx } from '../../../server/events/batch.ts';
import type { Merging } from '../../../server/merging/service.ts';
import type { Pipeline } from '../../../server/tickets/model.ts';
import type { BulkChange, BulkView } from '../../../shared/bulk.ts';
import { AppError } from '../../../shared/errors.ts';
import { buildMember, buildPipeline, buildTicket, reach } from '../../support/build.ts';
import { type Client, signIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { until } from '../../support/until.ts';

let cluster: Cluster;
let pipeline: Pipeline;
let other: Pipeline;
let ada: Client;
let adaId: string;
/** A colleague who sees and changes what is his, and looks at what he is let into. */
let rio: Client;
let rioId: string;
let rios: Awaited<ReturnType<typeof buildMember>>;
const lacking = 'description';

beforeAll(async () => {
  cluster = await startCluster();
  pipeline = await buildPipeline(cluster.app, cluster.workspaceId);
  other = await buildPipeline(cluster.app, cluster.workspaceId);
  const all = await buildMember(cluster.app, cluster.workspaceId, { role: 'admin', access: reach('everything') });
  rios = await buildMember(cluster.app, cluster.workspaceId, { access: reach('own') });
  [adaId, rioId] = [all.userId, rios.userId];
  ada = await signIn(cluster.node.url, all.email);
  rio = await signIn(cluster.node.url, rios.email);
  for (const one of [pipeline, other]) {
    await ada.call('pipeline.save', {
      pipelineId: one._id,
      name: one.name,
      statuses: one.statuses.map(({ id, name, state }) => ({
        id,
        name,
        state,
        ...(state === 'closed' ? { requiredProperties: [lacking] } : {}),
      })),
    });
  }
});
afterAll(() => cluster?.stop());

const closedIn = ({ statuses }: Pipeline) => statuses.find(({ state }) => state === 'closed')?.id ?? '';

async function build(ownerId: string, guestIds: string[] = []): Promise<string> {
  return (await buildTicket(cluster.app, cluster.workspaceId, { ownerId, guestIds }))._id;
}

/** All that a change could leave on a ticket. */
async function all(ticketId: string): Promise<unknown> {
  const { ticket } = await ada.call('ticket.get', { ticketId });
  const { items } = await ada.call('ticket.history', { ticketId });
  return { ticket, items };
}

async function done(client: Client, ids: string[], change: BulkChange): Promise<BulkView> {
  const { bulk } = await client.call('ticket.bulk', { ids, change });
  let found: BulkView | undefined;
  await until('it has ended', async () => {
    found = (await client.call('bulk.list', {})).items.find(({ id }) => id === bulk.id);
    return found !== undefined && found.state !== 'running';
  });
  return found ?? bulk;
}

interface Row {
  what: string;
  change: () => Promise<BulkChange> | BulkChange;
  /** What its tickets have been through. */
  ready?: (ticketId: string) => Promise<unknown>;
}

const kinds: Row[] = [
  { what: 'assign', change: () => ({ assign: { teamId: null, ownerId: rioId } }) },
  { what: 'status', change: () => ({ statusId: pipeline.statuses[1]?.id ?? '' }) },
  { what: 'properties', change: () => ({ properties: { [lacking]: 'his words' } }) },
  { what: 'move', change: () => ({ move: { pipelineId: other._id } }) },
  { what: 'merge', change: async () => ({ mergeInto: await build(rioId) }) },
  { what: 'priority', change: () => ({ priority: 'high' }) },
  { what: 'addTag', change: () => ({ addTag: 'his' }) },
  {
    what: 'removeTag',
    change: () => ({ removeTag: 'kept' }),
    ready: (ticketId) => ada.call('ticket.update', { ticketId, tags: ['kept'] }),
  },
  { what: 'trash', change: () => ({ trash: true }) },
  { what: 'restore', change: () => ({ trash: false }), ready: (ticketId) => ada.call('ticket.trash', { ticketId }) },
  { what: 'spam', change: () => ({ spam: true }) },
  { what: 'not spam', change: () => ({ spam: false }), ready: (ticketId) => ada.call('ticket.markSpam', { ticketId }) },
];

describe('of a bulk change', () => {
  // A2, T15
  test.each(kinds)(
    '$what: what its author may see and not change stays as it was, the rest changes',
    async ({ change, ready }) => {
      const [his, seen, hidden] = [await build(rioId), await build(adaId, [rioId]), await build(adaId)];
      for (const id of [his, seen, hidden]) await ready?.(id);
      const [hisBefore, seenBefore, hiddenBefore] = [await all(his), await all(seen), await all(hidden)];
      const bulk = await done(rio, [seen, his, hidden], await change());
      expect(bulk).toMatchObject({ state: 'done', done: 1, passedOver: 2, refused: 0 });
      expect(await all(seen)).toEqual(seenBefore);
      expect(await all(hidden)).toEqual(hiddenBefore);
      // Assigned to himself already, it is as it was.
      if (!bulk.same) expect(await all(his)).not.toEqual(hisBefore);
    },
  );

  const rules: Row[] = [
    { what: 'a status that requires what is lacking', change: () => ({ statusId: closedIn(pipeline) }) },
    {
      what: 'a move to a status that requires it',
      change: () => ({ move: { pipelineId: other._id, statusId: closedIn(other) } }),
    },
    {
      what: 'a property that is not there',
      change: () => ({ properties: { '01890000-0000-7000-8000-000000000000': 'x' } }),
    },
    {
      what: 'merging what lies in the trash',
      change: async () => ({ mergeInto: await build(adaId) }),
      ready: (ticketId) => ada.call('ticket.trash', { ticketId }),
    },
  ];
  // T8, T15
  test.each(rules)('$what is refused and leaves its ticket as it was', async ({ change, ready }) => {
    const ticketId = await build(adaId);
    await ready?.(ticketId);
    const was = await all(ticketId);
    expect(await done(ada, [ticketId], await change())).toMatchObject({ state: 'done', done: 0, refused: 1 });
    expect(await all(ticketId)).toEqual(was);
  });

  test('a refusal that comes after a write is a fault, and nothing of the page is kept', async () => {
    const ids = [await build(adaId), await build(adaId)];
    const before = await Promise.all(ids.map(all));
    const { tickets, unitOfWork } = cluster.app;
    const update: typeof tickets.update = async (tx, ticket, fields, actorId) => {
      await tickets.update(tx, ticket, fields, actorId);
      if (ticket._id === ids[1]) throw new AppError('conflict', 'Too late.');
      return ticket;
    };
    const merging = (): Merging => {
      throw new Error('Nothing is merged here');
    };
    const carryOut = createCarryingOut({ tickets: { ...tickets, update }, merging });
    const change = { priority: 'high' } as const;
    const { workspaceId } = cluster;
    const actor = {
      id: adaId,
      workspaceId,
      sessionId: ids[0] ?? '',
      rights: { ...rios, id: rioId, role: 'admin' },
    } as const;
    const work = (tx: Tx) => carryOut(tx, { change, undoes: null } as unknown as Bulk, ids, actor, []);
    await expect(unitOfWork.run(workspaceId, null, work)).rejects.toThrow(/refused after a write/);
    expect(await Promise.all(ids.map(all))).toEqual(before);
  });
});
