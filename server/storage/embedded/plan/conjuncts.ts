import type { Filter, Test } from '../query/filter.ts';

/** One condition every result must meet. A derived one follows from another and never replaces it. */
export interface Conjunct {
  field: string;
  test: Test;
  derived: boolean;
}

/** What must hold at the same time; `complete` says that this is the whole filter. */
export function conjunctsOf(filter: Filter): { conjuncts: Conjunct[]; complete: boolean } {
  const conjuncts: Conjunct[] = [];
  const complete = collect(filter, '', false, conjuncts);
  return { conjuncts, complete };
}

function collect(filter: Filter, under: string, derived: boolean, out: Conjunct[]): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.of.map((part) => collect(part, under, derived, out)).every(Boolean);
    case 'field':
      return onField(under + filter.path.join('.'), filter.test, derived, out);
    default:
      return false;
  }
}

function onField(field: string, test: Test, derived: boolean, out: Conjunct[]): boolean {
  if (test.kind === 'every') return test.tests.map((part) => onField(field, part, derived, out)).every(Boolean);
  if (test.kind === 'elemMatch') collect(test.filter, `${field}.`, true, out);
  if (test.kind === 'elemTests') for (const part of test.tests) onField(field, part, true, out);
  out.push({ field, test, derived });
  return true;
}
