import type { Doc } from '../bson/values.ts';
import { StoreError } from '../errors.ts';
import type { Collection } from './collection.ts';

/** The values that met, as the driver shows them. */
export function keyValue(doc: Doc, fields: readonly { name: string; path: readonly string[] }[]): Doc {
  const at = (path: readonly string[]) =>
    path.reduce<unknown>((value, part) => (value instanceof Object ? (value as Doc)[part] : undefined), doc);
  return Object.fromEntries(fields.map(({ name, path }) => [name, at(path) ?? null]));
}

export function duplicate(collection: Collection, name: string, pattern: Doc, value: Doc): StoreError {
  const shown = Object.entries(value).map(([field, v]) => `${field}: ${typeof v === 'string' ? `"${v}"` : String(v)}`);
  const message = `E11000 duplicate key error collection: ${collection.ns} index: ${name} dup key: { ${shown.join(', ')} }`;
  return new StoreError(11000, message, { keyPattern: pattern, keyValue: value });
}
