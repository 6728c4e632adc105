import { Int32 } from 'bson';
import { isNumber } from '../bson/numbers.ts';
import { type Doc, fieldOf, isDoc } from '../bson/values.ts';
import { StoreError } from '../errors.ts';
import { compareBytes } from '../keys/bytes.ts';
import { matches } from '../query/match.ts';
import { parseFilter } from '../query/parse.ts';
import { parseProjection, project } from '../query/project.ts';
import { parseSort, sortKey } from '../query/sortKey.ts';
import { type Expression, rootScope } from './evaluation.ts';
import { compile, valueAt } from './expression.ts';
import { Group, wholeNumber } from './group.ts';

type Docs = AsyncIterable<Doc>;
/** One step of a pipeline, its specification checked already. */
export type Stage = (docs: Docs) => Docs;

/** Parses one stage; what the store does not know is refused (40324). */
export function parseStage(stage: unknown, now: Date): Stage {
  const names = isDoc(stage) ? Object.keys(stage) : [];
  const [name = ''] = names;
  if (!isDoc(stage) || names.length !== 1)
    throw new StoreError(40323, 'A pipeline stage specification object must contain exactly one field.');
  const make = Object.hasOwn(stages, name) ? stages[name] : undefined;
  if (!make) throw new StoreError(40324, `Unrecognized pipeline stage name: '${name}'`);
  return make(stage[name], now);
}

const stages: Record<string, (spec: unknown, now: Date) => Stage> = {
  $match: (spec) => {
    const filter = parseFilter(spec);
    return select((doc) => matches(filter, doc));
  },
  $group: (spec, now) =>
    async function* (docs) {
      const group = new Group(spec, now);
      for await (const doc of docs) group.add(doc);
      yield* group.results();
    },
  $sort: (spec) => {
    const fields = parseSort(spec);
    return async function* (docs) {
      const rows: { key: Buffer; doc: Doc }[] = [];
      for await (const doc of docs) rows.push({ key: sortKey(doc, fields), doc });
      rows.sort((a, b) => compareBytes(a.key, b.key));
      for (const { doc } of rows) yield doc;
    };
  },
  $limit: (spec) => {
    const most = wholeNumber('$limit', spec, 1);
    return async function* (docs) {
      let count = 0;
      for await (const doc of docs) {
        yield doc;
        if (++count >= most) return;
      }
    };
  },
  $skip: (spec) => {
    let left = wholeNumber('$skip', spec, 0);
    return select(() => left-- <= 0);
  },
  $count: (spec) =>
    async function* (docs) {
      let count = 0;
      for await (const _ of docs) count++;
      if (count > 0) yield { [String(spec)]: new Int32(count) };
    },
  $project: (spec, now) => projection(spec, now),
  $addFields: (spec, now) => withFields(spec, now),
  $set: (spec, now) => withFields(spec, now),
  $unset: (spec) => {
    const fields = Array.isArray(spec) ? spec : [spec];
    const without = parseProjection(Object.fromEntries(fields.map((field) => [field, false])));
    return each((doc) => (without ? project(doc, without) : doc));
  },
  $unwind: (spec) => unwind(spec),
  $replaceRoot: (spec, now) => replaceRoot(isDoc(spec) ? spec.newRoot : undefined, now),
  $replaceWith: (spec, now) => replaceRoot(spec, now),
  $sortByCount: (spec, now) => (docs) =>
    [{ $group: { _id: spec, count: { $sum: 1 } } }, { $sort: { count: -1 } }].reduce(
      (before, stage) => parseStage(stage, now)(before),
      docs,
    ),
};

const select = (test: (doc: Doc) => boolean): Stage =>
  async function* (docs) {
    for await (const doc of docs) if (test(doc)) yield doc;
  };

const each = (change: (doc: Doc) => Doc): Stage =>
  async function* (docs) {
    for await (const doc of docs) yield change(doc);
  };

/** Fields kept or left out with true and false, and computed ones beside kept ones. */
function projection(spec: unknown, now: Date): Stage {
  if (!isDoc(spec) || Object.keys(spec).length === 0)
    throw new StoreError(51272, '$project specification must have at least one field');
  const simple = Object.entries(spec).filter(([, value]) => typeof value === 'boolean' || isNumber(value));
  const computed = Object.entries(spec).filter(([, value]) => !(typeof value === 'boolean' || isNumber(value)));
  const kept = parseProjection(Object.fromEntries(simple));
  if (computed.length === 0) return each((doc) => (kept ? project(doc, kept) : doc));
  const inclusion = kept?.include ? kept : { include: true, tree: {}, id: kept?.id ?? true };
  const parts = computed.map(([field, value]) => [field, compile(value)] as const);
  return each((doc) => assigned(project(doc, inclusion), parts, doc, now));
}

function withFields(spec: unknown, now: Date): Stage {
  if (!isDoc(spec)) throw new StoreError(40272, '$addFields specification stage must be an object');
  const parts = Object.entries(spec).map(([field, value]) => [field, compile(value)] as const);
  return each((doc) => assigned({ ...doc }, parts, doc, now));
}

function assigned(out: Doc, parts: (readonly [string, Expression])[], doc: Doc, now: Date): Doc {
  for (const [field, part] of parts) {
    const value = part(rootScope(doc, now));
    if (value !== undefined) assign(out, field.split('.'), value);
  }
  return out;
}

function assign(out: Doc, [head = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) out[head] = value;
  else {
    const below = fieldOf(out, head);
    const copy = isDoc(below) ? { ...below } : {};
    out[head] = copy;
    assign(copy, rest, value);
  }
}

function unwind(spec: unknown): Stage {
  const field = isDoc(spec) ? spec.path : spec;
  if (typeof field !== 'string' || !field.startsWith('$'))
    throw new StoreError(28818, "path option to $unwind stage should be prefixed with a '$'");
  const other = isDoc(spec)
    ? Object.keys(spec).find((name) => name !== 'path' && name !== 'preserveNullAndEmptyArrays')
    : undefined;
  if (other) throw new StoreError(28811, `unrecognized option to $unwind stage: ${other}`);
  const path = field.slice(1).split('.');
  const preserve = isDoc(spec) && spec.preserveNullAndEmptyArrays === true;
  return async function* (docs) {
    for await (const doc of docs) {
      const value = valueAt(doc, path);
      if (Array.isArray(value) && value.length > 0)
        for (const element of value) {
          const copy = { ...doc };
          assign(copy, path, element);
          yield copy;
        }
      else if (preserve || !(value === undefined || value === null || Array.isArray(value))) yield doc;
    }
  };
}

function replaceRoot(spec: unknown, now: Date): Stage {
  const root = compile(spec);
  return each((doc) => {
    const value = root(rootScope(doc, now));
    if (!isDoc(value)) throw new StoreError(40228, "'newRoot' expression must evaluate to an object");
    return value;
  });
}
