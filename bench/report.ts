import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './support/places.ts';
import { type Result, readResults, rowOf } from './support/results.ts';

const page = join(root, 'docs', 'benchmarks.md');

const lineOf = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

function tableOf({ figures }: Result): string {
  const head = ['figure', 'measured', 'wanted', 'reached', ''];
  return [head, head.map(() => '---'), ...figures.map(rowOf)].map(lineOf).join('\n');
}

function runOf({ at, machine, sizes }: Result): string {
  const { processor, cores, memoryGiB, system, node, fdatasyncMs, loadBefore, commit } = machine;
  const given = Object.entries(sizes).map(([name, size]) => `${name} ${size.toLocaleString('en-US')}`);
  return [
    `Run on ${at.slice(0, 16).replace('T', ' ')} UTC at ${commit}: ${cores} × ${processor}, ${memoryGiB} GiB, ${system},`,
    `Node ${node}; 4 KiB are on the disk after ${fdatasyncMs} ms; load before ${loadBefore}. Sizes: ${given.join(', ')}.`,
  ].join('\n');
}

/** Fills `<!-- figures:name -->` … `<!-- /figures -->` from the last full run; what was not run stays as it is. */
function filled(text: string, result: Result): string {
  const place = new RegExp(`(<!-- figures:${result.name} -->)[^]*?(<!-- /figures -->)`);
  return text.replace(place, (_all, open: string, close: string) =>
    [open, runOf(result), '', tableOf(result), close].join('\n'),
  );
}

writeFileSync(page, readResults().reduce(filled, readFileSync(page, 'utf8')));
