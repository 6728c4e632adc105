import type { ContactView, Mailbox, MessageView } from '../../shared/entities.ts';

/** Loose on purpose: the server decides; this catches slips. */
const shape = /^(?:"[^"\\<>@,;:()]+"|[^\s@<>,;"']+)@[^\s@<>,;"']+\.[^\s@<>,;"']+$/;

/** May a mail go there? What a writer mistyped stays among his recipients, marked, until he has corrected it. */
export const isAddress = (address: string): boolean => shape.test(address);

/** Cuts at commas, semicolons and lines, not inside quotation marks or angle brackets: `"Berg, Anna" <a@b.c>` is one. */
function parts(text: string): string[] {
  const cut: string[] = [''];
  let quoted = false;
  let bracketed = false;
  for (const sign of text.replace(/[，；]/g, (wide) => (wide === '；' ? ';' : ','))) {
    if (sign === '"') quoted = !quoted;
    if (sign === '<') bracketed = true;
    if (sign === '>') bracketed = false;
    const ends = sign === '\n' || sign === '\r' || (!quoted && !bracketed && (sign === ',' || sign === ';'));
    if (ends) {
      quoted = false;
      bracketed = false;
      cut.push('');
    } else cut.push(`${cut.pop() ?? ''}${sign}`);
  }
  return cut.map((part) => part.trim()).filter(Boolean);
}

/** Bare addresses may stand side by side with nothing but space between, as out of a spreadsheet. */
const apart = (part: string): string[] => {
  const words = part.split(/\s+/);
  return words.length > 1 && words.every(isAddress) ? words : [part];
};

function mailboxOf(part: string): Mailbox {
  const named = /^(.*)<([^<>]*)>$/.exec(part);
  const address = (named?.[2] ?? part).trim().replace(/^mailto:/i, '');
  const name = (named?.[1] ?? '').trim().replace(/^["']|["']$/g, '');
  return isAddress(address) ? { name, address } : { name: '', address: part };
}

/** Reads what a person types or pastes: `a@b.c`, `Name <a@b.c>`, many at once. What is no address is kept as it was typed. */
export const mailboxesOf = (text: string): Mailbox[] => parts(text).flatMap(apart).map(mailboxOf);

/** Adds boxes, each address once. */
export function withBoxes(boxes: readonly Mailbox[], more: readonly Mailbox[]): Mailbox[] {
  const seen = new Set<string>();
  return [...boxes, ...more].filter(({ address }) => {
    const key = address.toLowerCase();
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Whom an answer to this message goes to; without one, the contact. */
export function answerTo(message: MessageView | undefined, contact: ContactView | undefined): Mailbox[] {
  if (message?.direction === 'in') return [message.from];
  if (message && message.to.length > 0) return message.to;
  return contact?.email ? [{ name: contact.name, address: contact.email }] : [];
}
