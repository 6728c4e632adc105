import { z } from 'zod';
import { CheckResult } from '../entities.ts';

/** How a mail server is spoken to: TLS from the first byte, TLS after STARTTLS, or in the clear. */
export const MailSecurity = z.enum(['tls', 'starttls', 'none']);
export type MailSecurity = z.infer<typeof MailSecurity>;

const server = {
  host: z
    .string()
    .trim()
    .max(253)
    .regex(/^[\p{L}\p{N}._:-]+$/u, 'must be the name or number of a server'),
  port: z.int().min(1).max(65_535),
  security: MailSecurity,
  /** Null: the server wants no sign-in. */
  user: z.string().trim().min(1).max(320).nullable(),
};

/** Where an access token is had, for a server that wants OAuth 2 (XOAUTH2) instead of a password. */
const oauth = {
  tokenUrl: z.url({ protocol: /^https?$/ }).max(2000),
  clientId: z.string().trim().max(500),
};
const Secret = z.string().min(1).max(8192);

/** A server as it was set, without its secrets. */
export const MailServerView = z.object({ ...server, oauth: z.object(oauth).nullable().optional() });
export type MailServerView = z.infer<typeof MailServerView>;

/** Without a password, or without tokens, what is kept stays, as long as server and user are the same. */
export const MailServerInput = z.strictObject({
  ...server,
  password: z.string().min(1).max(1024).optional(),
  oauth: z
    .strictObject({ ...oauth, clientSecret: Secret.optional(), refreshToken: Secret.optional() })
    .nullable()
    .optional(),
});
export type MailServerInput = z.infer<typeof MailServerInput>;

/** Why no mail can leave, for a screen to say in its reader's language. */
export const MailTrouble = z.enum([
  'noServer',
  'unknownHost',
  'refused',
  'noAnswer',
  'noTls',
  'tlsAtOnce',
  'certificate',
  'signIn',
  'revoked',
  'tokenServer',
  'noSignIn',
  'notMail',
  'other',
]);
export type MailTrouble = z.infer<typeof MailTrouble>;

/** `words` are the other side's own; `via`: `mailbox` keeps mail on this machine, `none` cannot send. */
export const MailTestResult = z.object({
  ok: z.boolean(),
  via: z.enum(['smtp', 'mailbox', 'none']),
  why: MailTrouble.nullable(),
  words: z.string().nullable(),
});
export type MailTestResult = z.infer<typeof MailTestResult>;

/** A mail to oneself: null while it did not leave, then `words` say why not. */
export const TripBegun = z.object({ tripId: z.string().nullable(), words: z.string().nullable() });

/** What is known of it; the checks are those of its arrival. */
export const TripLook = z.object({
  arrived: z.boolean(),
  spf: CheckResult.nullable(),
  dkim: CheckResult.nullable(),
});
export type TripLook = z.infer<typeof TripLook>;
