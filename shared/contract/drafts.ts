import { z } from 'zod';
import { DocId, DraftKind, DraftView, TicketRef } from '../entities.ts';
import { ClientId, Cursor, Id, Moment } from '../ids.ts';
import { PropertyChanges } from '../propertyKinds.ts';
import { command, query } from './call.ts';

/** Bytes in base64: a Yjs update, or a state vector. */
export const Base64 = (most: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9+/]*={0,2}$/, 'must be base64')
    .max(most);

const Opened = z.object({ docId: DocId, gen: z.int() });
const Named = { docId: DocId, gen: z.int().min(1) };

export const draftCalls = {
  'draft.open': command(
    'Your one open draft of a kind for a ticket; made when there is none. Type into it at `/collab/<docId>`.',
    z.strictObject({ ticketId: Id, kind: DraftKind }),
    Opened,
  ),
  'draft.list': query(
    'Your drafts that hold something, newest first: open ones, those you threw away in the last 30 days, or those that colleagues share with you.',
    z.strictObject({
      which: z.enum(['open', 'discarded', 'shared']).optional(),
      cursor: Cursor.nullable().optional(),
      limit: z.int().min(1).max(200).optional(),
    }),
    z.object({
      items: z.array(DraftView.extend({ ticket: TicketRef.nullable() })),
      next: Cursor.nullable(),
    }),
  ),
  'draft.files': query(
    'Short-lived addresses of files that were uploaded for a draft you may read: pictures in its text, for the editor. Files that none of its writers has uploaded are left out.',
    z.strictObject({ docId: DocId, fileIds: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(100) }),
    z.object({ urls: z.record(z.string(), z.string()) }),
  ),
  'draft.discard': command(
    'Throw your draft away, everywhere at once. It can be brought back for 30 days.',
    z.strictObject(Named),
    z.object({ docId: DocId }),
  ),
  'draft.restore': command(
    'Bring back what you threw away or sent: it is your open draft again, joined with what you have written since. What was sent stays sent.',
    z.strictObject({ docId: DocId }),
    Opened,
  ),
  'draft.share': command(
    'Let a colleague who may see the ticket write along. Nobody else ever sees a draft.',
    z.strictObject({ docId: DocId, memberId: Id }),
    z.object({ docId: DocId }),
  ),
  'draft.unshare': command(
    'Write alone again.',
    z.strictObject({ docId: DocId, memberId: Id }),
    z.object({ docId: DocId }),
  ),
  'draft.handOver': command(
    'Give your draft to a colleague who may see the ticket: it is his from now on.',
    z.strictObject({ docId: DocId, memberId: Id }),
    z.object({ docId: DocId }),
  ),
  'draft.send': command(
    'Send your reply, once, however often you ask. `update` is your last Yjs update, `vector` the state vector of your document: what is missing is refused as `unsaved`. `seen` (the log position you have seen) and `anyway` as in message.send; with `statusId` the status changes in the same step, and with `properties` what that status requires; with `sendAt` it goes out later.',
    z.strictObject({
      ...Named,
      messageId: ClientId,
      seen: z.int().min(0).optional(),
      anyway: z.boolean().optional(),
      update: Base64(900_000).optional(),
      vector: Base64(20_000).optional(),
      statusId: Id.optional(),
      properties: PropertyChanges.optional(),
      sendAt: Moment.optional(),
    }),
    z.object({ messageId: ClientId }),
  ),
  'message.undo': command(
    'Take back your message that has not left yet. Its text is your draft again; status and order of the ticket go back unless somebody has touched them.',
    z.strictObject({ messageId: ClientId }),
    Opened,
  ),
};
