import { defineBench, type Figure } from './support/bench.ts';
import { createCaller } from './support/caller.ts';
import { makeDesk, serve } from './support/desk.ts';
import { monotonicMs, rounded, spreadOf } from './support/numbers.ts';
import { commonWord, rareWord } from './support/searched.ts';

/** What somebody types, by its place in a run, so that no two are the same. */
const cases: { label: string; text: (turn: number) => string }[] = [
  { label: 'a word that one ticket in two has', text: () => `${commonWord(0)} ` },
  { label: 'a word that one ticket in a hundred has', text: (turn) => `${commonWord(60 + (turn % 30))} ` },
  { label: 'a word that few have', text: (turn) => rareWord(turn) },
  { label: 'the first letter', text: (turn) => commonWord(turn % 50).slice(0, 1) },
  { label: 'two letters', text: (turn) => commonWord(turn % 50).slice(0, 2) },
  { label: 'three letters', text: (turn) => commonWord(turn % 50).slice(0, 3) },
  { label: 'four letters', text: (turn) => commonWord(turn % 50).slice(0, 4) },
  { label: 'two common words', text: (turn) => `${commonWord(0)} ${commonWord(1 + (turn % 20))} ` },
  { label: 'a common word and a rare one', text: (turn) => `${commonWord(0)} ${rareWord(turn)}` },
  { label: 'two Chinese characters', text: (turn) => ['茶壺', '訂單', '退款', '包裹'][turn % 4] ?? '茶壺' },
  { label: 'a ticket’s number', text: (turn) => String(100 + turn * 7) },
  { label: 'nothing that is there', text: (turn) => `${commonWord(0)} zzq${turn}` },
];

/** The first hits of each type, asked over HTTP one question after the other. */
export const search = defineBench({
  name: 'search',
  sizes: { tickets: { smoke: 2000, full: 500_000 }, times: { smoke: 5, full: 200 } },
  async run({ tickets, times }) {
    const desk = await makeDesk({ people: 40, tickets, searched: true });
    const child = await serve(desk);
    const figures: Figure[] = [];
    const details: unknown[] = [];
    for (const [who, person] of [
      ['everything', 1],
      ['teams', 38],
      ['own', 39],
    ] as const) {
      const caller = createCaller(child.port, desk.tokenOf(person), 1);
      for (const { label, text } of cases) {
        const took: number[] = [];
        let hits = 0;
        for (let turn = 0; turn < times; turn += 1) {
          const start = monotonicMs();
          const { groups } = await caller.call('search.find', { text: text(turn) });
          took.push(monotonicMs() - start);
          hits += groups.reduce((sum, { items }) => sum + items.length, 0);
        }
        const spread = spreadOf(took);
        figures.push({
          label: `${label} (sees ${who})`,
          value: rounded(spread.p95),
          unit: 'ms p95',
          wanted: { atMost: 100 },
          note: `p50 ${spread.p50} ms, ${rounded(hits / times)} hits on average`,
        });
        details.push({ label, who, spread, hits });
      }
      caller.close();
    }
    await child.stop();
    const worst = Math.max(...figures.map(({ value }) => value));
    figures.unshift({
      label: `p95 at ${tickets.toLocaleString('en-US')} tickets, the worst of all below`,
      value: worst,
      unit: 'ms',
      wanted: { atMost: 100 },
    });
    return { figures, details };
  },
});
