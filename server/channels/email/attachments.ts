import type { AttachmentView } from '../../../shared/entities.ts';
import type { Blobs } from '../../files/blobs.ts';
import { fileName, isPicture, kindOf } from '../../files/content.ts';
import type { ParsedFile } from './parse.ts';
import type { OwnPicture } from './sanitize.ts';

/** A mail's parts as files of ours, and those of them that its HTML can show. */
export interface KeptFiles {
  /** In the order of the mail; `cid` names those that may be shown in place. */
  files: { view: AttachmentView; cid: string | null }[];
  pictures: OwnPicture[];
}

const endings: Record<string, string> = { 'message/rfc822': '.eml', 'text/calendar': '.ics' };

/** Keeps each part as a blob, under a clean name, as what its bytes say it is. */
export async function keepFiles(parts: ParsedFile[], blobs: Blobs): Promise<KeptFiles> {
  const kept: KeptFiles = { files: [], pictures: [] };
  for (const [index, part] of parts.entries()) {
    const type = await kindOf(part.content, part.contentType);
    const blob = await blobs.put(part.content);
    const name = fileName(part.filename ?? '', `attachment-${index + 1}${endings[type] ?? ''}`);
    const cid = part.cid && isPicture(type) ? part.cid : null;
    kept.files.push({ view: { fileId: blob, name, type, size: part.content.length, inline: false }, cid });
    if (cid) kept.pictures.push({ cid, blob, type });
  }
  return kept;
}
