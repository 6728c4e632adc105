import type { Input } from '../../shared/contract.ts';
import type { StatusView } from '../../shared/entities.ts';
import { AppError, mustBeBase, notFound } from '../../shared/errors.ts';
import type { StatusState } from '../../shared/facets.ts';
import type { Id } from '../../shared/ids.ts';
import type { Tx } from '../events/batch.ts';
import { type Clock, newId } from '../platform/clock.ts';
import type { ClientSession } from '../storage/connection.ts';
import type { Filling } from './filling.ts';
import { type Pipeline, type PipelineMove, pipelineView, type Ticket } from './model.ts';
import { automationFor, lostIn, movesIn, sameStates, statusesFrom } from './statuses.ts';
import type { TicketStore } from './store.ts';

/** Counting further tells nobody more. */
const mostCounted = 1000;

/** @throws invalid when the pipeline has no such status; without an id its first one */
export function statusIn(pipeline: Pipeline, id: Id | undefined): StatusView {
  const found = id ? pipeline.statuses.find((status) => status.id === id) : pipeline.statuses[0];
  if (!found) {
    throw new AppError('invalid', 'The pipeline has no such status. Choose one of its statuses.', {
      field: 'statusId',
    });
  }
  return found;
}

/** The status that a new ticket is given. product: T8. @throws invalid when none begins there */
export function firstStatusIn(pipeline: Pipeline, id: Id | undefined): StatusView {
  const status = statusIn(pipeline, id);
  if (status.atCreation !== false) return status;
  throw new AppError('invalid', 'No ticket begins in this status. Choose one that tickets may begin in.', {
    field: 'statusId',
  });
}

/** Where a ticket of another pipeline goes: to the status of the same name, else to the first of the same state. */
export function counterpartIn(to: Pipeline, from: Pipeline, ticket: Pick<Ticket, 'statusId' | 'state'>): StatusView {
  if (to._id === from._id) return statusIn(to, ticket.statusId);
  const name = from.statuses.find(({ id }) => id === ticket.statusId)?.name;
  const sameState = to.statuses.filter(({ state }) => state === ticket.state);
  return sameState.find((status) => status.name === name) ?? sameState[0] ?? statusIn(to, undefined);
}

