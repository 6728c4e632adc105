/**
 * The language of filters, apart from zod so that a browser reads and builds them without it. A filter is a condition on
 * one property, or several filters of which all (`and`) or one (`or`) must hold. There is no *not*: each operator has its
 * opposite.
 */
export type Filter = AndFilter | OrFilter | Condition;
export interface AndFilter {
  and: Filter[];
}
export interface OrFilter {
  or: Filter[];
}
export interface Condition {
  property: string;
  op: Op;
  value?: Value;
}

/** So long ago: 7 days. Counted back from the moment of asking. */
export interface Span {
  n: number;
  unit: Unit;
}
export const units = ['hour', 'day', 'week', 'month'] as const;
export type Unit = (typeof units)[number];
export type Value = string | number | boolean | (string | number)[] | Span;

/**
 * What a property is, which decides how it may be asked for. `choice`: one of several; `choices`: any of several; `date`:
 * a moment; `day`: a day of the calendar, which `after` and `next` include.
 */
export type Kind = 'text' | 'choice' | 'choices' | 'number' | 'date' | 'day' | 'yes';

/** In the order in which a picker offers them. */
export const opsOf = {
  text: ['contains', 'notContains', 'is', 'isNot', 'empty', 'notEmpty'],
  choice: ['anyOf', 'noneOf', 'empty', 'notEmpty'],
  choices: ['anyOf', 'allOf', 'noneOf', 'empty', 'notEmpty'],
  number: ['is', 'isNot', 'gt', 'gte', 'lt', 'lte', 'empty', 'notEmpty'],
  date: ['last', 'notLast', 'after', 'before', 'empty', 'notEmpty'],
  day: ['is', 'isNot', 'last', 'notLast', 'next', 'after', 'before', 'empty', 'notEmpty'],
  yes: ['is'],
} as const satisfies Record<Kind, readonly string[]>;
export type Op = (typeof opsOf)[Kind][number];

/** A property that filters know. */
export interface Property {
  id: string;
  kind: Kind;
  /** Words of its own among the values: the asker himself, his teams, nothing. */
  words?: readonly ('me' | 'mine' | 'none')[];
  /** The only values there are; ids otherwise. */
  values?: readonly string[];
}

export const limits = { depth: 5, conditions: 40, values: 100, text: 300 };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isGroup = (filter: Filter): filter is AndFilter | OrFilter => !('property' in filter);
export const partsOf = (group: AndFilter | OrFilter): Filter[] => ('and' in group ? group.and : group.or);

/** Whether it means to be a filter: right or wrong is said by `problemOf`. */
export const looksLikeFilter = (value: unknown): boolean =>
  isObject(value) && ['and', 'or', 'property', 'op'].some((key) => key in value);

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= limits.text && !/\p{Surrogate}|\0/u.test(value);
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isSpan = (value: unknown): value is Span =>
  isObject(value) &&
  Object.keys(value).length === 2 &&
  Number.isInteger(value.n) &&
  Number(value.n) >= 1 &&
  Number(value.n) <= 10_000 &&
  units.some((unit) => unit === value.unit);
const isMoment = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z)?$/.test(value) &&
  !Number.isNaN(Date.parse(value));

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));

function isChoice({ words, values }: Property, value: unknown): boolean {
  if ((words as readonly unknown[] | undefined)?.includes(value)) return true;
  if (values) return values.some((one) => one === value);
  return isText(value);
}

/** What the value must be, in words; null when it is that. */
function valueProblem(property: Property, { op, value }: Condition): string | null {
  const { id, kind } = property;
  if (op === 'empty' || op === 'notEmpty') return value === undefined ? null : `“${op}” takes no value.`;
  if (op === 'anyOf' || op === 'noneOf' || op === 'allOf') {
    if (!Array.isArray(value) || value.length === 0 || value.length > limits.values)
      return `“${op}” takes a list of 1 to ${limits.values} values.`;
    const wrong = value.find((one) => !isChoice(property, one));
    return wrong === undefined ? null : `“${String(wrong).slice(0, 60)}” is no value of “${id}”.`;
  }
  if (op === 'last' || op === 'notLast' || op === 'next')
    return isSpan(value) ? null : `“${op}” takes {n, unit}, the unit being one of ${units.join(', ')}.`;
  if (kind === 'date')
    return isMoment(value) ? null : `“${op}” takes a date, or a moment in UTC, as 2026-07-14T00:00Z.`;
  if (kind === 'day') return isDay(value) ? null : `“${op}” takes a day, as 2026-07-14.`;
  if (kind === 'number') return isNumber(value) ? null : `“${op}” takes a number.`;
  if (kind === 'yes') return typeof value === 'boolean' ? null : `“${op}” takes true or false.`;
  return isText(value) ? null : `“${op}” takes a text of 1 to ${limits.text} characters.`;
}

