import type { TicketView } from '../../shared/entities.ts';
import { type Condition, type Filter, opsOf, units, type Value } from '../../shared/filter/language.ts';
import { filterProperties, finderOf, type Known } from '../../shared/filter/properties.ts';
import type { Random } from './random.ts';

const nobody = {
  id: '',
  teamIds: [],
  now: 0,
  follows: () => false,
  isUnread: () => false,
  hasDraft: () => false,
  find: finderOf([]),
};

/** Values that some of these tickets have, so that a filter drawn from them finds some and leaves some. */
function valuesFor(random: Random, property: Known, tickets: readonly TicketView[]): (string | number)[] {
  const read = () => [property.read(random.pick(tickets), nobody)].flat().filter((one) => typeof one === 'string');
  const words = [...(property.words ?? []), ...read()];
  const drawn = [...read(), ...read(), ...words.slice(random.below(3))];
  const all = [...new Set(drawn.filter((one) => one !== ''))];
  return all.length > 0 ? all : [property.values?.[0] ?? property.words?.[0] ?? 'nothing'];
}

function valueFor(
  random: Random,
  property: Known,
  op: Condition['op'],
  tickets: readonly TicketView[],
): Value | undefined {
  if (op === 'empty' || op === 'notEmpty') return undefined;
  if (op === 'anyOf' || op === 'allOf' || op === 'noneOf') return valuesFor(random, property, tickets);
  if (op === 'last' || op === 'notLast' || op === 'next') return { n: 1 + random.below(40), unit: random.pick(units) };
  if (property.kind === 'yes') return random.below(2) === 0;
  const ticket = random.pick(tickets);
  const { number, createdAt } = ticket;
  const value = property.read(ticket, nobody);
  if (property.kind === 'number') return typeof value === 'number' ? value : number;
  if (property.kind === 'date') return createdAt;
  if (property.kind === 'day') return typeof value === 'string' ? value : createdAt.slice(0, 10);
  const name = (typeof value === 'string' && value) || ticket.name;
  return op === 'is' || op === 'isNot'
    ? name.toUpperCase()
    : name.slice(random.below(3), 3 + random.below(4)).trim() || name;
}

function condition(random: Random, tickets: readonly TicketView[], all: readonly Known[]): Condition {
  const property = random.pick(all);
  const op = random.pick(opsOf[property.kind]);
  const value = valueFor(random, property, op, tickets);
  return value === undefined ? { property: property.id, op } : { property: property.id, op, value };
}

/** Any filter that could be built over these tickets. */
export function drawFilter(
  random: Random,
  tickets: readonly TicketView[],
  all: readonly Known[] = filterProperties,
  depth = 3,
): Filter {
  if (depth === 0 || random.below(3) === 0) return condition(random, tickets, all);
  const parts = Array.from({ length: random.below(4) }, () => drawFilter(random, tickets, all, depth - 1));
  return random.below(2) === 0 ? { and: parts } : { or: parts };
}
