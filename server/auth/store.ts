import type { ClientSession, Connection } from 'mongoose';
import type { Access, Role } from '../../shared/access.ts';
import type { Id } from '../../shared/ids.ts';
import { defineModel, Mixed } from '../storage/model.ts';

export interface User {
  _id: Id;
  email: string;
  emailLower: string;
  name: string;
  passwordHash: string;
  createdAt: Date;
}

export interface Workspace {
  _id: Id;
  name: string;
  slug: string;
  version: number;
  createdAt: Date;
}

/** A user in a workspace. `rightsSeq` is the log position at which his rights last changed. */
export interface Member {
  _id: string;
  workspaceId: Id;
  userId: Id;
  name: string;
  email: string;
  role: Role;
  suspended: boolean;
  mainTeamId: Id | null;
  teamIds: Id[];
  access: Access;
  color: number;
  version: number;
  rightsSeq: number;
}

/** A signed-in browser or program. The previous refresh token stays good for a moment, for two tabs and lost answers. */
export interface Session {
  _id: Id;
  userId: Id;
  workspaceId: Id;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  agent: string;
  refreshHash: string;
  previousHash: string | null;
  rotatedAt: Date;
  generation: number;
  endedAt: Date | null;
}

export const memberKey = (workspaceId: Id, userId: Id) => `${workspaceId}:${userId}`;

const text = { type: String, required: true };
const moment = { type: Date, required: true };

/** Users, workspaces, memberships and sessions: what the ground needs to know who asks. */
export function createAuthStore(connection: Connection) {
  const users = defineModel<User>(
    connection,
    'users',
    { email: text, emailLower: text, name: text, passwordHash: text, createdAt: moment },
    [[{ emailLower: 1 }, { unique: true }]],
  );
  const workspaces = defineModel<Workspace>(
    connection,
    'workspaces',
    { name: text, slug: text, version: Number, createdAt: moment },
    [[{ slug: 1 }, { unique: true }]],
  );
  const members = defineModel<Member>(
    connection,
    'members',
    {
      workspaceId: text,
      userId: text,
      name: text,
      email: text,
      role: text,
      suspended: Boolean,
      mainTeamId: { type: String, default: null },
      teamIds: [String],
      access: Mixed,
      color: Number,
      version: Number,
      rightsSeq: Number,
    },
    [[{ workspaceId: 1, _id: 1 }], [{ userId: 1 }]],
  );
  const sessions = defineModel<Session>(
    connection,
    'sessions',
    {
      userId: text,
      workspaceId: text,
      createdAt: moment,
      lastSeenAt: moment,
      expiresAt: moment,
      agent: { type: String, default: '' },
      refreshHash: text,
      previousHash: { type: String, default: null },
      rotatedAt: moment,
      generation: Number,
      endedAt: { type: Date, default: null },
    },
    [[{ userId: 1, _id: -1 }]],
  );

  return {
    userByEmail: (email: string) => users.findOne({ emailLower: email.toLowerCase() }).lean<User>(),
    userById: (id: Id) => users.findById(id).lean<User>(),
    insertUser: (user: User, session: ClientSession) => users.create([user], { session }),

    workspaceById: (id: Id, session?: ClientSession) =>
      workspaces
        .findById(id)
        .session(session ?? null)
        .lean<Workspace>(),
    allWorkspaces: () => workspaces.find().lean<Workspace[]>(),
    insertWorkspace: (workspace: Workspace, session: ClientSession) => workspaces.create([workspace], { session }),

    member: (workspaceId: Id, userId: Id, session?: ClientSession) =>
      members
        .findById(memberKey(workspaceId, userId))
        .session(session ?? null)
        .lean<Member>(),
    membersOf: (workspaceId: Id, session?: ClientSession) =>
      members
        .find({ workspaceId })
        .sort({ _id: 1 })
        .session(session ?? null)
        .lean<Member[]>(),
    membershipsOf: (userId: Id) => members.find({ userId }).lean<Member[]>(),
    insertMember: (member: Member, session: ClientSession) => members.create([member], { session }),
    replaceMember: (member: Member, session: ClientSession) =>
      members.replaceOne({ _id: member._id }, member, { session }),

    session: (id: Id, session?: ClientSession) =>
      sessions
        .findById(id)
        .session(session ?? null)
        .lean<Session>(),
    sessionsOf: (userId: Id) => sessions.find({ userId, endedAt: null }).sort({ _id: -1 }).limit(200).lean<Session[]>(),
    insertSession: (session: Session) => sessions.create(session),
    endSession: (id: Id, at: Date, session?: ClientSession) =>
      sessions.updateOne({ _id: id, endedAt: null }, { $set: { endedAt: at } }, { session }),
    /** Compare-and-set on the generation; answers whether this caller was the one. */
    async rotateSession(
      id: Id,
      generation: number,
      next: Pick<Session, 'refreshHash' | 'previousHash' | 'rotatedAt' | 'lastSeenAt'>,
    ) {
      const done = await sessions.updateOne(
        { _id: id, generation, endedAt: null },
        { $set: next, $inc: { generation: 1 } },
      );
      return done.modifiedCount === 1;
    },
  };
}

export type AuthStore = ReturnType<typeof createAuthStore>;
