import type { ClientSession, Connection } from 'mongoose';
import type { Access, Role } from '../../shared/access.ts';
import type { Language } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';
import { defineModel, Mixed, op } from '../storage/model.ts';

/** A confirmed authenticator. `step` is that of the last code taken: none is taken twice. */
export interface SecondFactor {
  /** Sealed: readable here and not in a copy of the store. */
  secret: string;
  step: number;
  /** Keyed hashes of the recovery codes that are left. */
  recovery: string[];
}

export interface User {
  _id: Id;
  email: string;
  emailLower: string;
  name: string;
  passwordHash: string;
  /** What mails to him are written in; null until he chooses. */
  language: Language | null;
  secondFactor: SecondFactor | null;
  /** Begun and not yet confirmed; sealed. */
  pendingSecret: string | null;
  /** Codes tried since `codesSince`; on every node, for whoever has got as far as a code has the password. */
  codesTried: number;
  codesSince: Date | null;
  lastSignInAt: Date | null;
  /** When a link to set a new password was last asked for. */
  linkAskedAt: Date | null;
  createdAt: Date;
}

/** A user as he begins: no language chosen, no second factor. */
export const newUser = (given: Pick<User, '_id' | 'email' | 'name' | 'passwordHash' | 'createdAt'>): User => ({
  ...given,
  emailLower: given.email.toLowerCase(),
  language: null,
  secondFactor: null,
  pendingSecret: null,
  codesTried: 0,
  codesSince: null,
  lastSignInAt: null,
  linkAskedAt: null,
});

/** What besides the password let somebody in, to be used up by that: a code's step, or a recovery code. */
export type Proof = { kind: 'none' } | { kind: 'code'; step: number } | { kind: 'recovery'; hash: string };

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
  /** Works here no longer; an invitation brings him back as the same. Suspended as well. */
  removedAt?: Date | null;
  mainTeamId: Id | null;
  teamIds: Id[];
  access: Access;
  color: number;
  /** Plain lines below his replies. */
  signature?: string;
  version: number;
  rightsSeq: number;
}

/** A signed-in browser. `generation` counts its refresh tokens; the one before stays good for a moment. */
export interface Session {
  _id: Id;
  userId: Id;
  workspaceId: Id;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  agent: string;
  rotatedAt: Date;
  generation: number;
  endedAt: Date | null;
}

export const memberKey = (workspaceId: Id, userId: Id) => `${workspaceId}:${userId}`;

const text = { type: String, required: true };
const moment = { type: Date, required: true };
const maybeText = { type: String, default: null };
const maybeMoment = { type: Date, default: null };

/** The condition under which a proof is still good, and the change that uses it up. */
function usingUp(proof: Proof, at: Date): [Record<string, unknown>, Record<string, unknown>] {
  const signedIn = { lastSignInAt: at };
  switch (proof.kind) {
    case 'none':
      return [{}, { $set: signedIn }];
    case 'code':
      return [
        { 'secondFactor.step': op({ $lt: proof.step }) },
        { $set: { ...signedIn, 'secondFactor.step': proof.step } },
      ];
    case 'recovery':
      return [
        { 'secondFactor.recovery': proof.hash },
        { $set: signedIn, $pull: { 'secondFactor.recovery': proof.hash } },
      ];
  }
}