export function createPipelines(store: TicketStore, filling: Filling, clock: Clock) {
  const alive = (pipeline: Pipeline) => !pipeline.deletedAt;

  const noSuch = () =>
    new AppError('invalid', 'There is no such pipeline. Choose one of pipeline.list.', { field: 'pipelineId' });

  /** A ticket's pipeline, also while it is being cleared; without an id the workspace's first. @throws invalid */
  async function of(tx: Tx, id: Id | undefined): Promise<Pipeline> {
    const pipelines = await tx.shared('pipelines', () => store.pipelinesOf(tx.workspaceId, tx.session).exec());
    const found = id ? pipelines.find((pipeline) => pipeline._id === id) : pipelines.find(alive);
    if (!found) throw noSuch();
    return found;
  }

  async function mustFind(tx: Tx, id: Id): Promise<Pipeline> {
    const found = (await store.pipelinesOf(tx.workspaceId, tx.session)).find((one) => one._id === id && alive(one));
    if (!found) throw notFound('pipeline');
    return found;
  }

  /** Tickets follow one after the other: whoever waits for them waits for a job. */
  const moveLater = (tx: Tx, move: PipelineMove) => tx.later({ kind: 'pipeline.clear', payload: { ...move } });

  /** @throws conflict with how many tickets are in the status */
  async function mustBeEmpty(tx: Tx, { id, name }: StatusView): Promise<void> {
    const used = await store.countIn(tx.workspaceId, id, mostCounted + 1, tx.session);
    if (used === 0) return;
    const many =
      used > mostCounted
        ? `More than ${mostCounted} tickets are`
        : used === 1
          ? 'One ticket is'
          : `${used} tickets are`;
    const words = `${many} in “${name}”. Move them to another status first; until then it stays, and stays what it is.`;
    throw new AppError('conflict', words, { statusId: id, tickets: Math.min(used, mostCounted) });
  }

  /** A status can require what people can fill in. @throws invalid */
  async function mustBeAskable(tx: Tx, statuses: readonly StatusView[]): Promise<void> {
    const wanted = statuses.flatMap(({ requiredProperties = [] }) => requiredProperties);
    if (wanted.length === 0) return;
    const keys = (await filling.all(tx)).filter(({ settable }) => settable).map(({ key }) => key);
    const strange = wanted.find((key) => !keys.includes(key));
    if (strange)
      throw new AppError('invalid', 'A status requires a property that nobody can fill in.', { field: 'statuses' });
  }

  return {
    of,
    /** One that new tickets may go into. @throws invalid */
    async alive(tx: Tx, id: Id | undefined): Promise<Pipeline> {
      const found = await of(tx, id);
      if (!alive(found)) throw noSuch();
      return found;
    },

    /** @throws notFound, invalid, conflict: what cannot be done while tickets are in a status is refused with their number */
    async save(tx: Tx, actorId: Id, input: Input<'pipeline.save'>): Promise<Pipeline> {
      const before = input.pipelineId ? await mustFind(tx, input.pipelineId) : null;
      mustBeBase(before?.version ?? 0, input.baseVersion);
      const statuses = statusesFrom(input.statuses, before?.statuses ?? [], () => newId(clock));
      const moves = movesIn(input.moves ?? [], before?.statuses ?? [], statuses);
      for (const status of lostIn(before?.statuses ?? [], statuses)) {
        if (!moves.some(({ from }) => from === status.id)) await mustBeEmpty(tx, status);
      }
      await mustBeAskable(tx, statuses);
      const automation = automationFor(statuses, before?.automation, input.automation);
      const pipeline: Pipeline = {
        _id: before?._id ?? newId(clock),
        workspaceId: tx.workspaceId,
        name: input.name,
        preset: before && before.name === input.name ? before.preset : null,
        statuses,
        automation,
        reopenDays: input.reopenDays ?? before?.reopenDays ?? 7,
        version: (before?.version ?? 0) + 1,
      };
      await (before ? store.replacePipeline(pipeline, tx.write()) : store.insertPipeline(pipeline, tx.write()));
      tx.forget();
      tx.emit({ type: 'pipeline.changed', pipeline: pipelineView(pipeline) }, { audience: ['members'], actorId });
      const { _id: pipelineId } = pipeline;
      if (JSON.stringify(automation.inactivity ?? null) !== JSON.stringify(before?.automation.inactivity ?? null)) {
        const statusIds = statuses.filter(({ state }) => state !== 'closed').map(({ id }) => id);
        if (before) tx.later({ kind: 'pipeline.watch', payload: { statusIds } });
      }
      if (moves.length > 0) moveLater(tx, { moves, toPipelineId: pipelineId, dropped: null, actorId });
      return pipeline;
    },

    /** A property is gone: no status requires it any more. */
    async propertyLeft(tx: Tx, key: string, actorId: Id): Promise<void> {
      for (const pipeline of await store.pipelinesOf(tx.workspaceId, tx.session)) {
        if (!pipeline.statuses.some(({ requiredProperties }) => requiredProperties?.includes(key))) continue;
        const statuses = pipeline.statuses.map((status) => {
          const requiredProperties = status.requiredProperties?.filter((one) => one !== key);
          return requiredProperties ? { ...status, requiredProperties } : status;
        });
        const next = { ...pipeline, statuses, version: pipeline.version + 1 };
        await store.replacePipeline(next, tx.write());
        tx.forget();
        if (alive(next))
          tx.emit({ type: 'pipeline.changed', pipeline: pipelineView(next) }, { audience: ['members'], actorId });
      }
    },

    /** @throws notFound, invalid: another pipeline must be there to take its tickets */
    async remove(tx: Tx, actorId: Id, id: Id, toId: Id): Promise<Pipeline> {
      const pipeline = await mustFind(tx, id);
      if (id === toId) throw new AppError('invalid', 'Choose another pipeline for its tickets.', { field: 'moveTo' });
      const to = (await store.pipelinesOf(tx.workspaceId, tx.session)).find((one) => one._id === toId && alive(one));
      if (!to) throw new AppError('invalid', 'There is no such pipeline for its tickets.', { field: 'moveTo' });
      await store.replacePipeline({ ...pipeline, deletedAt: tx.now }, tx.write());
      tx.forget();
      tx.emit({ type: 'pipeline.left', pipelineId: id }, { audience: ['members'], actorId });
      moveLater(tx, { moves: sameStates(pipeline, to), toPipelineId: toId, dropped: id, actorId });
      return pipeline;
    },
    /** Nothing names it any more. */
    forget: (tx: Tx, id: Id) => store.removePipeline(id, tx.write()),

    /** How many tickets are in each status, up to a thousand. */
    async usage(workspaceId: Id, id: Id) {
      const pipeline = (await store.pipelinesOf(workspaceId)).find((one) => one._id === id && alive(one));
      if (!pipeline) throw notFound('pipeline');
      const counts = pipeline.statuses.map(async (status) => ({
        statusId: status.id,
        tickets: await store.countIn(workspaceId, status.id, mostCounted),
      }));
      return Promise.all(counts);
    },

    listOf: async (workspaceId: Id, session?: ClientSession) =>
      (await store.pipelinesOf(workspaceId, session)).filter(alive).map(pipelineView),

    /** The pipeline every workspace starts with: product T10's automation, in the statuses of the pictures. */
    async addFirst(tx: Tx): Promise<Pipeline> {
      const status = (
        preset: 'new' | 'waitingOnUs' | 'waitingOnContact' | 'closed',
        name: string,
        state: StatusState,
      ) => ({
        id: newId(clock),
        name,
        preset,
        state,
      });
      const ours = status('waitingOnUs', 'Waiting on us', 'open');
      const theirs = status('waitingOnContact', 'Waiting on contact', 'waiting');
      const statuses = [status('new', 'New', 'open'), ours, theirs, status('closed', 'Closed', 'closed')];
      const pipeline: Pipeline = {
        _id: newId(clock),
        workspaceId: tx.workspaceId,
        name: 'Support',
        preset: 'support',
        statuses,
        automation: {
          firstMessage: statuses[0]?.id ?? null,
          replySent: theirs.id,
          customerReplied: ours.id,
          inactivity: null,
        },
        reopenDays: 7,
        version: 1,
      };
      await store.insertPipeline(pipeline, tx.write());
      tx.emit({ type: 'pipeline.changed', pipeline: pipelineView(pipeline) }, { audience: ['members'] });
      return pipeline;
    },
  };
}

export type Pipelines = ReturnType<typeof createPipelines>;
