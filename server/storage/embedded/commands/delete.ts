import { toNumber } from '../bson/numbers.ts';
import { badValue } from '../errors.ts';
import { parseFilter } from '../query/parse.ts';
import { allow, allowIn, type Command, documents, target } from './call.ts';
import { targets } from './change.ts';
import { statements, writing } from './writing.ts';

export const deleteCommand: Command = (call) => {
  allow(call, 'deletes', 'ordered');
  const deletes = documents(call, 'deletes').map(({ doc }) => doc);
  return writing(call, (writer) => {
    const collection = call.store.catalog.find(call.db, target(call));
    const { n, writeErrors } = statements(call, deletes, (statement, outcome) => {
      allowIn('delete.deletes', statement, ['q', 'limit', 'hint']);
      const limit = toNumber(statement.limit);
      if (limit !== 0 && limit !== 1) throw badValue('The limit field in delete objects must be 0 or 1');
      const wanted = {
        filter: parseFilter(statement.q),
        sort: [],
        hint: statement.hint,
        since: call.transaction?.since,
      };
      if (!collection) return;
      for (const found of targets(writer, collection, wanted, limit || Number.POSITIVE_INFINITY)) {
        writer.remove(collection, found);
        outcome.n++;
      }
    });
    return { n, ...(writeErrors.length > 0 ? { writeErrors } : {}), ok: 1 };
  });
};
