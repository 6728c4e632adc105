import { createRandom } from './random.ts';

/** Whether tests are to take as long as they like: `npm run proof -- 'long tests'`. Usually they prove the same with less. */
export const long = process.env.PROOF_TESTS === 'long';

/** `npm test` without a path: of what is many times alike, a sample. */
export const short = process.env.PROOF_TESTS === 'short';

/** Of cases that are alike, all, in their order; in short so many of them, drawn by a seed that is printed. */
export function someOf<T>(name: string, cases: readonly T[], count: number): T[] {
  if (!short) return [...cases];
  const random = createRandom(name);
  const drawn = new Set<T>();
  while (drawn.size < Math.min(count, cases.length)) drawn.add(random.pick(cases));
  return cases.filter((one) => drawn.has(one));
}
