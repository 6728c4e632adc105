import { z } from 'zod';
import { Cursor, Id, Moment } from '../ids.ts';
import { command, forAdmins, query } from './call.ts';

/** What is written down. Actions are `thing.pastTense`, as events are. */
export const AuditAction = z.enum([
  'session.created',
  'session.refused',
  'session.ended',
  'session.reused',
  'password.forgotten',
  'password.reset',
  'password.changed',
  'totp.enabled',
  'totp.disabled',
  'totp.reset',
  'invitation.sent',
  'invitation.resent',
  'invitation.revoked',
  'invitation.accepted',
  'member.created',
  'member.renamed',
  'member.changed',
  'member.removed',
  'token.created',
  'token.revoked',
  'team.created',
  'team.renamed',
  'team.deleted',
  'workspace.created',
  'workspace.renamed',
  'pipeline.created',
  'pipeline.changed',
  'pipeline.deleted',
  'property.created',
  'property.changed',
  'property.deleted',
  'form.changed',
  'channel.created',
  'channel.changed',
  'channel.removed',
  'sender.decided',
  'contact.merged',
  'contact.identified',
  'ticket.purged',
  'audit.exported',
]);
export type AuditAction = z.infer<typeof AuditAction>;

export const AuditEntry = z.object({
  id: Id,
  at: Moment,
  action: AuditAction,
  actorId: Id.nullable(),
  /** The member, team, token, session … it was done to. */
  targetId: Id.nullable(),
  /** A few words more, by name: an address, a role before and after. */
  details: z.record(z.string(), z.string()),
  /** The network address it came from. */
  address: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** `from` is within, `to` is not. */
export const AuditFilter = z.strictObject({
  actorId: Id.optional(),
  action: AuditAction.optional(),
  from: Moment.optional(),
  to: Moment.optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

export const auditCalls = {
  'audit.list': forAdmins(
    query(
      'The audit log, newest first (admins).',
      z.strictObject({
        filter: AuditFilter.optional(),
        cursor: Cursor.nullable().optional(),
        limit: z.int().min(1).max(200).optional(),
      }),
      z.object({ items: z.array(AuditEntry), next: Cursor.nullable() }),
    ),
  ),
  'audit.export': forAdmins(
    command(
      'An address that gives the audit log as CSV, to you, for five minutes (admins).',
      z.strictObject({ filter: AuditFilter.optional() }),
      z.object({ url: z.string() }),
    ),
  ),
};
