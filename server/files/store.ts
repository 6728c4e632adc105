import type { Connection } from 'mongoose';
import type { Id } from '../../shared/ids.ts';
import { defineModel, op } from '../storage/model.ts';

/** A file that a member has uploaded: his name for it, and the blob it is. Only he can put it into a message. */
export interface Upload {
  _id: string;
  workspaceId: Id;
  memberId: Id;
  /** The blob's name. */
  fileId: string;
  name: string;
  type: string;
  size: number;
  at: Date;
}

export const uploadKey = (workspaceId: Id, memberId: Id, fileId: string) => `${workspaceId}:${memberId}:${fileId}`;

export function createFileStore(connection: Connection) {
  const uploads = defineModel<Upload>(connection, 'files', {
    workspaceId: { type: String, required: true },
    memberId: { type: String, required: true },
    fileId: { type: String, required: true },
    name: { type: String, required: true },
    type: { type: String, required: true },
    size: Number,
    at: Date,
  });
  return {
    /** The same bytes again take the newer name. */
    put: ({ _id, ...upload }: Upload) => uploads.updateOne({ _id }, { $set: upload }, { upsert: true }),
    find: (workspaceId: Id, memberId: Id, fileIds: string[]) =>
      uploads.find({ _id: op({ $in: fileIds.map((id) => uploadKey(workspaceId, memberId, id)) }) }).lean<Upload[]>(),
  };
}

export type FileStore = ReturnType<typeof createFileStore>;
