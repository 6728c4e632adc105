import { AppError } from '../../shared/errors.ts';
import type { Property } from '../../shared/properties.ts';
import { isEmpty } from '../../shared/properties.ts';
import type { PropertyChanges, PropertyValue } from '../../shared/propertyKinds.ts';

const day = /^\d{4}-\d{2}-\d{2}$/;

/** A day that is in the calendar. */
function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !day.test(value)) return false;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}

/** A text without what nobody can see, such as NUL. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const cleaned = (value: string) => value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').trim();

const wanted: Record<string, string> = {
  text: 'text',
  number: 'a number',
  date: 'a day as 2026-03-02',
  choice: 'one of its choices',
  multiChoice: 'a list of its choices',
  checkbox: 'true or false',
  person: 'an active member',
};

/** A value in the form it is kept in; undefined when the property does not take it, null when there is none. */
function kept({ kind, options }: Property, value: PropertyValue, before: PropertyValue | undefined) {
  const offered = (id: unknown, had: boolean) => options.some((one) => one.id === id && (had || !one.gone));
  if (kind === 'text') return typeof value === 'string' ? cleaned(value) || null : undefined;
  if (kind === 'number') return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  if (kind === 'date') return isDay(value) ? value : undefined;
  if (kind === 'checkbox') return typeof value === 'boolean' ? value || null : undefined;
  if (kind === 'person') return typeof value === 'string' ? value : undefined;
  if (kind === 'choice') return offered(value, value === before) ? value : undefined;
  if (kind !== 'multiChoice' || !Array.isArray(value)) return undefined;
  const had = (id: string) => Array.isArray(before) && before.includes(id);
  if (!value.every((id) => offered(id, had(id)))) return undefined;
  return options.filter(({ id }) => value.includes(id)).map(({ id }) => id);
}

/**
 * What these changes make of a ticket's values. Persons are still to be looked at by the caller: `persons`.
 * @throws invalid, and says which property
 */
export function changedValues(
  all: readonly Property[],
  before: Readonly<Record<string, PropertyValue>>,
  changes: PropertyChanges,
): { values: Record<string, PropertyValue>; persons: string[] } {
  const values: Record<string, PropertyValue> = { ...before };
  const persons: string[] = [];
  for (const [key, value] of Object.entries(changes)) {
    const property = all.find((one) => one.key === key);
    if (!property?.inMap) {
      throw new AppError('invalid', 'There is no such property to fill in. Choose one of property.list.', {
        field: `properties.${key.slice(0, 40)}`,
      });
    }
    const next = value === null ? null : kept(property, value, before[key]);
    if (next === undefined) {
      throw new AppError('invalid', `“${property.name ?? key}” takes ${wanted[property.kind]}.`, {
        field: `properties.${key}`,
      });
    }
    if (next === null || isEmpty(next)) delete values[key];
    else values[key] = next;
    if (property.kind === 'person' && typeof next === 'string' && next !== before[key]) persons.push(next);
  }
  return { values, persons };
}
