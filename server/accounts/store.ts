import type { ClientSession, Connection } from 'mongoose';
import type { Access, Role } from '../../shared/access.ts';
import type { Language } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';
import { defineModel, Mixed, op } from '../storage/model.ts';

/** Somebody is asked to join. `linkId` is what the mailed token is made of; a new mail has a new one. */
export interface Invitation {
  _id: Id;
  workspaceId: Id;
  email: string;
  emailLower: string;
  name: string | null;
  role: Role;
  mainTeamId: Id | null;
  teamIds: Id[];
  access: Access | null;
  language: Language;
  invitedBy: Id;
  linkId: Id;
  tokenHash: string;
  createdAt: Date;
  expiresAt: Date;
  /** Accepted or revoked; the link is dead. */
  endedAt: Date | null;
}

/** A mailed way to set a new password, once. */
export interface PasswordLink {
  _id: Id;
  userId: Id;
  tokenHash: string;
  language: Language;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
}

const text = { type: String, required: true };
const maybe = { type: String, default: null };
const listed = 500;

export function createAccountStore(connection: Connection) {
  const invitations = defineModel<Invitation>(
    connection,
    'invitations',
    {
      workspaceId: text,
      email: text,
      emailLower: text,
      name: maybe,
      role: text,
      mainTeamId: maybe,
      teamIds: [String],
      access: Mixed,
      language: text,
      invitedBy: text,
      linkId: text,
      tokenHash: text,
      createdAt: Date,
      expiresAt: Date,
      endedAt: { type: Date, default: null },
    },
    [[{ tokenHash: 1 }, { unique: true }], [{ workspaceId: 1, endedAt: 1, _id: -1 }]],
  );
  const links = defineModel<PasswordLink>(
    connection,
    'passwordLinks',
    {
      userId: text,
      tokenHash: text,
      language: text,
      createdAt: Date,
      expiresAt: Date,
      usedAt: { type: Date, default: null },
    },
    [[{ tokenHash: 1 }, { unique: true }], [{ userId: 1, _id: -1 }], [{ expiresAt: 1 }]],
  );

  return {
    insertInvitation: (one: Invitation, session: ClientSession) => invitations.create([one], { session }),
    replaceInvitation: (one: Invitation, session: ClientSession) =>
      invitations.replaceOne({ _id: one._id }, one, { session }),
    invitation: (id: Id, session?: ClientSession) =>
      invitations
        .findById(id)
        .session(session ?? null)
        .lean<Invitation>(),
    invitationByHash: (tokenHash: string, session?: ClientSession) =>
      invitations
        .findOne({ tokenHash })
        .session(session ?? null)
        .lean<Invitation>(),
    openInvitations: (workspaceId: Id, session?: ClientSession) =>
      invitations
        .find({ workspaceId, endedAt: null })
        .sort({ _id: -1 })
        .limit(listed)
        .session(session ?? null)
        .lean<Invitation[]>(),

    insertLink: (link: PasswordLink, session: ClientSession) => links.create([link], { session }),
    link: (id: Id, session: ClientSession) => links.findById(id).session(session).lean<PasswordLink>(),
    linkByHash: (tokenHash: string, session?: ClientSession) =>
      links
        .findOne({ tokenHash })
        .session(session ?? null)
        .lean<PasswordLink>(),
    linksSince: (userId: Id, since: Date, session: ClientSession) =>
      links.countDocuments({ userId, createdAt: op({ $gt: since }) }, { session }),
    forgetLinks: (before: Date) => links.deleteMany({ expiresAt: op({ $lt: before }) }),
    /** This one is used, and with it every other that still waits. */
    spendLinks: (userId: Id, at: Date, session: ClientSession) =>
      links.updateMany({ userId, usedAt: null }, { $set: { usedAt: at } }, { session }),
  };
}

export type AccountStore = ReturnType<typeof createAccountStore>;
