import type { Doc } from '../bson/values.ts';
import type { Writer } from '../data/writer.ts';
import { badValue, failedToParse } from '../errors.ts';
import type { Wanted } from '../plan/choose.ts';
import { parseFilter } from '../query/parse.ts';
import { parseSort } from '../query/sortKey.ts';
import { parseUpdate } from '../update/parse.ts';
import type { Update } from '../update/update.ts';
import { inBatches } from './batches.ts';
import { allow, allowIn, type Call, type Command, documents, target } from './call.ts';
import { change, targets, upsert } from './change.ts';
import {
  alone,
  collectionFor,
  failures,
  inPieces,
  isTrue,
  type Outcome,
  prepare,
  statements,
  writing,
} from './writing.ts';

interface Statement {
  wanted: Wanted;
  update: Update;
  multi: boolean;
  upsert: boolean;
}

export const update: Command = async (call) => {
  allow(call, 'updates', 'ordered', 'bypassDocumentValidation');
  const updates = documents(call, 'updates').map(({ doc }) => doc);
  const [first] = updates;
  if (!first) throw badValue('Write batch sizes must be at least 1');
  if (inPieces(call, updates) && isTrue(first.multi) && !isTrue(first.upsert)) return updateMany(call, first);
  await prepare(call);
  return writing(call, (writer) =>
    replyOf(
      statements(call, updates, (doc, outcome, index) => updateNow(call, writer, parse(call, doc), outcome, index)),
    ),
  );
};

function replyOf(outcome: Outcome): Doc {
  const { n, nModified, upserted } = outcome;
  return { n, nModified, ...(upserted.length > 0 ? { upserted } : {}), ...failures(outcome), ok: 1 };
}

function parse(call: Call, statement: Doc): Statement {
  allowIn('update.updates', statement, ['q', 'u', 'multi', 'upsert', 'arrayFilters', 'hint', 'sort']);
  const update = parseUpdate(statement.u, statement.arrayFilters);
  const multi = isTrue(statement.multi);
  if (multi && update.kind === 'replace')
    throw failedToParse('multi update is not supported for replacement-style update');
  const wanted = {
    filter: parseFilter(statement.q),
    sort: parseSort(statement.sort),
    hint: statement.hint,
    since: call.transaction?.since,
  };
  return { wanted, update, multi, upsert: isTrue(statement.upsert) };
}

function updateNow(call: Call, writer: Writer, statement: Statement, outcome: Outcome, index: number): void {
  const { wanted, update, multi } = statement;
  const collection = collectionFor(call);
  const found = targets(writer, collection, wanted, multi ? Number.POSITIVE_INFINITY : 1);
  for (const candidate of found) {
    if (change(writer, collection, candidate, wanted.filter, update, call.now()).modified) outcome.nModified++;
    outcome.n++;
  }
  if (found.length > 0 || !statement.upsert) return;
  const doc = upsert(writer, collection, wanted.filter, update, call.now());
  outcome.n++;
  outcome.upserted.push({ index, _id: doc._id });
}

async function updateMany(call: Call, doc: Doc): Promise<Doc> {
  const outcome = await alone(async (soFar) => {
    const { wanted, update } = parse(call, doc);
    const collection = call.store.catalog.find(call.db, target(call));
    if (!collection) return;
    await inBatches(
      call.store,
      collection,
      wanted,
      (writer, found) => change(writer, collection, found, wanted.filter, update, call.now()).modified,
      ({ n, nModified }) => {
        soFar.n += n;
        soFar.nModified += nModified;
      },
    );
  });
  return replyOf(outcome);
}
