import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Figure, reached } from './bench.ts';
import type { Machine } from './machine.ts';
import { formatted } from './numbers.ts';
import { resultsDir, root } from './places.ts';

/** One run of one benchmark. */
export interface Result {
  name: string;
  full: boolean;
  at: string;
  machine: Machine;
  sizes: Record<string, number>;
  figures: Figure[];
  details: unknown;
}

/** Writes the result under its benchmark's name, a small run beside the full one; answers the path. */
export function writeResult(result: Result): string {
  mkdirSync(resultsDir, { recursive: true });
  const file = join(resultsDir, result.full ? `${result.name}.json` : `${result.name}.smoke.json`);
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  return relative(root, file);
}

/** The full runs. */
export const readResults = (): Result[] =>
  readdirSync(resultsDir)
    .filter((file) => file.endsWith('.json') && !file.endsWith('.smoke.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(resultsDir, file), 'utf8')) as Result);

const wantedOf = ({ wanted, unit }: Figure): string =>
  !wanted
    ? ''
    : 'atLeast' in wanted
      ? `≥ ${formatted(wanted.atLeast)} ${unit}`
      : `≤ ${formatted(wanted.atMost)} ${unit}`;

const verdictOf = (figure: Figure): string =>
  ({ true: 'yes', false: 'no', null: '' })[String(reached(figure)) as 'true' | 'false' | 'null'];

/** Label, value, wanted, reached, note: what the terminal and the page both show. */
export const rowOf = (figure: Figure): string[] => [
  figure.label,
  `${formatted(figure.value)} ${figure.unit}`.trim(),
  wantedOf(figure),
  verdictOf(figure),
  figure.note ?? '',
];

export function printTable(title: string, figures: Figure[]): void {
  const rows = [[title, 'measured', 'wanted', 'reached', ''], ...figures.map(rowOf)];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  process.stdout.write(`\n${rows.map(line).join('\n')}\n\n`);
}
