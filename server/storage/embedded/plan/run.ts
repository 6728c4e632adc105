import type { Reader } from '../data/reader.ts';
import { matches } from '../query/match.ts';
import { Candidate } from './candidate.ts';
import { entriesIn } from './merge.ts';
import type { Plan } from './plan.ts';

/** What a plan has looked at, for `explain`. */
export interface Work {
  keysExamined: number;
  docsExamined: number;
}

export const noWork = (): Work => ({ keysExamined: 0, docsExamined: 0 });

/** How many documents a plan finds; when the keys say it all, no document is read. Yields nothing but breaks. */
export function* counting(reader: Reader, plan: Plan, work: Work): Generator<boolean> {
  if (plan.residual || !plan.index) {
    for (const candidate of run(reader, plan, work)) yield candidate !== undefined;
    return;
  }
  const seen = plan.repeats ? new Set<string>() : undefined;
  for (const { value } of entriesIn(reader, plan)) {
    work.keysExamined++;
    const name = seen && value.toString('latin1');
    yield name === undefined || !seen?.has(name);
    if (name !== undefined) seen?.add(name);
  }
}

/**
 * The documents of a plan, before its remaining sort. Yields `undefined` for what it looked at in vain, so that the
 * caller can take a break.
 */
export function* run(reader: Reader, plan: Plan, work: Work): Generator<Candidate | undefined> {
  const seen = plan.repeats ? new Set<string>() : undefined;
  for (const entry of entriesIn(reader, plan)) {
    work.keysExamined++;
    const candidate = fetch(reader, plan, entry.key, entry.value, seen, work);
    const fits = candidate && (!plan.residual || matches(plan.residual, candidate.doc));
    yield fits ? candidate : undefined;
  }
}

function fetch(
  reader: Reader,
  plan: Plan,
  key: Buffer,
  value: Buffer,
  seen: Set<string> | undefined,
  work: Work,
): Candidate | undefined {
  const prefix = plan.collection.prefix;
  if (!plan.index) {
    work.docsExamined++;
    return new Candidate(key.subarray(prefix.length), value);
  }
  if (seen) {
    const name = value.toString('latin1');
    if (seen.has(name)) return undefined;
    seen.add(name);
  }
  const bytes = reader.get(Buffer.concat([prefix, value]));
  if (!bytes) return undefined;
  work.docsExamined++;
  return new Candidate(value, bytes);
}
