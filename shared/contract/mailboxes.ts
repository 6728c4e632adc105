import { z } from 'zod';
import { Id, Moment } from '../ids.ts';
import { command, forAdmins, query } from './call.ts';
import { MailServerView } from './mailServers.ts';

const Secret = z.string().min(1).max(8192);
const place = {
  host: MailServerView.shape.host,
  port: MailServerView.shape.port,
  security: MailServerView.shape.security,
  /** Takes a certificate that nobody vouches for: a server of one's own. */
  anyCertificate: z.boolean(),
  user: z.string().trim().min(1).max(320),
  folder: z.string().trim().min(1).max(500),
  /** Begin with the mails that come from now on, or with all that are there. */
  begin: z.enum(['new', 'all']),
};

/** Left out, a secret stays as it is kept, as long as server and user are the same. */
const SignIn = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('password'), password: Secret.optional() }),
  z.strictObject({
    kind: z.literal('oauth2'),
    /** Where an access token is had for the refresh token; null: the access token is all there is. */
    tokenUrl: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .nullable(),
    clientId: z.string().trim().max(500),
    clientSecret: Secret.optional(),
    refreshToken: Secret.optional(),
    accessToken: Secret.optional(),
  }),
]);

/** Where mail is fetched, and how one gets in. */
export const MailboxDoor = z.strictObject({ ...place, signIn: SignIn });
export type MailboxDoor = z.infer<typeof MailboxDoor>;

const MailboxInput = z.strictObject({ channelId: Id, ...place, signIn: SignIn });
export type MailboxInput = z.infer<typeof MailboxInput>;

/** Why no mail can be fetched, for a screen to say in its reader's language. */
export const MailboxTrouble = z.enum([
  'unknownHost',
  'refused',
  'noAnswer',
  'noTls',
  'certificate',
  'signIn',
  'revoked',
  'tokenServer',
  'noFolder',
  'notMail',
  'other',
]);
export type MailboxTrouble = z.infer<typeof MailboxTrouble>;

export const MailboxTest = z.object({
  ok: z.boolean(),
  why: MailboxTrouble.nullable(),
  words: z.string().nullable(),
  /** The folders there are, once signed in. */
  folders: z.array(z.string()),
  /** How many mails lie in the one that was named. */
  mails: z.int().nullable(),
});
export type MailboxTest = z.infer<typeof MailboxTest>;

export const MailboxView = z.object({
  channelId: Id,
  ...place,
  signIn: z.object({
    kind: z.enum(['password', 'oauth2']),
    tokenUrl: z.string().nullable(),
    clientId: z.string(),
  }),
  state: z.enum(['waiting', 'connected', 'failed']),
  why: MailboxTrouble.nullable(),
  /** The other side's own. */
  words: z.string().nullable(),
  /** When it was last looked into without trouble. */
  lookedAt: Moment.nullable(),
  fetched: z.int(),
  /** Mails that were left where they are, the latest ones: too large to be taken. */
  left: z.array(z.object({ uid: z.int(), bytes: z.int(), at: Moment })),
});
export type MailboxView = z.infer<typeof MailboxView>;

export const mailboxCalls = {
  'mailbox.list': forAdmins(
    query(
      'The IMAP mailboxes that addresses are fetched from, how each stands, and no secret (admins).',
      z.strictObject({}),
      z.object({ items: z.array(MailboxView) }),
    ),
  ),
  'mailbox.save': forAdmins(
    command(
      'Fetch the mail of an address from an IMAP mailbox, or change how (admins). Nothing in the mailbox is changed or marked. Another server, user or folder begins anew.',
      MailboxInput,
      z.object({ channelId: Id }),
    ),
  ),
  'mailbox.remove': forAdmins(
    command(
      'Fetch no more from the mailbox of an address (admins). What was fetched stays.',
      z.strictObject({ channelId: Id }),
      z.object({ channelId: Id }),
    ),
  ),
  'mailbox.test': forAdmins(
    query(
      'Can mail be fetched so? Connects, signs in and opens the folder, and fetches nothing (admins).',
      MailboxInput,
      MailboxTest,
    ),
  ),
};
