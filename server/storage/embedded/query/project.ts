import { isNumber, toNumber } from '../bson/numbers.ts';
import { type Doc, isDoc } from '../bson/values.ts';
import { badValue, StoreError } from '../errors.ts';

/** Which fields of a tree stay (`include`) or go; `true` is a leaf. */
interface Tree {
  [field: string]: true | Tree;
}

export interface Projection {
  include: boolean;
  tree: Tree;
  id: boolean;
}

/** Parses an inclusion or exclusion. Operators and computed fields are refused. Undefined for no projection. */
export function parseProjection(spec: unknown): Projection | undefined {
  if (spec === undefined || spec === null) return undefined;
  if (!isDoc(spec)) throw new StoreError(14, "'projection' has to be a document");
  const fields = Object.entries(spec).map(([field, value]) => ({ field, keep: keeps(field, value) }));
  const others = fields.filter(({ field }) => field !== '_id');
  const id = fields.find(({ field }) => field === '_id');
  if (fields.length === 0) return undefined;
  const include = others[0]?.keep ?? id?.keep ?? false;
  const mixed = others.find(({ keep }) => keep !== include);
  if (mixed)
    throw mixed.keep
      ? new StoreError(31253, `Cannot do inclusion on field ${mixed.field} in exclusion projection`)
      : new StoreError(31254, `Cannot do exclusion on field ${mixed.field} in inclusion projection`);
  const tree: Tree = {};
  for (const { field } of others) plant(tree, field.split('.'), field);
  return { include, tree, id: id?.keep ?? true };
}

function keeps(field: string, value: unknown): boolean {
  if (field.startsWith('$') || field.includes('.$'))
    throw badValue(`The embedded store does not support positional projection: ${field}`);
  if (typeof value === 'boolean') return value;
  if (isNumber(value)) return toNumber(value) !== 0;
  throw badValue(`The embedded store projects fields with true and false only: ${field}`);
}

function plant(tree: Tree, path: string[], field: string): void {
  const [head = '', ...rest] = path;
  if (head === '') throw new StoreError(40353, 'FieldPath must not be empty');
  const below = Object.hasOwn(tree, head) ? tree[head] : undefined;
  if (below === true || (below && rest.length === 0)) throw new StoreError(31249, `Path collision at ${field}`);
  if (rest.length === 0) tree[head] = true;
  else {
    const next = below ?? {};
    tree[head] = next;
    plant(next, rest, field);
  }
}

export function project(doc: Doc, { include, tree, id }: Projection): Doc {
  const { _id, ...rest } = doc;
  const kept = (include ? included : excluded)(rest, tree) as Doc;
  return id && _id !== undefined ? { _id, ...kept } : kept;
}

function included(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value))
    return value
      .filter((element) => isDoc(element) || Array.isArray(element))
      .map((element) => included(element, tree));
  if (!isDoc(value)) return undefined;
  const out: Doc = {};
  for (const [field, inner] of Object.entries(value)) {
    const below = Object.hasOwn(tree, field) ? tree[field] : undefined;
    if (below === undefined) continue;
    const kept = below === true ? inner : included(inner, below);
    if (kept !== undefined) out[field] = kept;
  }
  return out;
}

function excluded(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map((element) => excluded(element, tree));
  if (!isDoc(value)) return value;
  const out: Doc = {};
  for (const [field, inner] of Object.entries(value)) {
    const below = Object.hasOwn(tree, field) ? tree[field] : undefined;
    if (below === true) continue;
    out[field] = below ? excluded(inner, below) : inner;
  }
  return out;
}
