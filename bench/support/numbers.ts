/** The value below which the share `p` of a sorted list lies; 0 for an empty one. */
export const quantile = (sorted: ArrayLike<number>, p: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0;

export interface Spread {
  count: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

export function spreadOf(values: ArrayLike<number>): Spread {
  const sorted = Float64Array.from(values).sort();
  const at = (p: number) => rounded(quantile(sorted, p));
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: rounded(sorted.at(-1) ?? 0) };
}

export const median = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)] ?? 0, sorted[Math.floor(sorted.length / 2)] ?? 0];
  return (low + high) / 2;
};

export const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

/** Three digits that say something, and no more. */
export const rounded = (value: number): number =>
  Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));

export const formatted = (value: number): string =>
  rounded(value).toLocaleString('en-US', { maximumFractionDigits: 4 });

/** Milliseconds on the machine's monotonic clock, the same in every process. */
const offset = Number(process.hrtime.bigint()) / 1e6 - performance.now();
export const monotonicMs = (): number => offset + performance.now();

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
