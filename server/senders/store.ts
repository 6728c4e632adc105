import type { ClientSession, Connection } from 'mongoose';
import type { Id } from '../../shared/ids.ts';
import { defineModel, op } from '../storage/model.ts';
import { ruleKey, type SenderRule } from './model.ts';

export function createSenderStore(connection: Connection) {
  const rules = defineModel<SenderRule>(
    connection,
    'senderRules',
    {
      workspaceId: { type: String, required: true },
      value: { type: String, required: true },
      list: { type: String, required: true },
      memberId: String,
      at: Date,
    },
    [[{ workspaceId: 1, value: 1 }]],
  );
  return {
    of: (workspaceId: Id, values: string[], session?: ClientSession) =>
      rules
        .find({ _id: op({ $in: values.map((value) => ruleKey(workspaceId, value)) }) })
        .session(session ?? null)
        .lean<SenderRule[]>(),
    /** In the order of the alphabet. */
    page: (workspaceId: Id, after: string | null, limit: number) =>
      rules
        .find({ workspaceId, ...(after === null ? {} : { value: op({ $gt: after }) }) })
        .sort({ value: 1 })
        .limit(limit)
        .lean<SenderRule[]>(),
    put: ({ _id, ...rule }: SenderRule, session: ClientSession) =>
      rules.updateOne({ _id }, { $set: rule }, { session, upsert: true }),
    remove: (workspaceId: Id, value: string, session: ClientSession) =>
      rules.deleteOne({ _id: ruleKey(workspaceId, value) }, { session }),
  };
}

export type SenderStore = ReturnType<typeof createSenderStore>;
