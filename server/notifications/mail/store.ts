import type { ClientSession, Connection } from 'mongoose';
import type { Id } from '../../../shared/ids.ts';
import { defineModel, op } from '../../storage/model.ts';

/** The mail that one member gets next. `digestId` names it while it waits for `dueAt`; null when none does. */
export interface Digest {
  _id: string;
  workspaceId: Id;
  memberId: Id;
  digestId: string | null;
  dueAt: Date | null;
}

export const digestKey = (workspaceId: Id, memberId: Id) => `${workspaceId}:${memberId}`;

const text = { type: String, required: true };

export function createDigestStore(connection: Connection) {
  const digests = defineModel<Digest>(connection, 'noticeDigests', {
    workspaceId: text,
    memberId: text,
    digestId: { type: String, default: null },
    dueAt: { type: Date, default: null },
  });
  return {
    find: (key: string, session?: ClientSession) =>
      digests
        .findById(key)
        .session(session ?? null)
        .lean<Digest>(),
    findMany: (keys: string[], session: ClientSession) =>
      digests
        .find({ _id: op({ $in: keys }) })
        .session(session)
        .lean<Digest[]>(),
    put: (digest: Digest, session: ClientSession) =>
      digests.replaceOne({ _id: digest._id }, digest, { upsert: true, session }),
  };
}

export type DigestStore = ReturnType<typeof createDigestStore>;
