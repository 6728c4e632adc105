import type { Input } from '../../shared/contract.ts';
import type { StatusView } from '../../shared/entities.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Phase } from '../../shared/views.ts';
import type { Tx } from '../events/batch.ts';
import { type Clock, newId } from '../platform/clock.ts';
import type { ClientSession } from '../storage/connection.ts';
import { type Pipeline, pipelineView } from './model.ts';
import { automationFor, lostIn, statusesFrom } from './statuses.ts';
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

export function createPipelines(store: TicketStore, clock: Clock) {
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

  return {
    /** @throws invalid; without an id the workspace's first pipeline */
    async of(tx: Tx, id: Id | undefined): Promise<Pipeline> {
      const pipelines = await tx.shared('pipelines', () => store.pipelinesOf(tx.workspaceId, tx.session).exec());
      const found = id ? pipelines.find((pipeline) => pipeline._id === id) : pipelines[0];
      if (!found) {
        throw new AppError('invalid', 'There is no such pipeline. Choose one of pipeline.list.', {
          field: 'pipelineId',
        });
      }
      return found;
    },

    /** @throws notFound, invalid, conflict: what cannot be done while tickets are in a status is refused with their number */
    async save(tx: Tx, actorId: Id, input: Input<'pipeline.save'>): Promise<Pipeline> {
      const before = input.pipelineId
        ? (await store.pipelinesOf(tx.workspaceId, tx.session)).find((one) => one._id === input.pipelineId)
        : null;
      if (before === undefined) throw notFound('pipeline');
      const statuses = statusesFrom(input.statuses, before?.statuses ?? [], () => newId(clock));
      for (const status of lostIn(before?.statuses ?? [], statuses)) await mustBeEmpty(tx, status);
      const pipeline: Pipeline = {
        _id: before?._id ?? newId(clock),
        workspaceId: tx.workspaceId,
        name: input.name,
        preset: before && before.name === input.name ? before.preset : null,
        statuses,
        automation: automationFor(statuses, before?.automation),
        reopenDays: input.reopenDays ?? before?.reopenDays ?? 7,
        version: (before?.version ?? 0) + 1,
      };
      await (before ? store.replacePipeline(pipeline, tx.write()) : store.insertPipeline(pipeline, tx.write()));
      tx.forget();
      tx.emit({ type: 'pipeline.changed', pipeline: pipelineView(pipeline) }, { audience: ['members'], actorId });
      return pipeline;
    },

    listOf: async (workspaceId: Id, session?: ClientSession) =>
      (await store.pipelinesOf(workspaceId, session)).map(pipelineView),

    /** The pipeline every workspace starts with: product T10's automation, in the statuses of the pictures. */
    async addFirst(tx: Tx): Promise<Pipeline> {
      const status = (preset: 'new' | 'waitingOnUs' | 'waitingOnContact' | 'closed', name: string, state: Phase) => ({
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
        automation: { replySent: theirs.id, customerReplied: ours.id },
        reopenDays: 7,
        version: 1,
      };
      await store.insertPipeline(pipeline, tx.write());
      tx.emit({ type: 'pipeline.changed', pipeline: pipelineView(pipeline) }, { audience: ['members'] });
      return pipeline;
    },
  };
}
