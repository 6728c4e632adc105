import { decode, encode } from '../bson/codec.ts';
import { equal } from '../bson/compare.ts';
import type { Doc } from '../bson/values.ts';
import type { Collection } from '../data/collection.ts';
import type { Writer } from '../data/writer.ts';
import { StoreError } from '../errors.ts';
import type { Candidate } from '../plan/candidate.ts';
import { choosePlan, type Wanted } from '../plan/choose.ts';
import { noWork } from '../plan/run.ts';
import { select } from '../plan/select.ts';
import type { Filter } from '../query/filter.ts';
import { matches } from '../query/match.ts';
import type { Hit } from '../query/walk.ts';
import { applyChanges } from '../update/apply.ts';
import type { Update } from '../update/update.ts';
import { upserted, withId } from '../update/upsert.ts';

/** The documents a write is about, all found before the first one changes, so that none is met twice. */
export function targets(writer: Writer, collection: Collection, wanted: Wanted, limit: number): Candidate[] {
  return select(writer.reader, choosePlan(writer.reader, collection, wanted), { skip: 0, limit }, noWork());
}

export interface Changed {
  modified: boolean;
  after: Doc;
}

/** Updates one document that the filter matches. */
export function change(
  writer: Writer,
  collection: Collection,
  found: Candidate,
  filter: Filter,
  update: Update,
  now: Date,
): Changed {
  const after = changed(found, filter, update, now);
  if (!equal(after._id, found.doc._id))
    throw new StoreError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
  return { modified: writer.replace(collection, found, after), after };
}

function changed(found: Candidate, filter: Filter, update: Update, now: Date): Doc {
  if (update.kind === 'replace') return withId({ _id: found.doc._id, ...update.doc });
  const hit: Hit = {};
  const positional = update.changes.some(({ path }) => path.includes('$'));
  if (positional) matches(filter, found.doc, hit);
  const after = decode(found.bytes);
  applyChanges(after, update, { hit, inserting: false, now });
  return after;
}

/** Inserts what the filter and the update describe; answers the new document. */
export function upsert(writer: Writer, collection: Collection, filter: Filter, update: Update, now: Date): Doc {
  const doc = upserted(filter, update, now);
  writer.insert(collection, doc, encode(doc));
  return doc;
}
