/** Numbers that look random and come again with the same seed. */
export interface Random {
  seed: number;
  /** A whole number from 0 up to, not including, `below`. */
  below(limit: number): number;
  pick<T>(from: readonly T[]): T;
  chance(share: number): boolean;
}

/** The seed is printed, so that a run that failed can be had again: `SEED=123 npm test -- …`. */
export function createRandom(
  name: string,
  seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31)),
): Random {
  process.stderr.write(`${name}: SEED=${seed}\n`);
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    seed,
    below: (limit) => Math.floor(next() * limit),
    pick<T>(from: readonly T[]): T {
      const found = from[Math.floor(next() * from.length)];
      if (found === undefined) throw new Error('Nothing to pick from');
      return found;
    },
    chance: (share) => next() < share,
  };
}
