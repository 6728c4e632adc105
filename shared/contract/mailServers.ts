import { z } from 'zod';

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

/** A server as it was set, without its password. */
export const MailServerView = z.object(server);
export type MailServerView = z.infer<typeof MailServerView>;

/** Without a password the one that is kept stays, as long as server and user are the same. */
export const MailServerInput = z.strictObject({ ...server, password: z.string().min(1).max(1024).optional() });
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
