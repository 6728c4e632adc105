import { toNumber } from '../bson/numbers.ts';
import { isDoc } from '../bson/values.ts';
import type { Collection, Index } from '../data/collection.ts';
import type { Reader } from '../data/reader.ts';
import { badValue } from '../errors.ts';
import { successor } from '../keys/bytes.ts';
import type { Filter } from '../query/filter.ts';
import type { SortField } from '../query/sortKey.ts';
import { conjunctsOf } from './conjuncts.ts';
import { holdsAll } from './implied.ts';
import { indexPlan, type Question, unbeatable, weigh } from './indexPlan.ts';
import type { Plan } from './plan.ts';
import { rivals, shortest } from './probe.ts';

export interface Wanted {
  filter: Filter;
  sort: readonly SortField[];
  hint?: unknown;
  /** Indexes built after this write number are not in the reader's view. */
  since?: number;
}

/** Picks the index with the best score, or the one with the fewest keys; without any use of one, all documents are read. */
export function choosePlan(reader: Reader, collection: Collection, wanted: Wanted): Plan {
  const question: Question = { collection, filter: wanted.filter, sort: wanted.sort, ...conjunctsOf(wanted.filter) };
  const hinted = hintedIndex(collection, wanted.hint);
  if (hinted === 'natural') return scanPlan(question, toNumber((wanted.hint as { $natural: unknown }).$natural) < 0);
  if (hinted) return indexPlan(question, weigh(question, hinted));
  const byId = weigh(question, collection.idIndex);
  if (byId.score >= unbeatable) return indexPlan(question, byId);
  const candidates = [byId, ...usable(collection, wanted.since, question).map((index) => weigh(question, index))];
  const best = candidates.reduce((a, b) => (b.score > a.score ? b : a));
  if (best.score === 0) return scanPlan(question, false);
  if (best.score >= unbeatable) return indexPlan(question, best);
  const contest = rivals(candidates, best);
  return indexPlan(question, (contest.length > 1 && shortest(reader, question, contest)) || best);
}

const usable = (collection: Collection, since = Number.POSITIVE_INFINITY, question: Question): Index[] =>
  collection.indexes.filter((index) => index.ready && index.born <= since && holdsAll(index, question.conjuncts));

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
