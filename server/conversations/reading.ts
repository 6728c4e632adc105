import type { Output } from '../../shared/contract.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import type { Linked, Links } from '../files/links.ts';
import type { FileStore } from '../files/store.ts';
import { uploadView } from '../files/upload.ts';
import type { TicketService } from '../tickets/service.ts';
import { viewOf } from './model.ts';
import { mustSeeMessage } from './policy.ts';
import type { MessageStore } from './store.ts';

const pageSize = 50;

/** The seq to go on from. */
function readCursor(cursor: string | null | undefined): number | null {
  if (!cursor) return null;
  if (!/^\d{1,15}$/.test(cursor)) throw new AppError('invalid', 'This cursor is not one of ours. Start the list anew.');
  return Number(cursor);
}

/** What members read of conversations. */
export function createReading(deps: {
  messages: MessageStore;
  tickets: TicketService;
  files: FileStore;
  links: Links;
}) {
  const { messages, tickets, files, links } = deps;
  return {
    async list(
      actor: Actor,
      input: { ticketId: Id; cursor?: string | null | undefined; limit?: number | undefined },
    ): Promise<Output<'message.list'>> {
      const { _id: ticketId } = await tickets.mustSee(actor, input.ticketId);
      const limit = input.limit ?? pageSize;
      const found = await messages.page(actor.workspaceId, ticketId, readCursor(input.cursor), limit + 1);
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return { items: items.map(viewOf), next: found.length > limit && last ? String(last.seq) : null };
    },

    async urls(actor: Actor, messageId: string): Promise<Output<'message.urls'>> {
      const message = await messages.find(actor.workspaceId, messageId);
      const placed = { message, ticket: message && (await tickets.find(actor.workspaceId, message.ticketId)) };
      mustSeeMessage(actor, placed);
      const { htmlBlob, sourceBlob, attachments, nested = [], id } = placed.message;
      const files = [...attachments, ...nested.flatMap((mail) => mail.attachments)];
      const linkTo = (blob: string | null, name: string, type: string, as: Linked['as']) =>
        blob === null ? null : links.make({ blob, name, type, as });
      return {
        html: linkTo(htmlBlob, `${id}.html`, 'text/html', 'frame'),
        htmlWithImages: linkTo(htmlBlob, `${id}.html`, 'text/html', 'frameImages'),
        source: linkTo(sourceBlob, `${id}.eml`, 'message/rfc822', 'file'),
        attachments: Object.fromEntries(
          files.map(({ fileId, name, type }) => [fileId, links.make({ blob: fileId, name, type, as: 'file' })]),
        ),
        nested: Object.fromEntries(
          nested.flatMap(({ look }) => {
            if (!look) return [];
            const page = { blob: look.fileId, name: `${id}.html`, type: 'text/html' };
            const [html, htmlWithImages] = [
              links.make({ ...page, as: 'frame' }),
              links.make({ ...page, as: 'frameImages' }),
            ];
            return [[look.fileId, { html, htmlWithImages }]];
          }),
        ),
      };
    },

    /** Only who has uploaded a file can describe it. */
    async describeFile(actor: Actor, fileId: string): Promise<Output<'file.describe'>> {
      const [upload] = await files.find(actor.workspaceId, actor.id, [fileId]);
      if (!upload) throw notFound('file');
      return uploadView(upload);
    },
  };
}
