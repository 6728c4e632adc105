import { decode } from '../bson/codec.ts';
import { successor } from '../keys/bytes.ts';
import type { Collection } from './collection.ts';
import { entriesOf } from './entries.ts';
import type { Reader } from './reader.ts';
import { Store } from './store.ts';

/** Opens a directory nobody uses and compares every index entry with the documents. Answers what is wrong. */
export async function verify(dir: string): Promise<string[]> {
  const store = new Store(dir);
  const snapshot = store.snapshot();
  const wrong = store.catalog.all().flatMap((collection) => verifyCollection(collection, snapshot));
  snapshot.rest();
  await store.close();
  return wrong;
}

function verifyCollection(collection: Collection, reader: Reader): string[] {
  const wrong: string[] = [];
  const expected = new Set<string>();
  for (const { key, value } of all(reader, collection.prefix)) {
    const id = key.subarray(collection.prefix.length);
    for (const [name, entry] of entriesOf(collection, decode(value), id)) {
      expected.add(name);
      if (!reader.get(entry.key)?.equals(id))
        wrong.push(`${collection.ns} ${entry.index.name}: no entry for ${id.toString('hex')}`);
    }
  }
  if (collection.dirty) wrong.push(`${collection.ns}: an index does not know that it holds arrays or cut keys`);
  for (const { name, prefix } of collection.indexes)
    for (const { key } of all(reader, prefix))
      if (!expected.has(key.toString('latin1')))
        wrong.push(`${collection.ns} ${name}: an entry without a document: ${key.toString('hex')}`);
  return wrong;
}

const all = (reader: Reader, prefix: Buffer) => reader.range({ start: prefix, end: successor(prefix), reverse: false });
