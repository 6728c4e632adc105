import type { Doc } from '../bson/values.ts';
import type { Writer } from '../data/writer.ts';
import { badValue, failedToParse } from '../errors.ts';
import { parseFilter } from '../query/parse.ts';
import { parseSort } from '../query/sortKey.ts';
import { parseUpdate } from '../update/parse.ts';
import { allow, allowIn, type Call, type Command, documents } from './call.ts';
import { change, targets, upsert } from './change.ts';
import { collectionFor, isTrue, type Outcome, prepare, statements, writing } from './writing.ts';

export const update: Command = async (call) => {
  allow(call, 'updates', 'ordered', 'bypassDocumentValidation');
  const updates = documents(call, 'updates').map(({ doc }) => doc);
  if (updates.length === 0) throw badValue('Write batch sizes must be at least 1');
  await prepare(call);
  return writing(call, (writer) => {
    const outcome = statements(call, updates, (statement, so_far, index) =>
      one(call, writer, statement, so_far, index),
    );
    const { n, nModified, upserted, writeErrors } = outcome;
    return {
      n,
      nModified,
      ...(upserted.length > 0 ? { upserted } : {}),
      ...(writeErrors.length > 0 ? { writeErrors } : {}),
      ok: 1,
    };
  });
};

function one(call: Call, writer: Writer, statement: Doc, outcome: Outcome, index: number): void {
  allowIn('update.updates', statement, ['q', 'u', 'multi', 'upsert', 'arrayFilters', 'hint', 'sort']);
  const filter = parseFilter(statement.q);
  const parsed = parseUpdate(statement.u, statement.arrayFilters);
  const multi = isTrue(statement.multi);
  if (multi && parsed.kind === 'replace')
    throw failedToParse('multi update is not supported for replacement-style update');
  const collection = collectionFor(call);
  const wanted = { filter, sort: parseSort(statement.sort), hint: statement.hint, since: call.transaction?.since };
  const found = targets(writer, collection, wanted, multi ? Number.POSITIVE_INFINITY : 1);
  for (const candidate of found) {
    if (change(writer, collection, candidate, filter, parsed, call.now()).modified) outcome.nModified++;
    outcome.n++;
  }
  if (found.length > 0 || !isTrue(statement.upsert)) return;
  const doc = upsert(writer, collection, filter, parsed, call.now());
  outcome.n++;
  outcome.upserted.push({ index, _id: doc._id });
}
