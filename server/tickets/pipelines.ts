import type { StatusView } from '../../shared/entities.ts';
import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Phase } from '../../shared/views.ts';
import type { Tx } from '../events/batch.ts';
import { type Clock, newId } from '../platform/clock.ts';
import type { ClientSession } from '../storage/connection.ts';
import { type Pipeline, pipelineView } from './model.ts';
import type { TicketStore } from './store.ts';

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
        version: 1,
      };
      await store.insertPipeline(pipeline, tx.write());
      tx.emit({ type: 'pipeline.changed', pipeline: pipelineView(pipeline) }, { audience: ['members'] });
      return pipeline;
    },
  };
}

export type Pipelines = ReturnType<typeof createPipelines>;
