import { createDiskBlobs } from '../../files/blobs.ts';
import { type ReadMail, readMail } from './read.ts';

export type ReaderAnswer =
  | { kind: 'ready' }
  | { kind: 'read'; mail: ReadMail }
  | { kind: 'failed'; words: string; storage: boolean };

const [, , folder = ''] = process.argv;
const blobs = createDiskBlobs(folder);
const tell = (answer: ReaderAnswer) => process.send?.(answer);

/** The disk's errors say nothing about the mail. */
const isStorage = (error: unknown) => typeof (error as NodeJS.ErrnoException).syscall === 'string';
const wordsOf = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** One mail at a time: whoever asks waits for the answer. */
process.on('message', (blob: string) => {
  readMail(blob, blobs).then(
    (mail) => tell({ kind: 'read', mail }),
    (error: unknown) => tell({ kind: 'failed', words: wordsOf(error), storage: isStorage(error) }),
  );
});
/** Whoever started it has died, or needs it no more. */
process.on('disconnect', () => process.exit(0));
tell({ kind: 'ready' });
