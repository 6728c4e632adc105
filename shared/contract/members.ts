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
  'team.create': forAdmins(
    command(
      'Add a team (admins).',
      z.strictObject({ name: z.string().trim().min(1).max(100) }),
      z.object({ teamId: Id }),
    ),
  ),
};
