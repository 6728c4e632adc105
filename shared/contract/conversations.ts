import { z } from 'zod';
import { AttachmentView, MeetingAnswer, MessageView } from '../entities.ts';
import { ClientId, Cursor, Id } from '../ids.ts';
import { MailAddress } from '../mailAddress.ts';
import { PropertyChanges } from '../propertyKinds.ts';
import { command, query } from './call.ts';

const Recipients = z.array(MailAddress).max(50);

export const conversationCalls = {
  'message.list': query(
    "A ticket's messages, newest first.",
    z.strictObject({ ticketId: Id, cursor: Cursor.nullable().optional(), limit: z.int().min(1).max(200).optional() }),
    z.object({ items: z.array(MessageView), next: Cursor.nullable() }),
  ),
  'message.urls': query(
    'Short-lived addresses for what a message holds: its HTML and that of mails in it (for a sandboxed frame, remote pictures off or on), its files and its source.',
    z.strictObject({ messageId: ClientId }),
    z.object({
      html: z.string().nullable(),
      htmlWithImages: z.string().nullable(),
      source: z.string().nullable(),
      attachments: z.record(z.string(), z.string()),
      nested: z.record(z.string(), z.object({ html: z.string(), htmlWithImages: z.string() })).optional(),
    }),
  ),
  'message.send': command(
    'Answer the customer. Pictures in `html` are files you have uploaded, `<img data-file="<fileId>" alt="<name>">`; they go along in the text. `messageId` is yours: sending it twice is sending it once. With `seen` (the log position you have seen) it is refused as `stale` when the ticket has a newer message; `anyway` sends all the same. With `statusId` the status changes in the same step, and with `properties` what that status requires.',
    z.strictObject({
      ticketId: Id,
      messageId: ClientId,
      seen: z.int().min(0).optional(),
      anyway: z.boolean().optional(),
      html: z.string().min(1).max(500_000),
      to: Recipients.min(1).optional(),
      cc: Recipients.optional(),
      bcc: Recipients.optional(),
      replyTo: ClientId.optional(),
      /** The address it goes out from; that of the thread, or of its team, when left out. */
      channelId: Id.optional(),
      fileIds: z
        .array(z.string().regex(/^[0-9a-f]{64}$/))
        .max(50)
        .optional(),
      statusId: Id.optional(),
      properties: PropertyChanges.optional(),
    }),
    z.object({ messageId: ClientId }),
  ),
  'message.retry': command(
    'Try a failed or uncertain message again. The same mail goes out, under the same Message-ID.',
    z.strictObject({ messageId: ClientId }),
    z.object({ messageId: ClientId }),
  ),
  'message.settle': command(
    'Say of an uncertain message that it has arrived. It counts as sent from now on.',
    z.strictObject({ messageId: ClientId }),
    z.object({ messageId: ClientId }),
  ),
  'message.move': command(
    'Move a message, with the later ones that answer it, to another ticket, or to a new one with `ticketId` null. Later answers to them follow. Moving back undoes it.',
    z.strictObject({ messageId: ClientId, ticketId: Id.nullable() }),
    z.object({ ticketId: Id, number: z.int(), messageIds: z.array(ClientId) }),
  ),
  'message.start': command(
    'Write to a contact first: a ticket, and its first message, in one step. `messageId` is yours: sending it twice is sending it once.',
    z.strictObject({
      contactId: Id,
      messageId: ClientId,
      subject: z.string().trim().min(1).max(300),
      html: z.string().min(1).max(500_000),
      /** The address it goes out from; the first one when left out. The ticket goes to its team, and to you. */
      channelId: Id.optional(),
      cc: Recipients.optional(),
      bcc: Recipients.optional(),
      fileIds: z
        .array(z.string().regex(/^[0-9a-f]{64}$/))
        .max(50)
        .optional(),
    }),
    z.object({ ticketId: Id, number: z.int(), messageId: ClientId }),
  ),
  'message.readAgain': command(
    'Read a broken mail again from its source: what could not be read then may be readable now. The message changes when it was.',
    z.strictObject({ messageId: ClientId }),
    z.object({ messageId: ClientId }),
  ),
  'meeting.answer': command(
    'Answer the invitation that a message holds. The organiser is told by mail, from the address that was invited; `messageId` in the answer is that mail. The same answer again sends nothing; another one may follow.',
    z.strictObject({ messageId: ClientId, answer: MeetingAnswer }),
    z.object({ messageId: ClientId }),
  ),
  'file.describe': query(
    'A file you have uploaded, by its id.',
    z.strictObject({ fileId: z.string().regex(/^[0-9a-f]{64}$/) }),
    AttachmentView,
  ),
};
