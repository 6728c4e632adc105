import { compareStrings } from '../bson/compare.ts';
import { type Doc, isDoc } from '../bson/values.ts';
import { badValue, failedToParse, StoreError } from '../errors.ts';
import { parseFilter } from '../query/parse.ts';
import { type ArrayFilters, type Change, type Operator, operators, type Update } from './update.ts';

/** Parses the `u` of an update command. Pipelines and unknown operators are refused. */
export function parseUpdate(update: unknown, arrayFilters: unknown): Update {
  if (Array.isArray(update)) throw new StoreError(115, 'The embedded store does not support updates with a pipeline');
  if (!isDoc(update)) throw failedToParse('Update argument must be either an object or an array');
  const names = Object.keys(update);
  if (!names[0]?.startsWith('$')) return replacement(update, arrayFilters);
  const changes = names.flatMap((name) => changesOf(name, update[name]));
  changes.sort((a, b) => comparePaths(a.path, b.path));
  refuseConflicts(changes);
  return { kind: 'change', changes, arrayFilters: parseArrayFilters(arrayFilters, changes) };
}

function replacement(doc: Doc, arrayFilters: unknown): Update {
  const bad = Object.keys(doc).find((name) => name.startsWith('$'));
  if (bad)
    throw new StoreError(
      52,
      `The dollar ($) prefixed field '${bad}' in '${bad}' is not allowed in the context of a replacement`,
    );
  if (Array.isArray(arrayFilters) && arrayFilters.length > 0)
    throw failedToParse('arrayFilters may not be specified for a replacement-style update');
  return { kind: 'replace', doc };
}

function changesOf(name: string, fields: unknown): Change[] {
  const operator = operators.find((known) => known === name);
  if (!operator) throw failedToParse(`Unknown modifier: ${name}. Expected a valid update modifier`);
  if (!isDoc(fields)) throw failedToParse(`Modifiers operate on fields but we found another type instead: ${name}`);
  return Object.entries(fields).flatMap(([field, argument]) => {
    const change = { operator, path: parsePath(field), argument };
    return operator === '$rename' ? [change, renamedTo(field, argument)] : [change];
  });
}

/** The target of a rename takes part in ordering and conflicts; the change itself is done at the source. */
function renamedTo(field: string, argument: unknown): Change {
  if (typeof argument !== 'string') throw badValue(`The 'to' field for $rename must be a string: ${field}`);
  return { operator: '$rename' as Operator, path: parsePath(argument), argument: undefined };
}

function parsePath(field: string): string[] {
  const path = field.split('.');
  if (path.includes(''))
    throw new StoreError(56, `The update path '${field}' contains an empty field name, which is not allowed.`);
  const bad = path.find((part, i) => part.startsWith('$') && !(i > 0 && (part === '$' || /^\$\[\w*\]$/.test(part))));
  if (bad) throw new StoreError(52, `The dollar ($) prefixed field '${bad}' in '${field}' is not valid for storage.`);
  return path;
}

const isIndex = (part: string) => /^\d+$/.test(part);

/** Field by field; positions in arrays by number. New fields appear in this order. */
function comparePaths(a: readonly string[], b: readonly string[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a[i] ?? '', b[i] ?? ''];
    const order = isIndex(x) && isIndex(y) ? Number(x) - Number(y) : compareStrings(x, y);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Sorted, a path that is equal to or inside another one stands after it, with nothing but its own kind between. */
function refuseConflicts(changes: Change[]): void {
  const seen = new Set<string>();
  for (const { path } of changes) {
    const field = path.join('.');
    for (let i = 1; i <= path.length; i++) {
      if (!seen.has(path.slice(0, i).join('.'))) continue;
      throw new StoreError(
        40,
        `Updating the path '${field}' would create a conflict at '${path.slice(0, i).join('.')}'`,
      );
    }
    seen.add(field);
  }
}

function parseArrayFilters(filters: unknown, changes: Change[]): ArrayFilters {
  const parsed = new Map<string, ReturnType<typeof parseFilter>>();
  for (const filter of Array.isArray(filters) ? filters : []) {
    const name = identifierOf(filter);
    if (parsed.has(name))
      throw failedToParse(`Found multiple array filters with the same top-level field name ${name}`);
    parsed.set(name, parseFilter(filter));
  }
  const used = new Set(changes.flatMap(({ path }) => path.flatMap((part) => /^\$\[(\w+)\]$/.exec(part)?.[1] ?? [])));
  for (const name of used) if (!parsed.has(name)) throw badValue(`No array filter found for identifier '${name}'`);
  for (const name of parsed.keys())
    if (!used.has(name)) throw failedToParse(`The array filter for identifier '${name}' was not used in the update`);
  return parsed;
}

function identifierOf(filter: unknown): string {
  if (!isDoc(filter)) throw new StoreError(14, 'An array filter has to be a document');
  const [field] = Object.keys(filter);
  if (field === undefined)
    throw failedToParse('Cannot use an expression without a top-level field name in arrayFilters');
  const value = filter[field];
  if (field.startsWith('$')) return identifierOf(Array.isArray(value) ? value[0] : value);
  return field.split('.')[0] ?? '';
}
