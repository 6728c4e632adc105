import { toNumber } from '../bson/numbers.ts';
import type { Doc } from '../bson/values.ts';
import { badValue } from '../errors.ts';
import type { Wanted } from '../plan/choose.ts';
import { parseFilter } from '../query/parse.ts';
import { inBatches } from './batches.ts';
import { allow, allowIn, type Call, type Command, documents, target } from './call.ts';
import { targets } from './change.ts';
import { alone, failures, inPieces, type Outcome, statements, writing } from './writing.ts';

export const deleteCommand: Command = (call) => {
  allow(call, 'deletes', 'ordered');
  const deletes = documents(call, 'deletes').map(({ doc }) => doc);
  const [first] = deletes;
  if (first && inPieces(call, deletes) && toNumber(first.limit) === 0) return deleteMany(call, first);
  return writing(call, (writer) => {
    const collection = call.store.catalog.find(call.db, target(call));
    const outcome = statements(call, deletes, (doc, soFar) => {
      const { wanted, limit } = parse(call, doc);
      if (!collection) return;
      for (const found of targets(writer, collection, wanted, limit)) {
        writer.remove(collection, found);
        soFar.n++;
      }
    });
    return replyOf(outcome);
  });
};

const replyOf = (outcome: Outcome): Doc => ({ n: outcome.n, ...failures(outcome), ok: 1 });

function parse(call: Call, statement: Doc): { wanted: Wanted; limit: number } {
  allowIn('delete.deletes', statement, ['q', 'limit', 'hint']);
  const limit = toNumber(statement.limit);
  if (limit !== 0 && limit !== 1) throw badValue('The limit field in delete objects must be 0 or 1');
  const wanted = { filter: parseFilter(statement.q), sort: [], hint: statement.hint, since: call.transaction?.since };
  return { wanted, limit: limit || Number.POSITIVE_INFINITY };
}

async function deleteMany(call: Call, doc: Doc): Promise<Doc> {
  const outcome = await alone(async (soFar) => {
    const { wanted } = parse(call, doc);
    const collection = call.store.catalog.find(call.db, target(call));
    if (!collection) return;
    await inBatches(
      call.store,
      collection,
      wanted,
      (writer, found) => writer.remove(collection, found),
      ({ n }) => {
        soFar.n += n;
      },
    );
  });
  return replyOf(outcome);
}
