import type { Connection } from 'mongoose';
import type { Id } from '../../shared/ids.ts';
import { defineModel } from '../storage/model.ts';

/** The one workspace that setting up makes. */
interface FirstWorkspace {
  _id: string;
  workspaceId: Id;
}

const only = 'first';

export function createSetupStore(connection: Connection) {
  const firsts = defineModel<FirstWorkspace>(connection, 'setup', { workspaceId: { type: String, required: true } });
  return {
    /** The first workspace's id: this one, unless one was chosen before. */
    async claim(workspaceId: Id): Promise<Id> {
      const found = await firsts
        .findOneAndUpdate({ _id: only }, { $setOnInsert: { workspaceId } }, { upsert: true, returnDocument: 'after' })
        .lean<FirstWorkspace>();
      const holds = found ?? (await firsts.findById(only).lean<FirstWorkspace>());
      if (!holds) throw new Error('An upsert answers its document');
      return holds.workspaceId;
    },
  };
}

export type SetupStore = ReturnType<typeof createSetupStore>;
