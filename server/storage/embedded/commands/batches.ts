import type { Collection } from '../data/collection.ts';
import type { Store } from '../data/store.ts';
import type { Writer } from '../data/writer.ts';
import { Candidate } from '../plan/candidate.ts';
import { choosePlan, type Wanted } from '../plan/choose.ts';
import { noWork } from '../plan/run.ts';
import { everythingFound, stream } from '../plan/select.ts';
import { matches } from '../query/match.ts';

/** Documents changed in one write callback; more would keep other commands waiting. */
const batch = 250;

/**
 * Changes many documents without stopping the others: finds them in a view, then changes them in batches, each a
 * durable write of its own, and only those that still match. As in MongoDB, a multi-document write is not atomic.
 */
export async function inBatches(
  store: Store,
  collection: Collection,
  wanted: Wanted,
  each: (writer: Writer, found: Candidate) => boolean,
  done: (batch: Done) => void = () => {},
): Promise<void> {
  const ids = await find(store, collection, wanted);
  for (let at = 0; at < ids.length; at += batch) {
    const some = ids.slice(at, at + batch);
    done(await store.write((writer) => (collection.dropped ? { n: 0, nModified: 0 } : run(writer, some))));
  }

  function run(writer: Writer, some: Buffer[]): Done {
    const found = some
      .map((id) => ({ id, bytes: writer.reader.get(Buffer.concat([collection.prefix, id])) }))
      .flatMap(({ id, bytes }) => (bytes ? [new Candidate(id, bytes)] : []))
      .filter(({ doc }) => matches(wanted.filter, doc));
    return { n: found.length, nModified: found.filter((candidate) => each(writer, candidate)).length };
  }
}

/** What one batch came to. */
interface Done {
  n: number;
  nModified: number;
}

async function find(store: Store, collection: Collection, wanted: Wanted): Promise<Buffer[]> {
  const snapshot = store.snapshot();
  const ids: Buffer[] = [];
  try {
    for await (const { id } of stream(snapshot, choosePlan(snapshot, collection, wanted), everythingFound, noWork()))
      ids.push(Buffer.from(id));
    return ids;
  } finally {
    snapshot.rest();
  }
}
