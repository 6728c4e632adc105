import { wholeNumber } from '../aggregate/group.ts';
import { parseStage } from '../aggregate/stages.ts';
import { encode } from '../bson/codec.ts';
import { type Doc, isDoc } from '../bson/values.ts';
import type { Reader } from '../data/reader.ts';
import { badValue } from '../errors.ts';
import { choosePlan } from '../plan/choose.ts';
import type { Plan } from '../plan/plan.ts';
import { noWork, type Work } from '../plan/run.ts';
import { stream, tally, type Window } from '../plan/select.ts';
import { parseFilter } from '../query/parse.ts';
import { parseSort } from '../query/sortKey.ts';
import { cursorReply } from '../wire/cursorReply.ts';
import { allow, allowIn, type Call, type Command, deadlineOf, target } from './call.ts';
import { batchSize, firstBatch } from './find.ts';
import { type View, viewing } from './view.ts';

export const aggregateOptions = ['pipeline', 'cursor', 'allowDiskUse', 'hint', 'bypassDocumentValidation'];

export const aggregate: Command = (call) => {
  allow(call, ...aggregateOptions);
  const { cursor } = call.body;
  if (!isDoc(cursor)) throw badValue("The 'cursor' option is required, except for aggregate with the explain argument");
  allowIn('aggregate.cursor', cursor, ['batchSize']);
  const ns = `${call.db}.${target(call)}`;
  const { plan, rows } = aggregation(call);
  return viewing(call, async (view) => {
    const { docs, id } = await call.cursors.open(
      {
        ns,
        rows: encoded(rows(view.reader, plan(view), noWork())),
        snapshot: view.snapshot,
        transaction: call.transaction,
      },
      batchSize(cursor.batchSize, firstBatch),
      false,
    );
    return cursorReply('firstBatch', docs, id, ns);
  });
};

/** A pipeline whose beginning (`$match`, `$sort`, `$skip`, `$limit`) is answered by a plan, the rest stage by stage. */
export function aggregation(call: Call) {
  const { pipeline, hint } = call.body;
  if (!Array.isArray(pipeline)) throw badValue("'pipeline' option must be specified as an array");
  const counts = countsOnly(pipeline.at(-1));
  const { filter, sort, rest, ...beginningWindow } = beginning(pipeline);
  const window: Window = { ...beginningWindow.window, deadline: deadlineOf(call) };
  const stages = rest.map((stage) => parseStage(stage, call.now()));
  const [parsedFilter, parsedSort] = [parseFilter(filter), parseSort(sort)];
  const collection = call.store.catalog.find(call.db, target(call));
  return {
    plan: ({ reader, since }: View) =>
      collection && choosePlan(reader, collection, { filter: parsedFilter, sort: parsedSort, hint, since }),
    rows: (reader: Reader, plan: Plan | undefined, work: Work): AsyncIterable<Doc> =>
      counts && plan && rest.length === 1
        ? counted(reader, plan, window, work)
        : stages.reduce<AsyncIterable<Doc>>((docs, stage) => stage(docs), source(reader, plan, window, work)),
  };
}

/** The `$group` that `countDocuments` sends. */
const countsOnly = (stage: unknown): boolean =>
  JSON.stringify(stage) === JSON.stringify({ $group: { _id: 1, n: { $sum: 1 } } });

async function* counted(reader: Reader, plan: Plan, window: Window, work: Work): AsyncGenerator<Doc> {
  const n = await tally(reader, plan, window, work);
  if (n > 0) yield { _id: 1, n };
}

function beginning(pipeline: unknown[]) {
  const rest = [...pipeline];
  const take = (name: string): unknown => {
    const first = rest[0];
    if (!isDoc(first) || Object.keys(first).length !== 1 || !(name in first)) return undefined;
    rest.shift();
    return first[name];
  };
  const filter = take('$match') ?? {};
  const sort = take('$sort');
  const [skip, limit] = [take('$skip'), take('$limit')];
  const window: Window = {
    skip: skip === undefined ? 0 : wholeNumber('$skip', skip, 0),
    limit: limit === undefined ? Number.POSITIVE_INFINITY : wholeNumber('$limit', limit, 1),
  };
  return { filter, sort, window, rest };
}

async function* source(reader: Reader, plan: Plan | undefined, window: Window, work: Work): AsyncGenerator<Doc> {
  if (plan) for await (const { doc } of stream(reader, plan, window, work)) yield doc;
}

async function* encoded(docs: AsyncIterable<Doc>): AsyncGenerator<Buffer> {
  for await (const doc of docs) yield encode(doc);
}
