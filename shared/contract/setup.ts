import { z } from 'zod';
import { Language } from '../entities.ts';
import { Id } from '../ids.ts';
import { account, forAdmins, open } from './call.ts';
import { MailServerInput, MailTestResult } from './mailServers.ts';
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
      /** The name on mail from it; left out, the workspace's. */
      supportName: Name.optional(),
      /** What it sends through; left out, the server of SMTP_URL. */
      server: MailServerInput.optional(),
      language: Language.optional(),
      code: z.string().max(40).optional(),
    }),
    SignedIn,
  ),
  'setup.testMail': open(
    'Can mail leave through this server, or, without one, through that of SMTP_URL? Only while setting up.',
    z.strictObject({ server: MailServerInput.optional(), code: z.string().max(40).optional() }),
    MailTestResult,
  ),
  'workspace.create': forAdmins(
    account(
      'Make another workspace on this installation (admins). You are its first admin.',
      z.strictObject({ name: Name }),
      z.object({ workspaceId: Id }),
    ),
  ),
};
