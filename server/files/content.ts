import { fileTypeFromBuffer } from 'file-type';

/** Enough for every signature, and for the first entries of a zip, which tell a document from an archive. */
export const sniffedBytes = 65_536;
/** Kinds without a signature that nothing can run in; for these the sender's word counts. */
const plainKinds =
  /^(text\/(plain|csv|calendar|markdown|rtf|vcard)|message\/rfc822|application\/(json|pgp-(signature|encrypted|keys)|(x-)?pkcs7-(mime|signature)|ics))$/;
/** Pictures every browser draws and none runs. */
const pictures = /^image\/(png|jpeg|gif|webp|avif|bmp)$/;

const unknownKind = 'application/octet-stream';

/** What the bytes are. The sender's word counts only where bytes cannot tell and nothing can be run. */
export async function kindOf(bytes: Uint8Array, declared: string): Promise<string> {
  const found = await fileTypeFromBuffer(bytes.subarray(0, sniffedBytes)).catch(() => undefined);
  const word = declared.split(';')[0]?.trim().toLowerCase() ?? '';
  return found?.mime ?? (plainKinds.test(word) ? word : unknownKind);
}

export const isPicture = (kind: string): boolean => pictures.test(kind);

/** Characters no file system or header takes, and those that turn the reading direction to hide an ending. */
const unsafe = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069"*:<>?|]/gu;
const nameLength = 150;

/** A name that is safe to show and to save under: no path, no control characters, not endless. */
export function fileName(given: string, fallback = 'file'): string {
  const last = given.slice(-1000).split(/[/\\]/).at(-1) ?? '';
  const clean = last.replace(unsafe, ' ').replace(/\s+/g, ' ').trim().replace(/^\.+/, '');
  if (clean === '') return fallback;
  const characters = [...clean];
  if (characters.length <= nameLength) return clean;
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(clean)?.[0] ?? '';
  return characters.slice(0, nameLength - ending.length).join('') + ending;
}
