import { timingSafeEqual } from 'node:crypto';
import type { Id } from '../../shared/ids.ts';
import type { Secrets } from '../platform/secret.ts';

/** 25 digits hold an id's 128 bits, 16 hold 80 bits of its signature; with `+` this leaves 22 characters of the 64 that a local part may have. */
const idDigits = 25;
const macDigits = 16;
const macHex = 20;
const tokenShape = new RegExp(`[+.]([0-9a-z]{${idDigits + macDigits}})@`, 'gi');

const toDigits = (hex: string, length: number) => BigInt(`0x${hex}`).toString(36).padStart(length, '0');

function idOf(token: string): Id | null {
  let number = 0n;
  for (const digit of token.slice(0, idDigits)) number = number * 36n + BigInt(Number.parseInt(digit, 36));
  const hex = number.toString(16).padStart(32, '0');
  if (hex.length !== 32) return null;
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * What our reply address and our Message-IDs carry: the ticket, signed together with workspace and recipient.
 * Lower-case letters and digits only, for mail addresses are not case-safe.
 */
export function createReplyTokens(secrets: Secrets) {
  function make(workspaceId: Id, ticketId: Id, recipient: string): string {
    const mac = secrets.sign('reply', [workspaceId, ticketId, recipient.toLowerCase()].join('\n'));
    return toDigits(ticketId.replaceAll('-', ''), idDigits) + toDigits(mac.slice(0, macHex), macDigits);
  }
  return {
    make,
    /** Whatever looks like a token in these addresses and Message-IDs, with the ticket each claims. Nothing is checked yet. */
    claims(texts: string[]): { token: string; ticketId: Id }[] {
      const found = new Set(
        texts.flatMap((text) => [...text.matchAll(tokenShape)].map((match) => (match[1] ?? '').toLowerCase())),
      );
      return [...found].slice(0, 10).flatMap((token) => {
        const ticketId = idOf(token);
        return ticketId ? [{ token, ticketId }] : [];
      });
    },
    /** Was this token made here, for this ticket and one of these recipients? */
    proves(token: string, workspaceId: Id, ticketId: Id, recipients: string[]): boolean {
      return recipients.some((recipient) =>
        timingSafeEqual(Buffer.from(make(workspaceId, ticketId, recipient)), Buffer.from(token)),
      );
    },
  };
}

export type ReplyTokens = ReturnType<typeof createReplyTokens>;
