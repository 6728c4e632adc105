import { type Doc, XmlElement } from 'yjs';
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { ClientId, Id } from '../../shared/ids.ts';
import { MailAddress } from '../../shared/mailAddress.ts';
import { wordsOf } from '../collab/rich.ts';

const Boxes = z
  .array(z.union([MailAddress, z.object({ address: MailAddress }).transform(({ address }) => address)]))
  .max(50)
  .transform((boxes) => (boxes.length > 0 ? boxes : undefined))
  .optional();
const FileId = z.string().regex(/^[0-9a-f]{64}$/);

/** What belongs to a reply besides its text, as the client keeps it in the document's map `fields`. */
const Fields = z.object({
  to: Boxes,
  cc: Boxes,
  bcc: Boxes,
  subject: z.string().trim().max(300).optional(),
  replyTo: ClientId.optional(),
  /** Which of our addresses it goes out from; missing while nobody has chosen. */
  channelId: Id.optional(),
  /** The answered message goes along below the text, unless its writer took it out. */
  quote: z.boolean().optional(),
  /** It passes that message on, with its files. */
  forward: z.boolean().optional(),
  /** What stood below the text on its writer's screen. */
  signature: z.string().max(4000).optional(),
  files: z
    .array(z.union([FileId, z.object({ fileId: FileId }).transform(({ fileId }) => fileId)]))
    .max(50)
    .optional(),
});
export type Fields = z.infer<typeof Fields>;

/** @throws invalid, naming the field */
export function fieldsOf(doc: Doc): Fields {
  const read = Fields.safeParse(doc.getMap('fields').toJSON());
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const field = String(issue?.path[0] ?? 'fields');
  throw new AppError('invalid', `${field}: ${issue?.message.slice(0, 300) ?? 'is not right'}`, { field });
}

/** Kept by the client for itself. */
const housekeeping = ['messageId', 'startedAt', 'signature', 'quote', 'forward', 'channelId'];

/** Has anybody put anything into it? */
export function isWritten(doc: Doc): boolean {
  const fields = Object.entries(doc.getMap('fields').toJSON());
  const filled = fields.some(([name, value]) => !housekeeping.includes(name) && !isEmpty(value));
  return filled || wordsOf(doc.getXmlFragment('body'), 200).trim() !== '' || hasAtoms(doc);
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** A mention or a picture counts, though it has no words. */
const hasAtoms = (doc: Doc): boolean => {
  const atoms = ['mention', 'image'];
  const holds = (parent: XmlElement, depth: number): boolean =>
    atoms.includes(parent.nodeName) ||
    (depth > 0 && parent.toArray().some((node) => node instanceof XmlElement && holds(node, depth - 1)));
  return doc
    .getXmlFragment('body')
    .toArray()
    .some((block) => block instanceof XmlElement && holds(block, atomDepth));
};

/** Deeper than lists and quotes are nested. */
const atomDepth = 20;
