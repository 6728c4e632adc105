import { z } from 'zod';
import { MemberView } from '../entities.ts';
import { Id } from '../ids.ts';
import { Access, Reach, Role } from '../rights.ts';
import { command, forAdmins, query } from './call.ts';
import { Password } from './secrets.ts';

const standing = {
  role: Role.optional(),
  mainTeamId: Id.nullable().optional(),
  teamIds: z.array(Id).max(100).optional(),
  access: z.strictObject({ view: Reach.optional(), edit: Reach.optional(), delete: Reach.optional() }).optional(),
  suspended: z.boolean().optional(),
};

export const memberCalls = {
  'member.list': query(
    'The members of the workspace.',
    z.strictObject({}),
    z.object({ items: z.array(MemberView), next: z.null() }),
  ),
  'member.create': forAdmins(
    command(
      'Add a person with a password (admins). He can sign in at once.',
      z.strictObject({
        email: z.email().max(320),
        name: z.string().trim().min(1).max(200),
        password: Password,
        ...standing,
        access: Access.optional(),
      }),
      z.object({ memberId: Id }),
    ),
  ),
  'member.setAccess': forAdmins(
    command(
      "Change a member's role, teams, reach or suspension (admins). Acts on his open screens at once.",
      z.strictObject({ memberId: Id, ...standing }),
      z.object({ memberId: Id, version: z.int() }),
    ),
  ),
  'member.remove': forAdmins(
    command(
      'Remove a member from the workspace (admins). Signed out here at once, tokens revoked; open tickets of his become nobody’s, a hundred at a time; his name stays with what he has done. An invitation brings him back.',
      z.strictObject({ memberId: Id }),
      z.object({ memberId: Id }),
    ),
  ),
  'member.security': forAdmins(
    query(
      'Whether a member signs in with a second factor (admins).',
      z.strictObject({ memberId: Id }),
      z.object({ secondFactor: z.boolean() }),
    ),
  ),
  'member.resetSecondFactor': forAdmins(
    command(
      'Switch off the second factor of a member who has lost it (admins). Ends all sessions of the account and tells its owner by mail. Refused for who also works in a workspace that you do not administer.',
      z.strictObject({ memberId: Id }),
      z.object({ memberId: Id }),
    ),
  ),
  'team.create': forAdmins(
    command(
      'Add a team (admins).',
      z.strictObject({ name: z.string().trim().min(1).max(100) }),
      z.object({ teamId: Id }),
    ),
  ),
};
