import type { Reader } from '../data/reader.ts';
import type { Candidate } from './candidate.ts';
import type { Plan } from './plan.ts';
import { run, type Work } from './run.ts';
import { Sorter } from './sorter.ts';

/** A scan gives way to other commands after this time. */
const sliceMs = 5;

export interface Window {
  skip: number;
  /** Infinity for all. */
  limit: number;
}

export const everythingFound: Window = { skip: 0, limit: Number.POSITIVE_INFINITY };

/** All results at once, for use inside a write callback. */
export function select(reader: Reader, plan: Plan, { skip, limit }: Window, work: Work): Candidate[] {
  const found: Candidate[] = [];
  const sorter = plan.sort.length > 0 ? new Sorter(plan.sort, skip + limit) : undefined;
  for (const candidate of run(reader, plan, work)) {
    if (!candidate) continue;
    if (sorter) sorter.add(candidate);
    else if (found.push(candidate) >= skip + limit) break;
  }
  return (sorter ? sorter.finish() : found).slice(skip);
}

/** Results one by one; a long scan lets other commands in between. */
export async function* stream(
  reader: Reader,
  plan: Plan,
  { skip, limit }: Window,
  work: Work,
): AsyncGenerator<Candidate> {
  const sorter = plan.sort.length > 0 ? new Sorter(plan.sort, skip + limit) : undefined;
  let count = 0;
  let until = performance.now() + sliceMs;
  if (limit > 0)
    for (const candidate of run(reader, plan, work)) {
      if (performance.now() > until) {
        await new Promise((resolve) => setImmediate(resolve));
        until = performance.now() + sliceMs;
      }
      if (!candidate) continue;
      if (sorter) sorter.add(candidate);
      else if (++count > skip) yield candidate;
      if (!sorter && count >= skip + limit) return;
    }
  if (sorter) yield* sorter.finish().slice(skip);
}
