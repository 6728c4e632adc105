import type { Reader } from '../data/reader.ts';
import { StoreError } from '../errors.ts';
import type { Candidate } from './candidate.ts';
import type { Plan } from './plan.ts';
import { counting, run, type Work } from './run.ts';
import { Sorter } from './sorter.ts';

/** A scan gives way to other commands after this time. */
const sliceMs = 5;

export interface Window {
  skip: number;
  /** Infinity for all. */
  limit: number;
  /** When the client no longer waits, by `performance.now()`. */
  deadline?: number;
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

/** Lets other commands in between after some time, or gives up when the client has. */
function breaks(deadline: number | undefined): () => Promise<void> | undefined {
  let until = performance.now() + sliceMs;
  return () => {
    const now = performance.now();
    if (now < until) return undefined;
    if (deadline && now > deadline) throw new StoreError(50, 'operation exceeded time limit');
    until = now + sliceMs;
    return new Promise((resolve) => setImmediate(resolve));
  };
}

/** Results one by one; a long scan lets other commands in between. */
export async function* stream(reader: Reader, plan: Plan, window: Window, work: Work): AsyncGenerator<Candidate> {
  const { skip, limit, deadline } = window;
  const sorter = plan.sort.length > 0 ? new Sorter(plan.sort, skip + limit) : undefined;
  const pause = breaks(deadline);
  let count = 0;
  for (const candidate of limit > 0 ? run(reader, plan, work) : []) {
    const wait = pause();
    if (wait) await wait;
    if (!candidate) continue;
    if (sorter) sorter.add(candidate);
    else if (++count > skip) yield candidate;
    if (!sorter && count >= skip + limit) return;
  }
  if (sorter) yield* sorter.finish().slice(skip);
}

/** How many results there are. */
export async function tally(
  reader: Reader,
  plan: Plan,
  { skip, limit, deadline }: Window,
  work: Work,
): Promise<number> {
  const pause = breaks(deadline);
  let count = 0;
  for (const hit of counting(reader, plan, work)) {
    const wait = pause();
    if (wait) await wait;
    if (hit && ++count >= skip + limit) break;
  }
  return Math.max(0, count - skip);
}
