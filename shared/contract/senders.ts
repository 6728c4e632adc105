import { z } from 'zod';
import { ClientId, Cursor, Id, Moment } from '../ids.ts';
import { command, forAdmins, query } from './call.ts';

/** An address, or a domain that stands for all of its addresses. */
const SenderName = z
  .string()
  .trim()
  .toLowerCase()
  .max(320)
  .regex(
    /^([^\s@<>"(),;:]+@)?([\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u,
    'must be an e-mail address or a domain',
  );

const SenderList = z.enum(['blocked', 'allowed']);

export const SenderView = z.object({ value: z.string(), list: SenderList, memberId: Id, at: Moment });
export type SenderView = z.infer<typeof SenderView>;

export const senderCalls = {
  'sender.list': forAdmins(
    query(
      'Addresses and domains that are blocked or allowed, in the order of the alphabet (admins).',
      z.strictObject({ cursor: Cursor.nullable().optional(), limit: z.int().min(1).max(200).optional() }),
      z.object({ items: z.array(SenderView), next: Cursor.nullable() }),
    ),
  ),
  'sender.set': forAdmins(
    command(
      'Block or allow an address or a domain, or decide nothing with null (admins). The nearest decision holds: an address before its domain. Blocked mail is kept, as spam, and nobody is told.',
      z.strictObject({ value: SenderName, list: SenderList.nullable() }),
      z.object({ value: z.string(), list: SenderList.nullable() }),
    ),
  ),
  'sender.block': command(
    "Block who wrote this message, or his whole domain, and put the message's ticket away as spam.",
    z.strictObject({ messageId: ClientId, what: z.enum(['sender', 'domain']) }),
    z.object({ value: z.string(), ticketId: Id }),
  ),
};