/** Users, workspaces, memberships and sessions: what the ground needs to know who asks. */
export function createAuthStore(connection: Connection) {
  const users = defineModel<User>(
    connection,
    'users',
    {
      email: text,
      emailLower: text,
      name: text,
      passwordHash: text,
      language: maybeText,
      secondFactor: Mixed,
      pendingSecret: maybeText,
      codesTried: Number,
      codesSince: maybeMoment,
      lastSignInAt: maybeMoment,
      linkAskedAt: maybeMoment,
      createdAt: moment,
    },
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
      removedAt: maybeMoment,
      mainTeamId: { type: String, default: null },
      teamIds: [String],
      access: Mixed,
      color: Number,
      signature: String,
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
      rotatedAt: moment,
      generation: Number,
      endedAt: { type: Date, default: null },
    },
    [[{ userId: 1, _id: -1 }], [{ expiresAt: 1 }]],
  );

  return {
    userByEmail: (email: string, session?: ClientSession) =>
      users
        .findOne({ emailLower: email.toLowerCase() })
        .session(session ?? null)
        .lean<User>(),
    userById: (id: Id, session?: ClientSession) =>
      users
        .findById(id)
        .session(session ?? null)
        .lean<User>(),
    insertUser: (user: User, session: ClientSession) => users.create([user], { session }),
    setUser: (id: Id, fields: Partial<User>, session?: ClientSession) =>
      users.updateOne({ _id: id }, { $set: fields }, { session }),
    /** Compare-and-set; false when somebody was quicker. */
    async changeUser(id: Id, as: Partial<User>, fields: Partial<User>, session: ClientSession): Promise<boolean> {
      const done = await users.updateOne({ _id: id, ...as }, { $set: fields }, { session });
      return done.matchedCount === 1;
    },
    /**
     * Uses up what let him in, if his password is still the one that was checked. False: somebody was quicker. It
     * writes, so that a change of the password and a sign-in by the old one never both succeed.
     */
    async admit(user: Pick<User, '_id' | 'passwordHash'>, proof: Proof, at: Date, session?: ClientSession) {
      const [condition, update] = usingUp(proof, at);
      const filter = { _id: user._id, passwordHash: user.passwordHash, ...condition };
      const done = await users.updateOne(filter, update, { session });
      return done.matchedCount === 1;
    },
    /** Counts a try of a code within a window that began at `since` or later; answers how many that makes. */
    async countCode(id: Id, at: Date, since: Date): Promise<number> {
      await users.updateOne(
        { _id: id, $or: [{ codesSince: null }, { codesSince: op({ $lt: since }) }] },
        { $set: { codesSince: at, codesTried: 0 } },
      );
      const user = await users
        .findOneAndUpdate({ _id: id }, { $inc: { codesTried: 1 } }, { returnDocument: 'after' })
        .lean<User>();
      return user?.codesTried ?? 0;
    },
    forgetCodes: (id: Id) => users.updateOne({ _id: id }, { $set: { codesTried: 0, codesSince: null } }),
    anyMember: async (session?: ClientSession) =>
      (await members
        .findOne()
        .session(session ?? null)
        .lean<Member>()) !== null,
    setWorkspace: (workspace: Workspace, session: ClientSession) =>
      workspaces.replaceOne({ _id: workspace._id }, workspace, { session }),

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
    membersAmong: (workspaceId: Id, userIds: Id[], session: ClientSession) =>
      members
        .find({ _id: op({ $in: userIds.map((id) => memberKey(workspaceId, id)) }) })
        .session(session)
        .lean<Member[]>(),
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
    sessionsAmong: (ids: Id[], session: ClientSession) =>
      sessions
        .find({ _id: op({ $in: ids }) })
        .session(session)
        .lean<Session[]>(),
    /** Those that have not ended, newest first. */
    sessionsOf: (userId: Id, now: Date, session?: ClientSession) =>
      sessions
        .find({ userId, endedAt: null, expiresAt: op({ $gt: now }) })
        .sort({ _id: -1 })
        .session(session ?? null)
        .lean<Session[]>(),
    insertSession: (row: Session, session: ClientSession) => sessions.create([row], { session }),
    endSessions: (ids: Id[], at: Date, session: ClientSession) =>
      sessions.updateMany({ _id: op({ $in: ids }), endedAt: null }, { $set: { endedAt: at } }, { session }),
    forgetSessions: (before: Date) => sessions.deleteMany({ expiresAt: op({ $lt: before }) }),
    /** It may run out earlier than it would have; never later. */
    shortenSession: (id: Id, expiresAt: Date) => sessions.updateOne({ _id: id }, { $min: { expiresAt } }),
    /** Compare-and-set on the generation; answers whether this caller was the one. */
    async rotateSession(id: Id, generation: number, next: Pick<Session, 'rotatedAt' | 'lastSeenAt' | 'expiresAt'>) {
      const done = await sessions.updateOne(
        { _id: id, generation, endedAt: null },
        { $set: next, $inc: { generation: 1 } },
      );
      return done.modifiedCount === 1;
    },
  };
}

export type AuthStore = ReturnType<typeof createAuthStore>;
