import type { Access, Role } from '../../shared/access.ts';
import type { MemberView, TeamView } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';
import type { Member } from '../auth/store.ts';

export interface Team {
  _id: Id;
  workspaceId: Id;
  name: string;
  signature?: string;
  /** What its tickets are answered from; missing or null: the address the customer wrote to. */
  channelId?: Id | null;
  version: number;
  /** Its tickets are still being moved; to everybody it is gone. */
  deletedAt: Date | null;
}

/** What a new member of a role may reach, until somebody sets it. */
export const usualAccess: Record<Role, Access> = {
  admin: {
    view: { level: 'everything', unassigned: true },
    edit: { level: 'everything', unassigned: true },
    delete: { level: 'everything', unassigned: true },
  },
  agent: {
    view: { level: 'everything', unassigned: true },
    edit: { level: 'everything', unassigned: true },
    delete: { level: 'own', unassigned: false },
  },
  collaborator: {
    view: { level: 'own', unassigned: false },
    edit: { level: 'own', unassigned: false },
    delete: { level: 'none', unassigned: false },
  },
};

export const viewOf = (member: Member): MemberView => ({
  id: member.userId,
  name: member.name,
  email: member.email,
  role: member.role,
  suspended: member.suspended,
  ...(member.removedAt ? { removed: true as const } : {}),
  mainTeamId: member.mainTeamId,
  teamIds: member.teamIds,
  access: member.access,
  color: member.color,
  ...(member.signature ? { signature: member.signature } : {}),
  version: member.version,
});

export const teamView = (team: Team): TeamView => ({
  id: team._id,
  name: team.name,
  ...(team.signature ? { signature: team.signature } : {}),
  ...(team.channelId ? { channelId: team.channelId } : {}),
  version: team.version,
});
