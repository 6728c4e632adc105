import { type Doc, isDoc } from '../bson/values.ts';
import { keyPattern } from '../data/collection.ts';
import { badValue, StoreError } from '../errors.ts';
import { choosePlan } from '../plan/choose.ts';
import type { Plan } from '../plan/plan.ts';
import { noWork, type Work } from '../plan/run.ts';
import { everythingFound, stream, tally } from '../plan/select.ts';
import { parseFilter } from '../query/parse.ts';
import { aggregateOptions, aggregation } from './aggregate.ts';
import { allow, type Call, type Command } from './call.ts';
import { findOptions, findQuery } from './find.ts';
import { type View, viewing } from './view.ts';

/** Runs a reading command and tells its plan and what it looked at, in the shape of MongoDB's `executionStats`. */
export const explain: Command = (call) => {
  allow(call, 'verbosity');
  const body = call.body.explain;
  if (!isDoc(body)) throw badValue('explain command requires a nested object');
  const [name = ''] = Object.keys(body);
  const run = runs[name];
  if (!run) throw new StoreError(115, `The embedded store cannot explain ${name}`);
  const inner: Call = { ...call, name, body: { $db: call.db, ...body } };
  return viewing(call, async (view) => {
    const work = noWork();
    const { plan, count } = await run(inner, view, work);
    return {
      queryPlanner: { winningPlan: plan ? describe(plan) : { stage: 'EOF' } },
      executionStats: stats(count, work),
      ok: 1,
    };
  });
};

type Run = (call: Call, view: View, work: Work) => Promise<{ plan: Plan | undefined; count: number }>;

const runs: Record<string, Run> = {
  find: async (call, view, work) => {
    allow(call, ...findOptions);
    const query = findQuery(call);
    const plan = query.plan(view);
    return { plan, count: plan ? await length(stream(view.reader, plan, query.window, work)) : 0 };
  },
  aggregate: async (call, view, work) => {
    allow(call, ...aggregateOptions, 'explain');
    const { plan: choose, rows } = aggregation(call);
    const plan = choose(view);
    return { plan, count: await length(rows(view.reader, plan, work)) };
  },
  count: async (call, { reader, since }, work) => {
    allow(call, 'query', 'skip', 'limit', 'hint');
    const collection = call.store.catalog.find(call.db, String(call.body.count));
    const plan =
      collection &&
      choosePlan(reader, collection, {
        filter: parseFilter(call.body.query ?? {}),
        sort: [],
        hint: call.body.hint,
        since,
      });
    return { plan, count: plan ? await tally(reader, plan, everythingFound, work) : 0 };
  },
};

async function length(rows: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _ of rows) count++;
  return count;
}

const stats = (nReturned: number, work: Work): Doc => ({
  executionSuccess: true,
  nReturned,
  executionTimeMillis: 0,
  totalKeysExamined: work.keysExamined,
  totalDocsExamined: work.docsExamined,
});

function describe(plan: Plan): Doc {
  const source = sourceOf(plan);
  if (plan.sort.length === 0) return source;
  const sortPattern = Object.fromEntries(
    plan.sort.map(({ path, descending }) => [path.join('.'), descending ? -1 : 1]),
  );
  return { stage: 'SORT', sortPattern, inputStage: source };
}

function sourceOf(plan: Plan): Doc {
  const direction = plan.reverse ? 'backward' : 'forward';
  if (plan.scan) return { stage: 'COLLSCAN', direction };
  const scan = plan.index
    ? {
        stage: 'IXSCAN',
        indexName: plan.index.name,
        keyPattern: keyPattern(plan.index),
        isMultiKey: plan.index.arrays.some(Boolean),
        direction,
      }
    : { stage: 'IXSCAN', indexName: '_id_', keyPattern: { _id: 1 }, isMultiKey: false, direction };
  const merged = plan.groups.length > 1 ? { stage: 'SORT_MERGE', inputStages: [scan] } : scan;
  return { stage: 'FETCH', inputStage: merged };
}
