import type { Meeting, NestedMail, Protection } from '../../../../shared/entities.ts';
import type { Blobs } from '../../../files/blobs.ts';
import { kindOf } from '../../../files/content.ts';
import { filesOf, type KeptPart, keepPart } from '../attachments.ts';
import { decodeText } from '../charset.ts';
import { valuesOf } from '../headers.ts';
import { chunksOf, type ParsedMail, parseStream } from '../parse.ts';
import { fullerText } from '../plainText.ts';
import { sanitizeMail } from '../sanitize.ts';
import { cutUuencoded } from '../uuencode.ts';
import { readMeeting } from './meeting.ts';
import { readRtf } from './rtf.ts';
import { readSmime } from './signedData.ts';
import { readTnef } from './tnef.ts';

/** Wrappings within wrappings; whoever goes deeper wants to keep us busy. */
const wrappedAtMost = 4;
const nestedAtMost = 20;
const nestedDepth = 6;
const nestedTextLength = 20_000;
/** All of them together travel with every list of messages. */
const allNestedText = 60_000;
/** More than anybody reads. */
const wordsBytes = 1024 * 1024;
/** An invitation is a page of text; a calendar of a year is a file. */
const calendarBytes = 512 * 1024;

/** A mail with everything unpacked that was packed in it. */
export interface OpenedMail {
  text: string;
  html: string | null;
  mixed: boolean;
  files: KeptPart[];
  protections: Protection[];
  meeting: Meeting | null;
  /** Those of the files that are mails themselves. */
  letters: KeptPart[];
}

const declared = ({ contentType }: KeptPart): string =>
  typeof contentType === 'string' ? contentType.toLowerCase() : '';
const ending = ({ filename }: KeptPart, pattern: RegExp): boolean => pattern.test(filename ?? '');

const isTnef = (file: KeptPart) =>
  /^application\/(vnd\.)?ms-tnef$/.test(declared(file)) || ending(file, /^winmail\.dat$/i);
const isSmime = (file: KeptPart) => /^application\/(x-)?pkcs7-mime$/.test(declared(file)) || ending(file, /\.p7m$/i);
const isSignature = (file: KeptPart) =>
  /^application\/(x-)?pkcs7-signature$/.test(declared(file)) || ending(file, /\.p7s$/i);
const isLetter = (file: KeptPart) =>
  /^message\/(rfc822|global)$/.test(declared(file)) ||
  (file.type === 'application/octet-stream' && ending(file, /\.eml$/i));
/** Text with marks of a kind that came before HTML (RFC 1341, RFC 1896), which nobody shows any more. */
const isMarked = (file: KeptPart) => /^text\/(enriched|richtext)$/.test(declared(file)) && !file.filename;
const isRtf = (file: KeptPart) => /^(text|application)\/rtf$/.test(declared(file)) && !file.filename;
const isCalendar = (file: KeptPart) =>
  /^(text\/calendar|application\/ics)$/.test(declared(file)) || ending(file, /\.ics$/i);

