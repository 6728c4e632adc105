import type { ClientSession, Connection } from 'mongoose';
import type { Id } from '../../../shared/ids.ts';
import { defineModel, op } from '../../storage/model.ts';
import type { Subscription } from './model.ts';

const text = { type: String, required: true };

/** What this installation signs its push messages with. The private half is sealed. */
export interface KeyPair {
  _id: string;
  publicKey: string;
  privateKey: string;
}

export function createPushStore(connection: Connection) {
  const subscriptions = defineModel<Subscription>(
    connection,
    'pushSubscriptions',
    {
      workspaceId: text,
      memberId: text,
      sessionId: text,
      endpoint: text,
      p256dh: text,
      auth: text,
      at: Date,
    },
    [[{ workspaceId: 1, memberId: 1, at: 1 }]],
  );
  const keys = defineModel<KeyPair>(connection, 'pushKeys', { publicKey: text, privateKey: text });
  const only = 'vapid';

  return {
    put: (one: Subscription, session: ClientSession) =>
      subscriptions.replaceOne({ _id: one._id }, one, { upsert: true, session }),
    find: (id: string, session?: ClientSession) =>
      subscriptions
        .findById(id)
        .session(session ?? null)
        .lean<Subscription>(),
    /** Oldest first. */
    ofMember: (workspaceId: Id, memberId: Id, session: ClientSession) =>
      subscriptions.find({ workspaceId, memberId }).sort({ at: 1 }).session(session).lean<Subscription[]>(),
    ofMembers: (workspaceId: Id, memberIds: Id[], session: ClientSession) =>
      subscriptions
        .find({ workspaceId, memberId: op({ $in: memberIds }) })
        .session(session)
        .lean<Subscription[]>(),
    async remove(ids: string[], session?: ClientSession): Promise<number> {
      const done = await subscriptions.deleteMany({ _id: op({ $in: ids }) }, session ? { session } : {});
      return done.deletedCount;
    },

    keys: () => keys.findById(only).lean<KeyPair>(),
    /** The first node to come decides; answers the pair that holds. */
    async claimKeys(pair: Omit<KeyPair, '_id'>): Promise<KeyPair> {
      const found = await keys
        .findOneAndUpdate({ _id: only }, { $setOnInsert: pair }, { upsert: true, returnDocument: 'after' })
        .lean<KeyPair>();
      const holds = found ?? (await keys.findById(only).lean<KeyPair>());
      if (!holds) throw new Error('An upsert answers its document');
      return holds;
    },
    replaceKeys: (pair: Omit<KeyPair, '_id'>, unreadable: string) =>
      keys.updateOne({ publicKey: unreadable }, { $set: pair }),
  };
}

export type PushStore = ReturnType<typeof createPushStore>;
