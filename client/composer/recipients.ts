import type { ContactView, Mailbox, MessageView } from '../../shared/entities.ts';

/** Loose on purpose: the server decides; this catches slips. */
const shape = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/;

/** Reads what a person types or pastes: `a@b.c`, `Name <a@b.c>`, several with commas. Null when one is no address. */
export function mailboxesOf(text: string): Mailbox[] | null {
  const parts = text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const boxes = parts.map((part): Mailbox | null => {
    const named = /^(.*)<([^<>]+)>$/.exec(part);
    const address = (named?.[2] ?? part).trim();
    const name = (named?.[1] ?? '').trim().replace(/^"|"$/g, '');
    return shape.test(address) ? { name, address } : null;
  });
  const valid = boxes.filter((box) => box !== null);
  return valid.length === boxes.length ? valid : null;
}

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
