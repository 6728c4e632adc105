import { StoreError } from '../errors.ts';
import type { Filter, Test } from './filter.ts';
import { parseFilter } from './parse.ts';

const allowed: Test['kind'][] = ['eq', 'compare', 'in', 'exists', 'type'];

/** Parses the filter of a partial index: what MongoDB 7 allows there, without `$or`. */
export function parsePartial(doc: unknown): Filter {
  const filter = parseFilter(doc);
  check(filter);
  return filter;
}

function check(filter: Filter): void {
  if (filter.kind === 'and') filter.of.forEach(check);
  else if (
    filter.kind !== 'field' ||
    !allowed.includes(filter.test.kind) ||
    (filter.test.kind === 'in' && filter.test.patterns.length > 0)
  )
    throw new StoreError(67, 'Expression not supported in partial index');
}
