import type { Reader } from '../data/reader.ts';
import { indexPlan, type Question, type Weighed } from './indexPlan.ts';
import { entriesIn } from './merge.ts';

/** Keys walked of each candidate before another gets its turn. */
const round = 32;
/** After so many keys of each, all are long and the score decides: a probe must stay cheap beside the query. */
const most = 1024;

/**
 * Of indexes that bound different fields the score cannot know which one finds less: `ticket` or `workspace`. So
 * their keys are walked side by side, and the first that comes to an end wins.
 */
export function shortest(reader: Reader, question: Question, candidates: readonly Weighed[]): Weighed | undefined {
  const walks = candidates.map((candidate) => ({ candidate, keys: entriesIn(reader, indexPlan(question, candidate)) }));
  try {
    for (let walked = 0; walked < most; walked += round)
      for (const { candidate, keys } of walks) for (let i = 0; i < round; i++) if (keys.next().done) return candidate;
    return undefined;
  } finally {
    for (const { keys } of walks) keys.return(undefined);
  }
}

/** The best candidate and those that bound something it does not; the others can only find more than it. */
export function rivals(candidates: readonly Weighed[], best: Weighed): Weighed[] {
  const bounded = ({ index, used }: Weighed) => used.map((_, i) => index.fields[i]?.name ?? '');
  const known = new Set(bounded(best));
  return [best, ...candidates.filter((one) => one !== best && bounded(one).some((field) => !known.has(field)))];
}
