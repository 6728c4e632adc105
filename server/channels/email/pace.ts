/** So many in a minute of each, and no more. */
export interface Pace {
  /** False when it is one too many. */
  may(key: string): boolean;
}

const windowMs = 60_000;

export function createPace(perMinute: number, now: () => number): Pace {
  let begun = now();
  let counts = new Map<string, number>();
  return {
    may(key) {
      if (now() - begun >= windowMs) {
        begun = now();
        counts = new Map();
      }
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return count <= perMinute;
    },
  };
}
