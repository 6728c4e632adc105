import type { ClientSession, Connection } from 'mongoose';
import type { TokenScope } from '../../../shared/contract/call.ts';
import type { Id } from '../../../shared/ids.ts';
import { defineModel, op } from '../../storage/model.ts';

/** A program's way in: acts as its member, as far as its scopes go. Only a hash of the secret is kept. */
export interface ApiToken {
  _id: Id;
  workspaceId: Id;
  userId: Id;
  name: string;
  scopes: TokenScope[];
  hash: string;
  hint: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
}

const text = { type: String, required: true };
const maybeMoment = { type: Date, default: null };
const listed = 500;

export function createApiTokenStore(connection: Connection) {
  const tokens = defineModel<ApiToken>(
    connection,
    'apiTokens',
    {
      workspaceId: text,
      userId: text,
      name: text,
      scopes: [String],
      hash: text,
      hint: String,
      createdAt: Date,
      lastUsedAt: maybeMoment,
      expiresAt: maybeMoment,
      revokedAt: maybeMoment,
    },
    [[{ hash: 1 }, { unique: true }], [{ workspaceId: 1, _id: -1 }], [{ workspaceId: 1, userId: 1, _id: -1 }]],
  );
  return {
    insert: (token: ApiToken, session: ClientSession) => tokens.create([token], { session }),
    byHash: (hash: string) => tokens.findOne({ hash }).lean<ApiToken>(),
    find: (id: Id, session?: ClientSession) =>
      tokens
        .findById(id)
        .session(session ?? null)
        .lean<ApiToken>(),
    /** Those not revoked; of one member, or of all. */
    list: (workspaceId: Id, userId: Id | null) =>
      tokens
        .find({ workspaceId, ...(userId ? { userId } : {}), revokedAt: null })
        .sort({ _id: -1 })
        .limit(listed)
        .lean<ApiToken[]>(),
    /** All that a member has in a workspace; answers which. */
    async revokeOf(workspaceId: Id, userId: Id, at: Date, session: ClientSession): Promise<Id[]> {
      const mine = { workspaceId, userId, revokedAt: null };
      const ids = (await tokens.find(mine).session(session).lean<ApiToken[]>()).map(({ _id }) => _id);
      await tokens.updateMany(mine, { $set: { revokedAt: at } }, { session });
      return ids;
    },
    async revoke(id: Id, at: Date, session: ClientSession): Promise<boolean> {
      const done = await tokens.updateOne({ _id: id, revokedAt: null }, { $set: { revokedAt: at } }, { session });
      return done.modifiedCount === 1;
    },
    /** Not more often than `since` asks for: a busy program must not become a busy disk. */
    touch: (id: Id, at: Date, since: Date) =>
      tokens.updateOne(
        { _id: id, $or: [{ lastUsedAt: null }, { lastUsedAt: op({ $lt: since }) }] },
        { $set: { lastUsedAt: at } },
      ),
  };
}

export type ApiTokenStore = ReturnType<typeof createApiTokenStore>;
