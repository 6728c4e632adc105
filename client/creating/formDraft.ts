import { formBasics, formKeys, type Property } from '../../shared/properties.ts';
import type { FormField, FormView } from '../../shared/propertyKinds.ts';

/** The form as it is being changed. */
export type Draft = readonly FormField[];

export const draftOf = ({ fields }: FormView): Draft => fields;

export function movedTo(draft: Draft, from: number, to: number): Draft {
  const next = [...draft];
  const [line] = next.splice(from, 1);
  if (line) next.splice(to, 0, line);
  return next;
}

/** What no line asks for yet. */
export const leftOut = (draft: Draft, all: readonly Property[]): Property[] => {
  const may = formKeys(all);
  return all.filter(({ key }) => may.includes(key) && !draft.some(({ property }) => property === key));
};

/** Without that line; what depended on it is shown always. */
export const without = (draft: Draft, key: string): Draft =>
  draft
    .filter(({ property }) => property !== key)
    .map(({ when, ...line }) => (when && when.property !== key ? { ...line, when } : line));

export const changedLine = (draft: Draft, key: string, change: Partial<FormField>): Draft =>
  draft.map((line) => (line.property === key ? { ...line, ...change } : line));

export const isBasic = (key: string): boolean => formBasics.includes(key);

/** The property that a line depends on and that does not stand above it. */
export function outOfOrder(draft: Draft, at: number): string | null {
  const wanted = draft[at]?.when?.property;
  if (!wanted) return null;
  return draft.slice(0, at).some(({ property }) => property === wanted) ? null : wanted;
}
