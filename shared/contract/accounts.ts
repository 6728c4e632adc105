import { z } from 'zod';
import { Language, Signature } from '../entities.ts';
import { Id } from '../ids.ts';
import { account, command, open } from './call.ts';
import { LinkToken, Password, SecondCode } from './secrets.ts';

const Name = z.string().trim().min(1).max(200);

/** The caller's own account: profile, password, second factor. */
export const accountCalls = {
  'me.get': account(
    'Your account: what no colleague sees of it.',
    z.strictObject({}),
    z.object({
      id: Id,
      email: z.string(),
      name: z.string(),
      language: Language.nullable(),
      secondFactor: z.object({ on: z.boolean(), recoveryCodesLeft: z.int() }),
    }),
  ),
  'me.update': command(
    'Change your name in this workspace, the signature below your replies, and the language that mails to you are written in (null: English).',
    z.strictObject({
      name: Name.optional(),
      signature: Signature.optional(),
      language: Language.nullable().optional(),
    }),
    z.object({ memberId: Id, version: z.int() }),
  ),
  'password.forget': open(
    'Ask for a mail with a link to set a new password. Always answers the same; `language` counts for who has chosen none.',
    z.strictObject({ email: z.string().min(1).max(320), language: Language.optional() }),
    z.object({}),
  ),
  'password.reset': open(
    'Set a new password by a mailed link. Ends all sessions.',
    z.strictObject({ token: LinkToken, password: Password }),
    z.object({}),
  ),
  'password.change': account(
    'Change your password. Ends your other sessions.',
    z.strictObject({ current: z.string().min(1).max(1024), password: Password }),
    z.object({ ended: z.int() }),
  ),
  'totp.begin': account(
    'A secret for an authenticator, and the address its QR code holds. Counts from `totp.confirm` on.',
    z.strictObject({}),
    z.object({ secret: z.string(), uri: z.string() }),
  ),
  'totp.confirm': account(
    'Switch the second factor on with a first code. Answers ten recovery codes, shown this once.',
    z.strictObject({ code: SecondCode }),
    z.object({ recoveryCodes: z.array(z.string()) }),
  ),
  'totp.disable': account(
    'Switch the second factor off.',
    z.strictObject({ password: z.string().min(1).max(1024), code: SecondCode }),
    z.object({}),
  ),
};
