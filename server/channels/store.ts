import type { ClientSession, Connection } from 'mongoose';
import type { Id } from '../../shared/ids.ts';
import { defineModel, Mixed, op } from '../storage/model.ts';
import type { Channel } from './model.ts';

export function createChannelStore(connection: Connection) {
  const channels = defineModel<Channel>(
    connection,
    'channels',
    {
      workspaceId: { type: String, required: true },
      kind: { type: String, required: true },
      name: { type: String, default: '' },
      address: { type: String, required: true },
      addressLower: { type: String, required: true },
      teamId: { type: String, default: null },
      pipelineId: { type: String, default: null },
      server: Mixed,
      acknowledgement: { type: String, default: null },
      ownerId: { type: String, default: null },
      signature: { type: String, default: '' },
      maxMailMb: { type: Number, default: null },
      dkim: { type: Mixed, default: null },
      fetched: { type: Boolean, default: false },
      version: Number,
    },
    [[{ workspaceId: 1, _id: 1 }], [{ addressLower: 1 }, { unique: true }]],
  );
  return {
    list: (workspaceId: Id, session?: ClientSession) =>
      channels
        .find({ workspaceId })
        .sort({ _id: 1 })
        .session(session ?? null)
        .lean<Channel[]>(),
    all: () => channels.find().sort({ _id: 1 }).limit(200).lean<Channel[]>(),
    byAddresses: (lower: string[], session?: ClientSession) =>
      channels
        .find({ addressLower: op({ $in: lower }) })
        .session(session ?? null)
        .lean<Channel[]>(),
    replace: (channel: Channel, session: ClientSession) =>
      channels.replaceOne({ _id: channel._id }, channel, { session }),
    /** A provider that gives a new refresh token with each access token wants that one the next time. */
    resealServer: (id: Id, before: string, secret: string) =>
      channels.updateOne({ _id: id, 'server.secret': before }, { $set: { 'server.secret': secret } }),
    remove: (id: Id, session: ClientSession) => channels.deleteOne({ _id: id }, { session }),
    insert: (channel: Channel, session: ClientSession) => channels.insertMany([channel], { session, lean: true }),
  };
}

export type ChannelStore = ReturnType<typeof createChannelStore>;
