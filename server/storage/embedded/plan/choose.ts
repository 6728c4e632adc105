import { toNumber } from '../bson/numbers.ts';
import { isDoc } from '../bson/values.ts';
import type { Collection, Index } from '../data/collection.ts';
import { badValue } from '../errors.ts';
import { successor } from '../keys/bytes.ts';
import type { Filter } from '../query/filter.ts';
import type { SortField } from '../query/sortKey.ts';
import { conjunctsOf } from './conjuncts.ts';
import { holdsAll } from './implied.ts';
import { indexPlan, type Question, unbeatable, weigh } from './indexPlan.ts';
import type { Plan } from './plan.ts';

export interface Wanted {
  filter: Filter;
  sort: readonly SortField[];
  hint?: unknown;
  /** Indexes built after this write number are not in the reader's view. */
  since?: number;
}

/** Picks the plan with the best score; without any useful index, all documents are read. */
export function choosePlan(collection: Collection, wanted: Wanted): Plan {
  const question: Question = { collection, filter: wanted.filter, sort: wanted.sort, ...conjunctsOf(wanted.filter) };
  const hinted = hintedIndex(collection, wanted.hint);
  if (hinted === 'natural') return scanPlan(question, toNumber((wanted.hint as { $natural: unknown }).$natural) < 0);
  if (hinted) return indexPlan(question, weigh(question, hinted));
  let best = weigh(question, collection.idIndex);
  for (const index of collection.indexes) {
    if (best.score >= unbeatable) break;
    if (!index.ready || index.born > (wanted.since ?? Number.POSITIVE_INFINITY)) continue;
    if (!holdsAll(index, question.conjuncts)) continue;
    const weighed = weigh(question, index);
    if (weighed.score > best.score) best = weighed;
  }
  return best.score > 0 ? indexPlan(question, best) : scanPlan(question, false);
}

function scanPlan(question: Question, reverse: boolean): Plan {
  const { collection, filter, complete, conjuncts } = question;
  const range = { start: collection.prefix, end: successor(collection.prefix), reverse };
  return {
    collection,
    index: undefined,
    groups: [{ prefixLength: collection.prefix.length, ranges: [range] }],
    residual: complete && conjuncts.length === 0 ? undefined : filter,
    repeats: false,
    sort: question.sort,
    reverse,
    scan: true,
  };
}

function hintedIndex(collection: Collection, hint: unknown): Index | 'natural' | undefined {
  if (hint === undefined || hint === null) return undefined;
  if (isDoc(hint) && '$natural' in hint) return 'natural';
  const same = (index: Index) =>
    isDoc(hint)
      ? JSON.stringify(Object.entries(hint).map(([f, sign]) => [f, toNumber(sign)])) ===
        JSON.stringify(index.fields.map(({ name, descending }) => [name, descending ? -1 : 1]))
      : index.name === hint;
  const found = [collection.idIndex, ...collection.indexes].find((index) => index.ready && same(index));
  if (!found) throw badValue('error processing query: hint provided does not correspond to an existing index');
  return found;
}
