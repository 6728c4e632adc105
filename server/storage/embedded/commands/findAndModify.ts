import type { Doc } from '../bson/values.ts';
import type { Writer } from '../data/writer.ts';
import { failedToParse } from '../errors.ts';
import { parseFilter } from '../query/parse.ts';
import { parseProjection, project } from '../query/project.ts';
import { parseSort } from '../query/sortKey.ts';
import { parseUpdate } from '../update/parse.ts';
import { allow, type Call, type Command } from './call.ts';
import { change, targets, upsert } from './change.ts';
import { collectionFor, isTrue, prepare, writing } from './writing.ts';

export const findAndModify: Command = async (call) => {
  allow(
    call,
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'arrayFilters',
    'hint',
    'bypassDocumentValidation',
  );
  const { body } = call;
  const remove = isTrue(body.remove);
  if (remove && body.update !== undefined) throw failedToParse('Cannot specify both an update and remove=true');
  if (!remove && body.update === undefined) throw failedToParse('Either an update or remove=true must be specified');
  if (remove && (isTrue(body.upsert) || isTrue(body.new)))
    throw failedToParse('Cannot specify upsert or new with remove=true');
  const projection = parseProjection(body.fields);
  const shown = (doc: Doc | null) => (doc && projection ? project(doc, projection) : doc);
  await prepare(call);
  return writing(call, (writer) => {
    const { value, ...lastErrorObject } = remove ? removeOne(call, writer) : updateOne(call, writer);
    return { lastErrorObject, value: shown(value), ok: 1 };
  });
};

interface Modified {
  value: Doc | null;
  n: number;
  updatedExisting?: boolean;
  upserted?: unknown;
}

const wantedOf = (call: Call) => ({
  filter: parseFilter(call.body.query ?? {}),
  sort: parseSort(call.body.sort),
  hint: call.body.hint,
  since: call.transaction?.since,
});

function removeOne(call: Call, writer: Writer): Modified {
  const collection = collectionFor(call);
  const [found] = targets(writer, collection, wantedOf(call), 1);
  if (!found) return { value: null, n: 0 };
  writer.remove(collection, found);
  return { value: found.doc, n: 1 };
}

function updateOne(call: Call, writer: Writer): Modified {
  const { body } = call;
  const collection = collectionFor(call);
  const wanted = wantedOf(call);
  const update = parseUpdate(body.update, body.arrayFilters);
  const [found] = targets(writer, collection, wanted, 1);
  if (found) {
    const { after } = change(writer, collection, found, wanted.filter, update, call.now());
    return { value: isTrue(body.new) ? after : found.doc, n: 1, updatedExisting: true };
  }
  if (!isTrue(body.upsert)) return { value: null, n: 0, updatedExisting: false };
  const doc = upsert(writer, collection, wanted.filter, update, call.now());
  return { value: isTrue(body.new) ? doc : null, n: 1, updatedExisting: false, upserted: doc._id };
}
