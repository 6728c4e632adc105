import { encode } from '../bson/codec.ts';
import { toNumber } from '../bson/numbers.ts';
import { badValue, StoreError } from '../errors.ts';
import { choosePlan } from '../plan/choose.ts';
import type { Plan } from '../plan/plan.ts';
import { noWork } from '../plan/run.ts';
import { stream, type Window } from '../plan/select.ts';
import { parseFilter } from '../query/parse.ts';
import { parseProjection, project } from '../query/project.ts';
import { parseSort } from '../query/sortKey.ts';
import { cursorReply } from '../wire/cursorReply.ts';
import { allow, type Call, type Command, deadlineOf, target } from './call.ts';
import { type View, viewing } from './view.ts';

/** MongoDB's size of a first batch when the client names none. */
export const firstBatch = 101;

export const findOptions = [
  'filter',
  'sort',
  'projection',
  'hint',
  'skip',
  'limit',
  'batchSize',
  'singleBatch',
  'allowDiskUse',
  'noCursorTimeout',
];

export const find: Command = (call) => {
  allow(call, ...findOptions);
  const name = target(call);
  const ns = `${call.db}.${name}`;
  const query = findQuery(call);
  return viewing(call, async (view) => {
    const plan = query.plan(view);
    const rows = plan ? found(stream(view.reader, plan, query.window, noWork()), query.projection) : nothing();
    const { docs, id } = await call.cursors.open(
      { ns, rows, snapshot: view.snapshot, transaction: call.transaction },
      query.batchSize,
      call.body.singleBatch === true,
    );
    return cursorReply('firstBatch', docs, id, ns);
  });
};

/** Everything a `find` says, checked before anything is read. */
export function findQuery(call: Call) {
  const { body } = call;
  const filter = parseFilter(body.filter ?? {});
  const sort = parseSort(body.sort);
  const collection = call.store.catalog.find(call.db, target(call));
  return {
    projection: parseProjection(body.projection),
    window: { ...windowOf(body.skip, body.limit), deadline: deadlineOf(call) },
    batchSize: batchSize(body.batchSize, firstBatch),
    plan: ({ reader, since }: View): Plan | undefined =>
      collection && choosePlan(reader, collection, { filter, sort, hint: body.hint, since }),
  };
}

export function windowOf(skip: unknown, limit: unknown): Window {
  const [from, most] = [count('skip', skip), count('limit', limit)];
  return { skip: from, limit: most === 0 ? Number.POSITIVE_INFINITY : most };
}

function count(name: string, value: unknown): number {
  if (value === undefined || value === null) return 0;
  const number = Math.trunc(toNumber(value));
  if (Number.isNaN(number)) throw new StoreError(14, `BSON field 'find.${name}' is the wrong type`);
  if (number < 0) throw new StoreError(51024, `BSON field '${name}' value must be >= 0, actual value '${number}'`);
  return number;
}

export function batchSize(value: unknown, otherwise: number): number {
  if (value === undefined || value === null) return otherwise;
  const size = toNumber(value);
  if (!(size >= 0)) throw badValue('batchSize must be a non-negative number');
  return size;
}

async function* nothing(): AsyncGenerator<Buffer> {}

/** Undecoded bytes, unless fields have to be taken out. */
async function* found(
  candidates: ReturnType<typeof stream>,
  projection: ReturnType<typeof parseProjection>,
): AsyncGenerator<Buffer> {
  for await (const candidate of candidates)
    yield projection ? encode(project(candidate.doc, projection)) : candidate.bytes;
}
