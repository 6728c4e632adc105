import type { AttachmentView } from '../../shared/entities.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import type { FileStore } from '../files/store.ts';
import { uploadView } from '../files/upload.ts';
import type { Message } from './model.ts';

/** Base64 makes it a third more, and mail servers commonly take 25 MiB. */
const attachmentBytes = 18 * 1024 * 1024;

/** What is to go along, and who may have uploaded it. */
interface Wanted {
  fileIds: readonly string[];
  writers: readonly Id[];
  /** The message that is passed on, with its files. */
  forwarded: Message | null;
}

/** The files of a message: uploaded by one of its writers, or those of the message that is passed on. */
export const createEnclosing = ({ files }: { files: FileStore }) =>
  /** @throws notFound, tooLarge */
  async function enclose(
    { workspaceId, id }: Actor,
    { fileIds, writers, forwarded }: Wanted,
  ): Promise<AttachmentView[]> {
    const wanted = [...new Set(fileIds)];
    if (wanted.length === 0) return [];
    const found = await Promise.all([id, ...writers].map((writer) => files.find(workspaceId, writer, wanted)));
    const all = [...found.flat().map(uploadView), ...(forwarded?.attachments ?? [])];
    const known = wanted.flatMap((one) => all.find(({ fileId }) => fileId === one) ?? []);
    if (known.length < wanted.length) throw notFound('file');
    const size = known.reduce((sum, file) => sum + file.size, 0);
    if (size > attachmentBytes)
      throw new AppError('tooLarge', 'The files of one mail may have at most 18 MB together.');
    return known;
  };

export type Enclosing = ReturnType<typeof createEnclosing>;
