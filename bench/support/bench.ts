/** A number with its unit, and what it has to reach. */
export interface Figure {
  label: string;
  value: number;
  unit: string;
  wanted?: { atLeast: number } | { atMost: number };
  /** What makes the number readable: what it is a ratio of, how often it was measured. */
  note?: string;
}

export interface Outcome {
  figures: Figure[];
  /** Everything that was measured on the way, for whoever doubts a figure. */
  details: unknown;
}

/** How big: `smoke` shows in seconds that it works, `full` is what figures are quoted from. */
export type Sizes<S extends string> = Record<S, { smoke: number; full: number }>;

export interface Bench {
  name: string;
  sizes: Sizes<string>;
  run(size: (name: string) => number): Promise<Outcome>;
}

/** A benchmark whose sizes are known by name. */
export function defineBench<S extends string>(bench: {
  name: string;
  sizes: Sizes<S>;
  run(size: Record<S, number>): Promise<Outcome>;
}): Bench {
  const names = Object.keys(bench.sizes) as S[];
  return {
    name: bench.name,
    sizes: bench.sizes,
    run: (size) => bench.run(Object.fromEntries(names.map((name) => [name, size(name)])) as Record<S, number>),
  };
}

/** Whether it reached what was wanted; null when nothing was. */
export function reached({ value, wanted }: Figure): boolean | null {
  if (!wanted) return null;
  return 'atLeast' in wanted ? value >= wanted.atLeast : value <= wanted.atMost;
}

export function log(words: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${words}\n`);
}
