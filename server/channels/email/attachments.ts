import type { AttachmentView } from '../../../shared/entities.ts';
import type { Blobs } from '../../files/blobs.ts';
import { fileName, isPicture, kindOf, sniffedBytes } from '../../files/content.ts';
import type { ParsedFile, Part } from './parse.ts';
import type { OwnPicture } from './sanitize.ts';

/** A part that is kept: `type` is what its bytes say it is. */
export interface KeptPart extends Part {
  blob: string;
  size: number;
  type: string;
}

/** A mail's parts as files of ours, and those of them that its HTML can show. */
export interface KeptFiles {
  /** In the order of the mail; `cid` names those that may be shown in place. */
  files: { view: AttachmentView; cid: string | null }[];
  pictures: OwnPicture[];
}

const endings: Record<string, string> = { 'message/rfc822': '.eml', 'text/calendar': '.ics' };

/** Keeps a part as a blob, as it comes. */
export async function keepPart(part: Part, content: AsyncIterable<Buffer>, blobs: Blobs): Promise<KeptPart> {
  const first: Buffer[] = [];
  let seen = 0;
  async function* passing(): AsyncIterable<Buffer> {
    for await (const chunk of content) {
      if (seen < sniffedBytes) first.push(chunk);
      seen += chunk.length;
      yield chunk;
    }
  }
  const { name: blob, size } = await blobs.keep(passing());
  return { ...part, blob, size, type: await kindOf(Buffer.concat(first), part.contentType) };
}

/** Kept parts under clean names. */
export function filesOf(parts: readonly KeptPart[]): KeptFiles {
  const kept: KeptFiles = { files: [], pictures: [] };
  for (const [index, { blob, size, type, ...part }] of parts.entries()) {
    const name = fileName(part.filename ?? '', `attachment-${index + 1}${endings[type] ?? ''}`);
    const cid = part.cid && isPicture(type) ? part.cid : null;
    kept.files.push({ view: { fileId: blob, name, type, size, inline: false }, cid });
    if (cid) kept.pictures.push({ cid, blob, type });
  }
  return kept;
}

/** Keeps parts that are in memory. */
export async function keepFiles(parts: readonly ParsedFile[], blobs: Pick<Blobs, 'put'>): Promise<KeptFiles> {
  const kept: KeptPart[] = [];
  for (const { content, ...part } of parts) {
    const type = await kindOf(content, part.contentType);
    kept.push({ ...part, blob: await blobs.put(content), size: content.length, type });
  }
  return filesOf(kept);
}
