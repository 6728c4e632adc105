import { z } from 'zod';
import { Language } from '../entities.ts';
import { Id } from '../ids.ts';
import { account, forAdmins, open } from './call.ts';
import { Password } from './secrets.ts';
import { SignedIn } from './session.ts';

const Name = z.string().trim().min(1).max(100);

export const setupCalls = {
  'setup.status': open(
    'Is this installation new? `codeNeeded`: setting it up takes the code that the start printed.',
    z.strictObject({}),
    z.object({ needed: z.boolean(), codeNeeded: z.boolean() }),
  ),
  'setup.create': open(
    'Set a new installation up, once: its first workspace, its first admin, and perhaps an address that customers write to. Signs in.',
    z.strictObject({
      workspaceName: Name,
      name: z.string().trim().min(1).max(200),
      email: z.email().max(320),
      password: Password,
      supportAddress: z.email().max(320).optional(),
      language: Language.optional(),
      code: z.string().max(40).optional(),
    }),
    SignedIn,
  ),
  'workspace.create': forAdmins(
    account(
      'Make another workspace on this installation (admins). You are its first admin.',
      z.strictObject({ name: Name }),
      z.object({ workspaceId: Id }),
    ),
  ),
};
