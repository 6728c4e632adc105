import type { TicketView } from '../entities.ts';
import { type Condition, conditionsIn, daysOf, type Filter, isGroup, momentBefore, type Span } from './language.ts';
import { type Asker, type Known, phases } from './properties.ts';

/** What lies aside for good is in a list only if the list asks for it. */
const aside = ['spam', 'trash'];
export const asksForState = (filter: Filter): boolean =>
  conditionsIn(filter).some(({ property }) => property === 'state');

/** The phases that a list of this filter can have. */
export const phasesOf = (filter: Filter): string[] =>
  asksForState(filter) ? [...phases] : phases.filter((phase) => !aside.includes(phase));

/** The values that a list of choices stands for: words become ids, `none` becomes null. */
export const choicesOf = (
  value: readonly (string | number)[],
  words: readonly string[] = [],
  asker: Pick<Asker, 'id' | 'teamIds'>,
) =>
  value.flatMap((one): (string | null)[] => {
    if (!words.includes(String(one))) return [String(one)];
    return one === 'none' ? [null] : one === 'me' ? [asker.id] : [...asker.teamIds];
  });

/** A search in a text, the same in the store and here: letters in either case, nothing special. */
export const textPattern = (text: string, whole: boolean): string => {
  const escaped = text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return whole ? `^${escaped}$` : escaped;
};

type Read = ReturnType<Known['read']>;

const isEmpty = (read: Read) => read === null || read === '' || (Array.isArray(read) && read.length === 0);

/** The moments between which a date must lie. */
export function datesOf({ op, value }: Condition, now: number): { from?: number; before?: number } {
  if (op === 'last') return { from: momentBefore(now, value as Span) };
  if (op === 'notLast') return { before: momentBefore(now, value as Span) };
  return op === 'after' ? { from: Date.parse(value as string) } : { before: Date.parse(value as string) };
}

function compares(op: Condition['op'], read: number, value: number): boolean {
  if (op === 'gt') return read > value;
  if (op === 'gte') return read >= value;
  return op === 'lt' ? read < value : read <= value;
}

function holds(condition: Condition, ticket: TicketView, asker: Asker): boolean {
  const property = asker.find(condition.property);
  if (!property) return false;
  const { op, value } = condition;
  const read = property.read(ticket, asker);
  if (op === 'empty') return isEmpty(read);
  if (op === 'notEmpty') return !isEmpty(read);
  if (op === 'anyOf' || op === 'noneOf' || op === 'allOf') {
    const wanted = choicesOf(value as string[], property.words, asker);
    const there: readonly unknown[] = Array.isArray(read) ? read : [read];
    if (op === 'allOf') return wanted.every((one) => there.includes(one));
    return wanted.some((one) => there.includes(one)) === (op === 'anyOf');
  }
  if (property.kind === 'text') {
    const found = new RegExp(textPattern(String(value), op === 'is' || op === 'isNot'), 'iu').test(String(read ?? ''));
    return found === (op === 'contains' || op === 'is');
  }
  if (property.kind === 'date') {
    if (read === null) return false;
    const at = Date.parse(String(read));
    const { from = Number.NEGATIVE_INFINITY, before = Number.POSITIVE_INFINITY } = datesOf(condition, asker.now);
    return at >= from && at < before;
  }
  if (property.kind === 'day' && op !== 'is' && op !== 'isNot') {
    const { from, to } = daysOf(condition, asker.now);
    return typeof read === 'string' && (from === null || read >= from) && (to === null || read <= to);
  }
  if (op === 'is' || op === 'isNot') return (read === value) === (op === 'is');
  return typeof read === 'number' && compares(op, read, Number(value));
}

const meets = (filter: Filter, ticket: TicketView, asker: Asker): boolean => {
  if (!isGroup(filter)) return holds(filter, ticket, asker);
  if ('and' in filter) return filter.and.every((part) => meets(part, ticket, asker));
  return filter.or.length === 0 || filter.or.some((part) => meets(part, ticket, asker));
};

/**
 * Is the ticket in the filter's list? The one meaning of a filter: a screen keeps its lists by it, the server's query is
 * measured against it. Access is not asked here. An empty group holds.
 */
export const fits = (filter: Filter, ticket: TicketView, asker: Asker): boolean =>
  (asksForState(filter) || !aside.includes(ticket.phase)) && meets(filter, ticket, asker);
