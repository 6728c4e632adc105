import type { Mailbox, Trust } from '../../../shared/entities.ts';
import type { Bounce } from '../../conversations/model.ts';
import { isAutomatic } from './automatic.ts';
import { bounceBytes, mayBeBounce, readBounce } from './bounce.ts';
import type { RawHeaders } from './headers.ts';
import type { Checked } from './senderChecks.ts';
import type { RawMail } from './store.ts';

interface Read {
  raw: Pick<RawMail, 'envelopeFrom' | 'origin'>;
  headers: RawHeaders;
  from: Mailbox | null;
  subject: string;
  text: string;
  /** The mail's bytes, from the beginning, each time it is called. */
  open: () => AsyncIterable<Buffer>;
  check: (checked: Checked) => Promise<Trust>;
  /** Our own addresses. */
  ours: string[];
}

interface Marks {
  automatic: boolean;
  trust: Trust;
  bounce: Bounce | null;
}

async function beginning(source: AsyncIterable<Buffer>, most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= most) break;
  }
  return Buffer.concat(chunks).subarray(0, most).toString('latin1');
}

/** What is to be known of a mail before it is put anywhere: who wrote it, whether a person did, and of what it speaks. */
export async function marksOf({ raw, headers, from, subject, text, open, check, ours }: Read): Promise<Marks> {
  const { envelopeFrom, origin = null } = raw;
  const sender = from?.address ?? '';
  const lower = ours.map((address) => address.toLowerCase());
  const marked = isAutomatic({ headers, envelopeFrom, from: sender, subject, ours: lower });
  const letter = { headers, envelopeFrom, from: sender, subject, text };
  const bounce = mayBeBounce(letter) ? readBounce(letter, await beginning(open(), bounceBytes)) : null;
  const trust = await check({ from, envelopeFrom, origin });
  return { automatic: marked || bounce !== null, trust, bounce };
}
