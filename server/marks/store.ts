import type { ClientSession, Connection } from 'mongoose';
import type { Priority } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';
import { type After, beyond, type ListSort } from '../storage/keyset.ts';
import { defineModel, op } from '../storage/model.ts';
import { type Mark, markKey } from './model.ts';

const text = { type: String, required: true };

/** A page of what a member follows. */
export interface FollowedQuery {
  workspaceId: Id;
  memberId: Id;
  priority?: Priority | undefined;
  sort: ListSort;
  after: After | null;
  limit: number;
}

const sortKeys = {
  activity: { activityAt: -1, ticketId: -1 },
  oldest: { activityAt: 1, ticketId: 1 },
  created: { ticketId: -1 },
  first: { ticketId: 1 },
} as const satisfies Record<ListSort, Record<string, 1 | -1>>;

export function createMarkStore(connection: Connection) {
  const marks = defineModel<Mark>(
    connection,
    'marks',
    {
      workspaceId: text,
      memberId: text,
      ticketId: text,
      following: Boolean,
      readSeq: Number,
      activityAt: Date,
      priority: text,
      audience: [String],
      phase: text,
      pipelineId: text,
      version: Number,
    },
    [
      // What a member follows, in each order.
      [{ workspaceId: 1, memberId: 1, following: 1, activityAt: -1, ticketId: -1 }],
      [{ workspaceId: 1, memberId: 1, following: 1, ticketId: -1 }],
      [{ workspaceId: 1, memberId: 1, following: 1, priority: 1, activityAt: -1, ticketId: -1 }],
      // A ticket's followers, and all who keep something of it.
      [{ workspaceId: 1, ticketId: 1, following: 1 }],
    ],
  );
  const followedQuery = ({ workspaceId, memberId, priority, sort, after, limit }: FollowedQuery) =>
    marks
      .find({
        workspaceId,
        memberId,
        following: true,
        ...(priority ? { priority } : {}),
        ...beyond(sort, after, 'ticketId'),
      })
      .sort(sortKeys[sort])
      .limit(limit);

  return {
    put: (mark: Mark, session: ClientSession) => marks.replaceOne({ _id: mark._id }, mark, { session, upsert: true }),
    find: (memberId: Id, ticketId: Id, session?: ClientSession) =>
      marks
        .findById(markKey(memberId, ticketId))
        .session(session ?? null)
        .lean<Mark>(),
    findMany: (memberId: Id, ticketIds: Id[]) =>
      marks.find({ _id: op({ $in: ticketIds.map((id) => markKey(memberId, id)) }) }).lean<Mark[]>(),
    followed: (query: FollowedQuery) => followedQuery(query).lean<Mark[]>(),
    /** The tickets a member follows, the latest first. */
    async followedIds({ workspaceId, id: memberId }: { workspaceId: Id; id: Id }, most: number): Promise<Id[]> {
      const asked = { workspaceId, memberId, sort: 'activity', after: null, limit: most } as const;
      const found = await followedQuery(asked).select({ ticketId: 1 }).lean<Pick<Mark, 'ticketId'>[]>();
      return found.map(({ ticketId }) => ticketId);
    },
    explainFollowed: (query: FollowedQuery) => followedQuery(query).explain('executionStats'),
    followersOf: (workspaceId: Id, ticketId: Id, session: ClientSession) =>
      marks.find({ workspaceId, ticketId, following: true }).session(session).lean<Mark[]>(),
    /** Of these tickets, anybody's. */
    ofTickets: (workspaceId: Id, ticketIds: Id[], session: ClientSession) =>
      marks
        .find({ workspaceId, ticketId: op({ $in: ticketIds }) })
        .session(session)
        .lean<Mark[]>(),
    followersOfAny: (workspaceId: Id, ticketIds: Id[], session: ClientSession) =>
      marks
        .find({ workspaceId, ticketId: op({ $in: ticketIds }), following: true })
        .session(session)
        .lean<Mark[]>(),
    putAll: (items: Mark[], session: ClientSession) =>
      marks.bulkWrite(
        items.map((mark) => ({ replaceOne: { filter: { _id: mark._id }, replacement: mark } })),
        { session, ordered: true },
      ),
    removeOf: (workspaceId: Id, ticketId: Id, session: ClientSession) =>
      marks.deleteMany({ workspaceId, ticketId }, { session }),
    /** All that is followed, for a recount. */
    allFollowed: (workspaceId: Id, session: ClientSession) =>
      marks.find({ workspaceId, following: true }).session(session).lean<Mark[]>(),
  };
}

export type MarkStore = ReturnType<typeof createMarkStore>;