/** Finds a property; `later`: whether there is one, and what may be asked of it, only its workspace knows. */
type Finding = (id: string) => Property | 'later' | undefined;

function conditionProblem(given: Record<string, unknown>, find: Finding): string | null {
  const surplus = Object.keys(given).find((key) => !['property', 'op', 'value'].includes(key));
  if (surplus !== undefined) return `A condition has property, op and value, and no “${surplus.slice(0, 60)}”.`;
  const property = typeof given.property === 'string' ? find(given.property) : undefined;
  if (!property) return `There is no property “${String(given.property).slice(0, 60)}” to filter by.`;
  if (property === 'later') return null;
  const ops: readonly string[] = opsOf[property.kind];
  if (typeof given.op !== 'string' || !ops.includes(given.op))
    return `“${property.id}” is asked for by one of ${ops.join(', ')}.`;
  return valueProblem(property, given as unknown as Condition);
}

/** What is wrong with something that should be a filter, in a sentence; null when nothing is. */
export function problemOf(given: unknown, find: Finding): string | null {
  let conditions = 0;
  function look(one: unknown, depth: number): string | null {
    if (!isObject(one)) return 'A filter is {and: […]}, {or: […]} or {property, op, value}.';
    if (!('and' in one) && !('or' in one)) {
      conditions += 1;
      if (conditions > limits.conditions) return `A filter has at most ${limits.conditions} conditions.`;
      return conditionProblem(one, find);
    }
    const parts = 'and' in one ? one.and : one.or;
    if (Object.keys(one).length !== 1 || !Array.isArray(parts))
      return 'A group is {and: […]} or {or: […]}, and no more.';
    if (depth >= limits.depth) return `Groups lie at most ${limits.depth} deep in one another.`;
    if (parts.length > limits.conditions) return `A group has at most ${limits.conditions} parts.`;
    for (const part of parts) {
      const problem = look(part, depth + 1);
      if (problem) return problem;
    }
    return null;
  }
  return look(given, 0);
}

/** Every condition, wherever it stands. */
export const conditionsIn = (filter: Filter): Condition[] =>
  isGroup(filter) ? partsOf(filter).flatMap(conditionsIn) : [filter];

/** Those that must hold for the whole to hold. */
export function mustHold(filter: Filter): Condition[] {
  if (!isGroup(filter)) return [filter];
  const parts = partsOf(filter);
  return 'and' in filter || parts.length === 1 ? parts.flatMap(mustHold) : [];
}

const unitMs: Record<Unit, number> = { hour: 3_600_000, day: 86_400_000, week: 604_800_000, month: 2_592_000_000 };

const dayOf = (at: number): string => {
  const day = new Date(at);
  return day.getUTCFullYear() > 9999 || Number.isNaN(day.getTime()) ? '9999-12-31' : day.toISOString().slice(0, 10);
};

/** The days, both included, among which a `day` must be; of the calendar as it is in UTC. Null: no such bound. */
export function daysOf({ op, value }: Condition, now: number): { from: string | null; to: string | null } {
  if (op === 'last') return { from: dayOf(momentBefore(now, value as Span)), to: dayOf(now) };
  if (op === 'notLast') return { from: null, to: dayOf(momentBefore(now, value as Span) - unitMs.day) };
  if (op === 'next') return { from: dayOf(now), to: dayOf(now + now - momentBefore(now, value as Span)) };
  if (op === 'after') return { from: value as string, to: null };
  return { from: null, to: dayOf(Date.parse(value as string) - unitMs.day) };
}

/** The moment that lies so long before `now`. A month is 30 days. */
export const momentBefore = (now: number, { n, unit }: Span): number => now - n * unitMs[unit];
