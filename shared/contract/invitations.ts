import { z } from 'zod';
import { InvitationView, Language } from '../entities.ts';
import { Id, Moment } from '../ids.ts';
import { Access, Role } from '../rights.ts';
import { command, forAdmins, open, query } from './call.ts';
import { LinkToken, Password, SecondCode } from './secrets.ts';
import { NeedsCode, SignedIn } from './session.ts';

const Name = z.string().trim().min(1).max(200);
const one = z.strictObject({ invitationId: Id });

export const invitationCalls = {
  'member.invite': forAdmins(
    command(
      'Invite a person by mail (admins). The link is good for seven days, once.',
      z.strictObject({
        email: z.email().max(320),
        name: Name.optional(),
        role: Role,
        mainTeamId: Id.nullable().optional(),
        teamIds: z.array(Id).max(100).optional(),
        access: Access.optional(),
        /** What the mail is written in; left out, the language of whoever invites. */
        language: Language.optional(),
      }),
      z.object({ invitationId: Id }),
    ),
  ),
  'invitation.list': forAdmins(
    query(
      'Invitations that nobody has accepted yet, newest first (admins).',
      z.strictObject({}),
      z.object({ items: z.array(InvitationView), next: z.null() }),
    ),
  ),
  'invitation.resend': forAdmins(
    command(
      'Mail a new link, good for another seven days; the one before stops working (admins).',
      one,
      z.object({ invitationId: Id, expiresAt: Moment }),
    ),
  ),
  'invitation.revoke': forAdmins(command('Take an invitation back (admins).', one, z.object({ invitationId: Id }))),
  'invitation.get': open(
    'What a mailed invitation is for. `known`: the address has an account here, and its password is asked for.',
    z.strictObject({ token: LinkToken }),
    z.object({
      workspace: z.object({ name: z.string() }),
      email: z.string(),
      name: z.string().nullable(),
      known: z.boolean(),
    }),
  ),
  'invitation.accept': open(
    'Join, with a new password, or with your own (and `code`) if the address has an account. Signs in.',
    z.strictObject({
      token: LinkToken,
      name: Name,
      password: Password,
      code: SecondCode.optional(),
      language: Language.optional(),
    }),
    z.union([SignedIn, NeedsCode]),
  ),
};
