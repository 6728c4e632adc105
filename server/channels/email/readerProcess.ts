import type { Trust } from '../../../shared/entities.ts';
import { createDiskBlobs } from '../../files/blobs.ts';
import type { Dns } from '../../platform/dns.ts';
import { type ReadMail, readMail } from './read.ts';
import { type Checked, checkSender } from './senderChecks.ts';

/** What the node says to its reader. */
export type ReaderOrder =
  | { kind: 'read'; blob: string }
  | { kind: 'check'; id: number; blob: string; checked: Checked; ms: number }
  | { kind: 'records'; id: number; records: Awaited<ReturnType<Dns>> }
  | { kind: 'noRecords'; id: number; code: string };

/** What the reader says. Names are asked by the node: nothing of this process reaches beyond the machine. */
export type ReaderAnswer =
  | { kind: 'ready' }
  | { kind: 'read'; mail: ReadMail }
  | { kind: 'failed'; words: string; storage: boolean }
  | { kind: 'checked'; id: number; trust: Trust }
  | { kind: 'resolve'; id: number; name: string; type: string };

const [, , folder = ''] = process.argv;
const blobs = createDiskBlobs(folder);
const tell = (answer: ReaderAnswer) => process.send?.(answer);

/** The disk's errors say nothing about the mail. */
const isStorage = (error: unknown) => typeof (error as NodeJS.ErrnoException).syscall === 'string';
const wordsOf = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));

const asked = new Map<number, { resolve(records: Awaited<ReturnType<Dns>>): void; reject(error: Error): void }>();
let questions = 0;

const dns: Dns = (name, type) =>
  new Promise((resolve, reject) => {
    questions += 1;
    asked.set(questions, { resolve, reject });
    tell({ kind: 'resolve', id: questions, name, type });
  });

async function check({ id, blob, checked, ms }: Extract<ReaderOrder, { kind: 'check' }>): Promise<void> {
  tell({ kind: 'checked', id, trust: await checkSender(() => blobs.read(blob), checked, dns, ms) });
}

/** One mail is read at a time: whoever asks waits for the answer. Checks mostly wait for names, and go on beside it. */
process.on('message', (order: ReaderOrder) => {
  switch (order.kind) {
    case 'read':
      readMail(order.blob, blobs).then(
        (mail) => tell({ kind: 'read', mail }),
        (error: unknown) => tell({ kind: 'failed', words: wordsOf(error), storage: isStorage(error) }),
      );
      return;
    case 'check':
      void check(order);
      return;
    case 'records':
      asked.get(order.id)?.resolve(order.records);
      asked.delete(order.id);
      return;
    case 'noRecords':
      asked.get(order.id)?.reject(Object.assign(new Error('Not in the domain name system'), { code: order.code }));
      asked.delete(order.id);
  }
});
/** Whoever started it has died, or needs it no more. */
process.on('disconnect', () => process.exit(0));
tell({ kind: 'ready' });
