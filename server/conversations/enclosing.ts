import type { AttachmentView } from '../../shared/entities.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import { isPicture } from '../files/content.ts';
import type { FileStore } from '../files/store.ts';
import { uploadView } from '../files/upload.ts';
import { type Message, mailBytes, type Sender } from './model.ts';
import { picturesIn } from './richText.ts';

/** Base64 writes three bytes as four, in lines of 76 that end with two more. */
const inBase64 = (bytes: number): number => Math.ceil((bytes / 3) * 4 * (78 / 76));
/** Headers, and the lines between the parts. */
const aroundIt = 8 * 1024;
const picturesAtMost = 50;

/** What is to go along, and who may have uploaded it. */
interface Wanted {
  sender: Sender;
  html: string;
  fileIds: readonly string[];
  writers: readonly Id[];
  /** The message that is passed on, with its files. */
  forwarded: Message | null;
}

/** No mail server would take it, so its writer is told while it is still a draft. */
function mustFit(files: readonly AttachmentView[], html: string, sender: Sender): void {
  const [bytes, limit] = [
    files.reduce((sum, { size }) => sum + inBase64(size), aroundIt + html.length * 2),
    mailBytes(sender.maxMailMb),
  ];
  if (bytes <= limit) return;
  const mb = (some: number) => `${Math.ceil(some / 1_000_000)} MB`;
  throw new AppError(
    'tooLarge',
    `This mail would have ${mb(bytes)}; from ${sender.address} it may have ${mb(limit)}. Take files out, or make them smaller.`,
    { bytes, limit },
  );
}

/** The files of a message, those its text shows among them: uploaded by one of its writers, or of the message that is passed on. */
export const createEnclosing = ({ files }: { files: FileStore }) =>
  /** @throws notFound, invalid, tooLarge */
  async function enclose(
    { workspaceId, id }: Actor,
    { sender, html, fileIds, writers, forwarded }: Wanted,
  ): Promise<AttachmentView[]> {
    const shown = picturesIn(html);
    if (shown.length > picturesAtMost) {
      throw new AppError('invalid', `A mail may show at most ${picturesAtMost} pictures.`, { field: 'html' });
    }
    const wanted = [...new Set([...fileIds, ...shown])];
    const whose = [...new Set([id, ...writers])];
    const found =
      wanted.length === 0 ? [] : await Promise.all(whose.map((one) => files.find(workspaceId, one, wanted)));
    const all = [...found.flat().map(uploadView), ...(forwarded?.attachments ?? [])];
    const known = wanted.flatMap((one) => {
      const file = all.find(({ fileId }) => fileId === one);
      return file ? [{ ...file, inline: shown.includes(one) }] : [];
    });
    if (known.length < wanted.length) throw notFound('file');
    if (known.some(({ inline, type }) => inline && !isPicture(type))) {
      throw new AppError('invalid', 'Only a picture can be shown in the text. Attach other files.', { field: 'html' });
    }
    mustFit(known, html, sender);
    return known;
  };

export type Enclosing = ReturnType<typeof createEnclosing>;
