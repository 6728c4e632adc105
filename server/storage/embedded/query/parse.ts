import { type Doc, isDoc } from '../bson/values.ts';
import { badValue } from '../errors.ts';
import type { Filter } from './filter.ts';
import { isOperators, parseTests } from './parseTests.ts';
import { isRegex, patternOf } from './pattern.ts';

/** Turns a filter document into a `Filter`, or refuses it whole. */
export function parseFilter(doc: unknown): Filter {
  if (!isDoc(doc)) throw badValue('a filter has to be a document');
  const parts = Object.entries(doc).flatMap(([field, value]) => clause(field, value));
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind: 'and', of: parts };
}

function clause(field: string, value: unknown): Filter[] {
  if (!field.startsWith('$')) return onField(field, value);
  if (field === '$comment') return [];
  if (field === '$and' || field === '$or' || field === '$nor')
    return [{ kind: field.slice(1) as 'and' | 'or' | 'nor', of: branches(field, value) }];
  throw badValue(`unknown top level operator: ${field}. The embedded store supports $and, $or and $nor`);
}

function branches(operator: string, value: unknown): Filter[] {
  if (!Array.isArray(value) || value.length === 0) throw badValue(`${operator} must be a nonempty array`);
  return value.map((branch) => {
    if (!isDoc(branch)) throw badValue(`${operator} entries need to be full objects`);
    return parseFilter(branch);
  });
}

function onField(field: string, value: unknown): Filter[] {
  const path = field.split('.');
  if (isRegex(value)) return [{ kind: 'field', path, test: { kind: 'regex', pattern: patternOf(value) } }];
  if (!isOperators(value)) return [{ kind: 'field', path, test: { kind: 'eq', value } }];
  return parseTests(value as Doc, parseFilter).map((test) => ({ kind: 'field', path, test }));
}
