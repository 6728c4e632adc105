import { toNumber } from '../bson/numbers.ts';
import { type Doc, isDoc } from '../bson/values.ts';
import { badValue } from '../errors.ts';
import type { Filter, Test } from './filter.ts';
import { isRegex, patternOf } from './pattern.ts';
import { parseTypes } from './typeNames.ts';

/** Parses a nested filter; handed in, because filters and tests contain each other. */
type Nested = (doc: Doc) => Filter;

/** Whether a field's value is a set of operators rather than something to be equal to. */
export function isOperators(value: unknown): value is Doc {
  if (!isDoc(value)) return false;
  const [first = ''] = Object.keys(value);
  return first.startsWith('$') && !['$ref', '$id', '$db'].includes(first);
}

/** The tests of one operator document, all of which must hold. Unknown operators are refused (code 2). */
export function parseTests(operators: Doc, nested: Nested): Test[] {
  return Object.entries(operators).flatMap(([name, value]) => {
    if (name === '$options') return options(operators);
    return [parseTest(name, value, operators, nested)];
  });
}

function options(operators: Doc): Test[] {
  if (!('$regex' in operators)) throw badValue('$options needs a $regex');
  return [];
}

function parseTest(name: string, value: unknown, siblings: Doc, nested: Nested): Test {
  switch (name) {
    case '$eq':
      return { kind: 'eq', value };
    case '$ne':
      if (isRegex(value)) throw badValue("Can't have regex as arg to $ne.");
      return not({ kind: 'eq', value });
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      if (isRegex(value)) throw badValue(`Can't have RegEx as arg to predicate over field`);
      return { kind: 'compare', op: name.slice(1) as 'gt' | 'gte' | 'lt' | 'lte', value };
    case '$in':
      return parseIn(name, value);
    case '$nin':
      return not(parseIn(name, value));
    case '$exists':
      return truthy(value) ? { kind: 'exists' } : not({ kind: 'exists' });
    case '$type':
      return { kind: 'type', types: parseTypes(value) };
    case '$regex':
      return { kind: 'regex', pattern: patternOf(value, regexOptions(siblings.$options)) };
    case '$not':
      return parseNot(value, nested);
    case '$size':
      return { kind: 'size', size: sizeOf(value) };
    case '$mod':
      return parseMod(value);
    case '$all':
      return parseAll(value, nested);
    case '$elemMatch':
      return parseElemMatch(value, nested);
    default:
      throw badValue(`unknown operator: ${name}`);
  }
}

const not = (test: Test): Test => ({ kind: 'not', test });

const truthy = (value: unknown) => (Number.isNaN(toNumber(value)) ? Boolean(value) : toNumber(value) !== 0);

function regexOptions(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') throw badValue('$options has to be a string');
  return value;
}

function parseIn(name: string, value: unknown): Test {
  if (!Array.isArray(value)) throw badValue(`${name} needs an array`);
  if (value.some(isOperators)) throw badValue(`cannot nest $ under ${name}`);
  return {
    kind: 'in',
    values: value.filter((v) => !isRegex(v)),
    patterns: value.filter(isRegex).map((v) => patternOf(v)),
  };
}

function parseNot(value: unknown, nested: Nested): Test {
  if (isRegex(value)) return not({ kind: 'regex', pattern: patternOf(value) });
  if (!isDoc(value)) throw badValue('$not needs a regex or a document');
  if (!isOperators(value)) throw badValue('$not cannot be empty');
  return not({ kind: 'every', tests: parseTests(value, nested) });
}

function sizeOf(value: unknown): number {
  const size = toNumber(value);
  if (!Number.isInteger(size)) throw badValue('Failed to parse $size. Expected an integer');
  if (size < 0) throw badValue('Failed to parse $size. Expected a non-negative number');
  return size;
}

function parseMod(value: unknown): Test {
  if (!Array.isArray(value)) throw badValue('malformed mod, needs to be an array');
  if (value.length !== 2) throw badValue(`malformed mod, ${value.length < 2 ? 'not enough' : 'too many'} elements`);
  const [divisor, remainder] = value.map((v) => Math.trunc(toNumber(v)));
  if (!Number.isFinite(divisor) || !Number.isFinite(remainder)) throw badValue('malformed mod, needs numbers');
  if (divisor === 0) throw badValue('divisor cannot be 0');
  return { kind: 'mod', divisor: divisor ?? 1, remainder: remainder ?? 0 };
}

/** `$all: []` matches nothing; inside, either values or `$elemMatch` throughout. */
function parseAll(value: unknown, nested: Nested): Test {
  if (!Array.isArray(value)) throw badValue('$all needs an array');
  if (value.length === 0) return { kind: 'in', values: [], patterns: [] };
  const tests = value.map((wanted): Test => {
    if (isRegex(wanted)) return { kind: 'regex', pattern: patternOf(wanted) };
    if (!isOperators(wanted)) return { kind: 'eq', value: wanted };
    if (Object.keys(wanted).join() !== '$elemMatch') throw badValue('no $ expressions in $all');
    return parseElemMatch(wanted.$elemMatch, nested);
  });
  const kinds = new Set(tests.map((test) => test.kind === 'elemMatch' || test.kind === 'elemTests'));
  if (kinds.size > 1) throw badValue('$all/$elemMatch has to be consistent');
  return { kind: 'every', tests };
}

function parseElemMatch(value: unknown, nested: Nested): Test {
  if (!isDoc(value)) throw badValue('$elemMatch needs an Object');
  const first = Object.keys(value)[0];
  const logical = first === '$and' || first === '$or' || first === '$nor';
  return isOperators(value) && !logical
    ? { kind: 'elemTests', tests: parseTests(value, nested) }
    : { kind: 'elemMatch', filter: nested(value) };
}
