import { compare } from '../bson/compare.ts';
import { isDoc, rank, rankOf } from '../bson/values.ts';
import { badValue } from '../errors.ts';
import { type Compile, type Expression, isNothing, type Operator, plain, truthy } from './evaluation.ts';

const comparison = (test: (order: number) => boolean): Operator =>
  plain(2, ([a, b]) => test(missingLowest(a, b) || compare(a, b)));

/** In expressions a missing field is below null. */
const missingLowest = (a: unknown, b: unknown) =>
  rankOf(a) === rank.null && rankOf(b) === rank.null ? Number(a !== undefined) - Number(b !== undefined) : 0;

function cond(argument: unknown, compile: Compile): Expression {
  const { if: condition, then, else: otherwise } = isDoc(argument) ? argument : {};
  const parts = Array.isArray(argument) ? argument : [condition, then, otherwise];
  if (parts.length !== 3) throw badValue('$cond takes three arguments');
  const [test, yes, no] = parts.map(compile);
  return (scope) => (truthy(test?.(scope)) ? yes?.(scope) : no?.(scope));
}

function switchOn(argument: unknown, compile: Compile): Expression {
  const branches = isDoc(argument) ? argument.branches : undefined;
  if (!isDoc(argument) || !Array.isArray(branches)) throw badValue('$switch takes branches');
  const cases = branches.filter(isDoc).map((branch) => ({ test: compile(branch.case), value: compile(branch.then) }));
  const last = compile(argument.default);
  return (scope) => (cases.find(({ test }) => truthy(test(scope)))?.value ?? last)(scope);
}

export const logicOperators: Record<string, Operator> = {
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $and: plain('any', (values) => values.every(truthy)),
  $or: plain('any', (values) => values.some(truthy)),
  $not: plain(1, ([value]) => !truthy(value)),
  $cond: cond,
  $switch: switchOn,
  $ifNull: plain('any', (values) => values.find((value) => !isNothing(value)) ?? values.at(-1)),
};
