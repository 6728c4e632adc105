import type { OutgoingMail } from './compose.ts';

/**
 * What became of a mail. `later`: not taken now, and certainly not taken. `unknown`: its body went out and no answer
 * came back.
 */
export type Handover =
  | { kind: 'sent'; note: string | null }
  | { kind: 'refused'; words: string; tooLarge?: { bytes: number; limit: number | null } }
  | { kind: 'later' | 'unknown'; words: string };

/** A way for mail to leave. */
export interface Transport {
  /** `beforeBody` is awaited before the first byte of the body leaves; if it throws, none does. Never rejects. */
  send(mail: OutgoingMail, beforeBody: () => Promise<void>): Promise<Handover>;
}
