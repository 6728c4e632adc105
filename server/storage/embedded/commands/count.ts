import { StoreError } from '../errors.ts';
import { compareBytes } from '../keys/bytes.ts';
import { encodeValue } from '../keys/encode.ts';
import { choosePlan } from '../plan/choose.ts';
import { noWork } from '../plan/run.ts';
import { everythingFound, stream, tally } from '../plan/select.ts';
import { parseFilter } from '../query/parse.ts';
import { reaches } from '../query/walk.ts';
import { allow, type Command, deadlineOf, target } from './call.ts';
import { windowOf } from './find.ts';
import { viewing } from './view.ts';

export const count: Command = (call) => {
  allow(call, 'query', 'skip', 'limit', 'hint');
  const filter = parseFilter(call.body.query ?? {});
  const window = { ...windowOf(call.body.skip, call.body.limit), deadline: deadlineOf(call) };
  const collection = call.store.catalog.find(call.db, target(call));
  if (!collection) return { n: 0, ok: 1 };
  return viewing(call, async ({ reader, since }) => {
    const plan = choosePlan(reader, collection, { filter, sort: [], hint: call.body.hint, since });
    return { n: await tally(reader, plan, window, noWork()), ok: 1 };
  });
};

/** Values in the order of their keys; an array counts as its elements. */
export const distinct: Command = (call) => {
  allow(call, 'key', 'query', 'hint');
  const { key } = call.body;
  if (typeof key !== 'string') throw new StoreError(14, "BSON field 'distinct.key' is the wrong type");
  const filter = parseFilter(call.body.query ?? {});
  const collection = call.store.catalog.find(call.db, target(call));
  if (!collection) return { values: [], ok: 1 };
  return viewing(call, async ({ reader, since }) => {
    const plan = choosePlan(reader, collection, { filter, sort: [], hint: call.body.hint, since });
    const values = new Map<string, { key: Buffer; value: unknown }>();
    for await (const { doc } of stream(reader, plan, everythingFound, noWork()))
      reaches(doc, key.split('.'), 'whole', (found) => {
        for (const value of Array.isArray(found) ? found : [found]) {
          if (value === undefined) continue;
          const encoded = encodeValue(value);
          values.set(encoded.toString('latin1'), { key: encoded, value });
        }
        return false;
      });
    return { values: [...values.values()].sort((a, b) => compareBytes(a.key, b.key)).map(({ value }) => value), ok: 1 };
  });
};
