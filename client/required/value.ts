import { isEmpty } from '../../shared/properties.ts';
import type { PropertyValue } from '../../shared/propertyKinds.ts';

/** What is wrong with a value before anybody else has seen it. */
export type Problem = 'missing' | 'noNumber' | 'refused';

export const textOf = (value: PropertyValue | null): string =>
  typeof value === 'string' || (typeof value === 'number' && !Number.isNaN(value)) ? String(value) : '';

/** A number as people type it, with a comma or a point; null for nothing, NaN for what is none. */
export function numberIn(text: string): number | null {
  const written = text.trim();
  if (written === '') return null;
  const read = Number(written.replace(',', '.'));
  return Number.isFinite(read) ? read : Number.NaN;
}

export function problemIn(value: PropertyValue | null | undefined, required: boolean): Problem | null {
  if (typeof value === 'number' && Number.isNaN(value)) return 'noNumber';
  return required && isEmpty(value) ? 'missing' : null;
}
