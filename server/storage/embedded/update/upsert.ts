import { ObjectId } from 'bson';
import type { Doc } from '../bson/values.ts';
import { StoreError } from '../errors.ts';
import type { Filter } from '../query/filter.ts';
import { applyChanges } from './apply.ts';
import { find, make } from './place.ts';
import type { Update } from './update.ts';

/** The document an upsert inserts: what the filter demands to be equal, and the update on top. */
export function upserted(filter: Filter, update: Update, now: Date): Doc {
  const equalities = equalitiesOf(filter);
  if (update.kind === 'replace') {
    const id = equalities.find(({ path }) => path.join('.') === '_id')?.value;
    return withId(update.doc._id === undefined && id !== undefined ? { _id: id, ...update.doc } : update.doc);
  }
  const doc: Doc = {};
  for (const { path, value } of equalities) {
    if (find(doc, path))
      throw new StoreError(54, `cannot infer query fields to set, path '${path.join('.')}' is matched twice`);
    make(doc, path).write(value);
  }
  const id = doc._id;
  applyChanges(doc, update, { hit: {}, inserting: true, now });
  if (id !== undefined && doc._id !== id) refuseNewId(id, doc._id);
  return withId(doc);
}

function refuseNewId(before: unknown, after: unknown): void {
  if (JSON.stringify(before) !== JSON.stringify(after))
    throw new StoreError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
}

/** `_id` comes first, and is made up if nobody gave one. */
export function withId(doc: Doc): Doc {
  if (Object.keys(doc)[0] === '_id') return doc;
  const { _id = new ObjectId(), ...rest } = doc;
  return { _id, ...rest };
}

function equalitiesOf(filter: Filter): { path: readonly string[]; value: unknown }[] {
  if (filter.kind === 'and') return filter.of.flatMap(equalitiesOf);
  if (filter.kind === 'or' && filter.of.length === 1) return filter.of.flatMap(equalitiesOf);
  if (filter.kind !== 'field') return [];
  const { path, test } = filter;
  if (test.kind === 'eq') return [{ path, value: test.value }];
  if (test.kind === 'every' && test.tests.length === 1 && test.tests[0]?.kind === 'eq')
    return [{ path, value: test.tests[0].value }];
  return [];
}
