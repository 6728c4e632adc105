import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import { EmbeddedStoreLocked } from '../locked.ts';
import type { Entry, KeyRange } from './reader.ts';

export type Database = RootDatabase<Buffer, Buffer>;

/** Address space, not memory or disk: the file grows as it fills, and this is where it ends. */
const mapSize = 64 * 1024 ** 3;

/** Every open view takes a place in LMDB's table of readers: transactions and queries under way. */
const maxReaders = 4096;

/**
 * Opens the data file. A promise of a write is kept only when it is fsynced (`overlappingSync: false`).
 * LMDB registers readers by process and lets the kernel tell whether that process lives, so a registered reader that
 * is not ours is another Baton, and a killed one leaves nothing behind.
 */
export function openDatabase(dir: string): Database {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const db = open<Buffer, Buffer>({
    path: join(dir, 'store.mdb'),
    noSubdir: true,
    keyEncoding: 'binary',
    encoding: 'binary',
    cache: false,
    overlappingSync: false,
    maxReaders,
    ...(process.platform === 'win32' ? {} : { mapSize }),
  });
  db.readerCheck();
  refuseOthers(db, dir, readers(db)[0]);
  db.get(Buffer.from([0]));
  refuseOthers(
    db,
    dir,
    readers(db).find((pid) => pid !== process.pid),
  );
  return db;
}

function refuseOthers(db: Database, dir: string, pid: number | undefined): void {
  if (pid === undefined) return;
  void db.close();
  throw new EmbeddedStoreLocked(dir, pid);
}

/** LMDB lists its readers as lines of pid, thread and transaction. */
const readers = (db: Database): number[] =>
  [...db.readerList().matchAll(/^\s*(\d+)\s+[0-9a-f]+\s/gm)].map(([, pid]) => Number(pid));

export type ReadTransaction = ReturnType<Database['useReadTransaction']>;

/** A view of everything committed until now; without the reset, LMDB would give the view this event turn began with. */
export function beginRead(db: Database): ReadTransaction {
  db.resetReadTxn();
  // biome-ignore lint/correctness/useHookAtTopLevel: LMDB's name for beginning to read, not React's
  return db.useReadTransaction();
}

/** Walks a range of the file; inside a write callback it sees that write's own state. */
export function walkRange(
  db: Database,
  { start, end, reverse }: KeyRange,
  transaction?: ReadTransaction,
): Iterator<Entry> {
  const bounds = reverse
    ? { start: end, end: start, reverse, exclusiveStart: true, inclusiveEnd: true }
    : { start, end };
  return db.getRange(transaction ? { ...bounds, transaction } : bounds)[Symbol.iterator]();
}
