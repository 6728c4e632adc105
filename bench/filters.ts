import { type Condition, opsOf, type Value } from '../shared/filter/language.ts';
import { filterPropertiesOf, type Known } from '../shared/filter/properties.ts';
import type { Id } from '../shared/ids.ts';
import { defineBench, type Figure } from './support/bench.ts';
import { type Caller, createCaller } from './support/caller.ts';
import { type Desk, makeDesk, serve } from './support/desk.ts';
import { monotonicMs, rounded, type Spread, spreadOf } from './support/numbers.ts';

interface Side {
  desk: Desk;
  callers: Record<Who, Caller>;
  all: readonly Known[];
  stop(): Promise<void>;
}
type Who = 'everything' | 'teams';

async function open(desk: Desk): Promise<Side> {
  const child = await serve(desk);
  const callers = {
    everything: createCaller(child.port, () => desk.tokenOf(1), 1),
    teams: createCaller(child.port, () => desk.tokenOf(38), 1),
  };
  const all = filterPropertiesOf((await callers.everything.call('property.list', {})).items);
  return {
    desk,
    callers,
    all,
    async stop() {
      for (const caller of Object.values(callers)) caller.close();
      await child.stop();
    },
  };
}

/** A value that some tickets have; of choices the rare one. */
function valueFor({ id, kind, values = [], words = [], look, options }: Known, op: string, desk: Desk): Value {
  if (op === 'last' || op === 'notLast' || op === 'next') return { n: 30, unit: 'day' };
  if (kind === 'text') return op === 'is' || op === 'isNot' ? 'Teapot 17' : 'teapot 4';
  if (kind === 'number') return id === 'number' ? 100 : 5000;
  if (kind === 'date') return new Date(Date.now() - 90 * 86_400_000).toISOString();
  if (kind === 'day') return new Date().toISOString().slice(0, 10);
  if (kind === 'yes') return true;
  const ids: Record<string, Id | undefined> = {
    status: desk.pipeline.statuses[0]?.id,
    pipeline: desk.pipeline._id,
    team: desk.teamIds[0],
    contact: desk.contactId,
    tags: 'second time',
    company: 'none',
  };
  const person = look === 'person' ? desk.people[3]?.id : undefined;
  return [options.at(-1)?.id ?? person ?? ids[id] ?? values[0] ?? words[0] ?? desk.contactId];
}

/** Every condition that the editor of filters offers, of every property by every operator. */
const everyCondition = ({ all, desk }: Side): Condition[] =>
  // A desk without categories is asked for none.
  all
    .filter(({ values }) => values?.length !== 0)
    .flatMap((property) =>
      opsOf[property.kind].map((op): Condition => {
        const one = { property: property.id, op };
        return op === 'empty' || op === 'notEmpty' ? one : { ...one, value: valueFor(property, op, desk) };
      }),
    );

interface Asked {
  took: number[];
  slow: boolean;
}

/** What says that it is slow is asked a few times only: nobody holds it to more than saying so. */
const timesIfSlow = 8;

async function ask({ callers }: Side, who: Who, where: Condition, times: number): Promise<Asked> {
  const took: number[] = [];
  let slow = false;
  for (let time = 0; time < (slow ? Math.min(times, timesIfSlow) : times); time += 1) {
    const start = monotonicMs();
    const answer = await callers[who].call('ticket.list', { filter: { where }, limit: 50 });
    took.push(monotonicMs() - start);
    slow ||= answer.slow !== undefined;
  }
  return { took, slow };
}

interface Measured {
  label: string;
  few: Spread;
  many: Spread;
  ratio: number;
  slow: boolean;
}

/** Below this a difference is not one a person feels. */
const least = 5;

/** The first page of every condition that can be built, on desks with ten properties of their own, at two sizes in turns. */
export const filters = defineBench({
  name: 'filters',
  sizes: { few: { smoke: 500, full: 10_000 }, many: { smoke: 3000, full: 500_000 }, times: { smoke: 2, full: 40 } },
  async run(size) {
    const made = (tickets: number) => makeDesk({ people: 40, tickets, properties: true });
    const desks = [await made(size.few), await made(size.many)] as const;
    const [few, many] = [await open(desks[0]), await open(desks[1])];
    const [ofFew, ofMany] = [everyCondition(few), everyCondition(many)];
    const measured: Measured[] = [];
    for (const who of ['everything', 'teams'] as const) {
      for (const [at, condition] of ofMany.entries()) {
        const same = ofFew[at] ?? condition;
        for (const [side, one] of [
          [few, same],
          [many, condition],
        ] as const)
          await ask(side, who, one, 1);
        const [small, big] = [await ask(few, who, same, size.times), await ask(many, who, condition, size.times)];
        const [spread, spreadMany] = [spreadOf(small.took), spreadOf(big.took)];
        const name = many.all.find(({ id }) => id === condition.property)?.name ?? condition.property;
        measured.push({
          label: `${name} ${condition.op} (sees ${who})`,
          few: spread,
          many: spreadMany,
          ratio: Math.max(spreadMany.p95, least) / Math.max(spread.p95, least),
          slow: big.slow,
        });
      }
    }
    await few.stop();
    await many.stop();
    return { figures: figuresOf(measured, size), details: measured };
  },
});

function figuresOf(measured: Measured[], { few, many }: { few: number; many: number }): Figure[] {
  const said = ({ few: small, many: big }: Measured) => `p95 ${small.p95} → ${big.p95} ms`;
  const whole = measured.filter(({ slow }) => !slow);
  const slow = measured.filter((one) => one.slow);
  const worst = whole.toSorted((a, b) => b.ratio - a.ratio);
  const slowest = slow.toSorted((a, b) => b.many.p95 - a.many.p95)[0];
  const [first] = worst;
  return [
    {
      label: `p95 at ${many.toLocaleString('en-US')} tickets against ${few.toLocaleString('en-US')}, the worst of ${whole.length} whole answers`,
      value: rounded(first?.ratio ?? 0),
      unit: '×',
      wanted: { atMost: 2 },
      note: first ? `${first.label}: ${said(first)}` : '',
    },
    {
      label: 'Answers that say they are slow, of all',
      value: slow.length,
      unit: `of ${measured.length}`,
      note: slow
        .map(({ label }) => label)
        .join('; ')
        .slice(0, 600),
    },
    {
      label: 'The slowest of those, p95',
      value: rounded(slowest?.many.p95 ?? 0),
      unit: 'ms',
      note: slowest ? `${slowest.label}: ${said(slowest)}` : '',
    },
    ...worst.slice(0, 12).map((one) => ({
      label: one.label,
      value: rounded(one.ratio),
      unit: '×',
      wanted: { atMost: 2 },
      note: said(one),
    })),
  ];
}