/** Opens what a mail holds, as far as it can be: what cannot stays a file, under a name that says what it is. */
export function createOpener(blobs: Blobs) {
  const readLetter = (source: AsyncIterable<Buffer>): Promise<ParsedMail<KeptPart>> =>
    parseStream(source, (part, content) => keepPart(part, content, blobs));

  async function keep(content: Buffer, part: { name: string; type: string; cid: string | null }): Promise<KeptPart> {
    const { name: filename, type: contentType, cid } = part;
    const kept = { blob: await blobs.put(content), size: content.length, type: await kindOf(content, contentType) };
    return { contentType, filename, ...(cid ? { cid } : {}), related: false, ...kept };
  }

  /** What was found in a wrapping takes its place; its words count where the mail had none. */
  function mix(into: OpenedMail, inner: Pick<OpenedMail, 'text' | 'html'>): void {
    if (into.text.trim() === '') into.text = inner.text;
    into.html ??= inner.html;
  }

  async function openFile(file: KeptPart, into: OpenedMail, depth: number): Promise<void> {
    if (isTnef(file)) {
      const unpacked = readTnef(await blobs.get(file.blob));
      if (!unpacked) return void into.files.push(file);
      mix(into, unpacked);
      for (const { content, ...part } of unpacked.files) await openFile(await keep(content, part), into, depth);
      return;
    }
    into.files.push(file);
    const words = file.size > wordsBytes || into.text.trim() !== '' || into.html !== null ? null : await wordsOf(file);
    if (words !== null) into.text = words;
    if (isSignature(file)) return named(file, 'smime.p7s', into, { by: 'smime', how: 'signed' });
    if (declared(file) === 'application/pgp-signature')
      return named(file, 'signature.asc', into, { by: 'pgp', how: 'signed' });
    if (declared(file) === 'application/pgp-encrypted')
      return named(file, 'version.asc', into, { by: 'pgp', how: 'encrypted' });
    if (isLetter(file)) return void into.letters.push(file);
    if (isCalendar(file) && file.size <= calendarBytes) {
      const meeting = readMeeting(await blobs.get(file.blob));
      if (meeting && (into.meeting === null || into.meeting.method === 'publish')) into.meeting = meeting;
      return;
    }
    if (!isSmime(file)) return;
    const smime = readSmime(await blobs.get(file.blob));
    if (smime.kind === 'encrypted') named(file, 'smime.p7m', into, { by: 'smime', how: 'encrypted' });
    if (smime.kind !== 'signed') return;
    named(file, 'smime.p7m', into, { by: 'smime', how: 'signed' });
    if (depth >= wrappedAtMost) return;
    const inner = await open(await readLetter(chunksOf(smime.content)), depth + 1);
    mix(into, inner);
    into.files.push(...inner.files);
    into.letters.push(...inner.letters);
    into.meeting ??= inner.meeting;
    for (const protection of inner.protections) mark(into, protection);
  }

  /** Of a mail that is nothing but an old kind of text. */
  async function wordsOf(file: KeptPart): Promise<string | null> {
    if (isRtf(file)) return readRtf(await blobs.get(file.blob))?.text ?? null;
    if (!isMarked(file)) return null;
    const text = decodeText(await blobs.get(file.blob), null);
    return text
      .replace(/<param>.*?<\/param>/gis, '')
      .replace(/<(nl|lf|np|paragraph)>/gi, '\n')
      .replace(/<lt>|<</gi, '\u0001')
      .replace(/<\/?[a-z][^<>]{0,60}>/gi, '')
      .replaceAll('\u0001', '<');
  }

  function mark(into: OpenedMail, protection: Protection): void {
    const { by, how } = protection;
    if (!into.protections.some((known) => known.by === by && known.how === how)) into.protections.push(protection);
  }

  function named(file: KeptPart, name: string, into: OpenedMail, protection: Protection): void {
    file.filename ??= name;
    mark(into, protection);
  }

  async function open(mail: ParsedMail<KeptPart>, depth = 1): Promise<OpenedMail> {
    const { text, files } = cutUuencoded(mail.text);
    const { html, mixed } = mail;
    const opened: OpenedMail = { text, html, mixed, files: [], protections: [], meeting: null, letters: [] };
    if (/^-----BEGIN PGP MESSAGE-----\s*$/m.test(text)) mark(opened, { by: 'pgp', how: 'encrypted' });
    if (/^-----BEGIN PGP SIGNED MESSAGE-----\s*$/m.test(text)) mark(opened, { by: 'pgp', how: 'signed' });
    for (const file of mail.files) await openFile(file, opened, depth);
    for (const { name, content } of files) {
      await openFile(await keep(content, { name, type: 'application/octet-stream', cid: null }), opened, depth);
    }
    const sealed = opened.protections.some(({ by, how }) => by === 'pgp' && how === 'encrypted');
    const body = sealed
      ? opened.files.find((file) => !file.filename && declared(file) === 'application/octet-stream')
      : null;
    if (body) body.filename = 'encrypted.asc';
    return opened;
  }

  /** The mails in a mail, each with those in it after it. */
  async function nestedIn(
    letters: readonly KeptPart[],
    within: string | null,
    depth: number,
    room: Room,
  ): Promise<NestedMail[]> {
    const found: NestedMail[] = [];
    for (const letter of letters) {
      if (room.mails === 0 || depth > nestedDepth) break;
      room.mails -= 1;
      const mail = await readLetter(blobs.read(letter.blob));
      const opened = await open(mail);
      letter.filename ??= `${mail.subject || 'message'}.eml`;
      const inner = await nestedIn(opened.letters, letter.blob, depth + 1, room);
      const { files, pictures } = filesOf(opened.files);
      const safe = opened.html === null ? null : sanitizeMail(opened.html, pictures);
      const text = fullerText(opened, safe).trim().slice(0, Math.min(nestedTextLength, room.text));
      room.text -= text.length;
      const [date = ''] = valuesOf(mail.headers, 'date');
      const at = Date.parse(date.replace(/\([^()]*\)/g, ''));
      found.push({
        fileId: letter.blob,
        within,
        from: mail.from,
        to: mail.to,
        subject: mail.subject,
        at: Number.isNaN(at) ? null : new Date(at).toISOString(),
        text,
        attachments: files.map(({ view, cid }) => ({
          ...view,
          inline: cid !== null && (safe?.shown.has(cid) ?? false),
        })),
        look: safe && {
          fileId: await blobs.put(Buffer.from(safe.html)),
          remoteImages: safe.remoteImages,
        },
      });
      found.push(...inner);
    }
    return found;
  }

  return {
    readLetter,
    open,
    nested: (letters: readonly KeptPart[]) => nestedIn(letters, null, 1, { mails: nestedAtMost, text: allNestedText }),
  };
}

/** What the nested mails of one mail may still take. */
interface Room {
  mails: number;
  text: number;
}
