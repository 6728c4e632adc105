import { z } from 'zod';
import { Language } from '../entities.ts';
import { Id } from '../ids.ts';
import { account, forAdmins, open } from './call.ts';
import { MailboxDoor, MailboxTest } from './mailboxes.ts';
import { MailServerInput, MailTestResult, TripBegun, TripLook } from './mailServers.ts';
import { Password } from './secrets.ts';
import { SignedIn } from './session.ts';

const Code = z.string().max(40).optional();
const Name = z.string().trim().min(1).max(100);

export const setupCalls = {
  'setup.status': open(
    'Is this installation new? `codeNeeded`: setting it up takes the code that the start printed. `via`: how its mail leaves when an address has no server; `smtpPort`: where it receives mail, known while it is new.',
    z.strictObject({}),
    z.object({
      needed: z.boolean(),
      codeNeeded: z.boolean(),
      via: MailTestResult.shape.via,
      smtpPort: z.int().nullable(),
    }),
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
      /** Where its mail is fetched from; left out, it comes by SMTP. */
      mailbox: MailboxDoor.optional(),
      code: Code,
    }),
    SignedIn,
  ),
  'setup.testMail': open(
    'Can mail leave through this server, or, without one, through that of SMTP_URL? Only while setting up.',
    z.strictObject({ server: MailServerInput.optional(), code: Code }),
    MailTestResult,
  ),
  'setup.testMailbox': open(
    'Can mail be fetched so? Connects, signs in and opens the folder, and fetches nothing. Only while setting up.',
    z.strictObject({ mailbox: MailboxDoor, code: Code }),
    MailboxTest,
  ),
  'setup.sendTestMail': open(
    'Send a mail to oneself, as mail of this address would leave. Only while setting up.',
    z.strictObject({
      address: z.email().max(320),
      server: MailServerInput.optional(),
      language: Language.optional(),
      code: Code,
    }),
    TripBegun,
  ),
  'setup.awaitTestMail': open(
    'Has that mail come back? Waits some seconds for it, in the mailbox if one is given, else at this server’s own receiver. Only while setting up.',
    z.strictObject({ tripId: z.string().max(64), mailbox: MailboxDoor.optional(), code: Code }),
    TripLook,
  ),
  'workspace.create': forAdmins(
    account(
      'Make another workspace on this installation (admins). You are its first admin.',
      z.strictObject({ name: Name }),
      z.object({ workspaceId: Id }),
    ),
  ),
};
