import type { Input } from '../shared/contract.ts';
import { defineBench, type Figure } from './support/bench.ts';
import { type Caller, createCaller } from './support/caller.ts';
import { type Desk, makeDesk, serve } from './support/desk.ts';
import { monotonicMs, rounded, type Spread, spreadOf } from './support/numbers.ts';

type ListInput = Input<'ticket.list'>;

/** A question somebody asks. */
interface Case {
  label: string;
  /** Whose eyes: sees everything, his teams' tickets, his own; the newcomer sees everything and owns three tickets. */
  who: 'everything' | 'teams' | 'own' | 'newcomer';
  /** Null asks for the counts of all views. */
  input: (desk: Desk) => ListInput | null;
}

const view = (name: NonNullable<NonNullable<ListInput['filter']>['view']>) => () => ({ filter: { view: name } });

const cases: Case[] = [
  { label: 'All open', who: 'everything', input: view('open') },
  { label: 'Waiting', who: 'everything', input: view('waiting') },
  { label: 'Closed', who: 'everything', input: view('closed') },
  { label: 'Unassigned', who: 'everything', input: view('unassigned') },
  { label: "My team's unassigned", who: 'everything', input: view('teamUnassigned') },
  { label: 'Mine', who: 'everything', input: view('mine') },
  { label: 'Mine, of somebody who has three', who: 'newcomer', input: view('mine') },
  { label: 'All open, oldest first', who: 'everything', input: () => ({ filter: { view: 'open' }, sort: 'oldest' }) },
  { label: 'Everything, newest first', who: 'everything', input: () => ({ sort: 'created' }) },
  {
    label: 'Open and high priority (one in fifty)',
    who: 'everything',
    input: () => ({ filter: { view: 'open', priority: 'high' } }),
  },
  { label: "A contact's tickets", who: 'everything', input: ({ contactId }) => ({ filter: { contactId } }) },
  { label: 'All open', who: 'teams', input: view('open') },
  { label: 'Closed', who: 'teams', input: view('closed') },
  { label: "My team's unassigned", who: 'teams', input: view('teamUnassigned') },
  { label: 'All open', who: 'own', input: view('open') },
  { label: 'view.counts', who: 'everything', input: () => null },
  { label: 'view.counts', who: 'teams', input: () => null },
];

interface Side {
  desk: Desk;
  callers: Record<Case['who'], Caller>;
  stop(): Promise<void>;
}

async function open(desk: Desk): Promise<Side> {
  const child = await serve(desk);
  const callerOf = (person: number) => createCaller(child.port, desk.tokenOf(person), 1);
  const callers = { everything: callerOf(1), newcomer: callerOf(18), teams: callerOf(38), own: callerOf(39) };
  return {
    desk,
    callers,
    async stop() {
      for (const caller of Object.values(callers)) caller.close();
      await child.stop();
    },
  };
}

/** Asks so often, one after the other; answers how long each took, in ms. */
async function ask(side: Side, { who, input }: Case, times: number): Promise<number[]> {
  const caller = side.callers[who];
  const asked = input(side.desk);
  const took: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const start = monotonicMs();
    if (asked) await caller.call('ticket.list', asked);
    else await caller.call('view.counts', {});
    took.push(monotonicMs() - start);
  }
  return took;
}

const rounds = 5;
/** Below this a difference is not one a person or a server feels, and a ratio of two such numbers says nothing. */
const least = 1;

function figureOf({ label, who }: Case, few: Spread, many: Spread): Figure {
  return {
    label: `${label} (sees ${who === 'newcomer' ? 'everything' : who})`,
    value: Math.max(many.p95, least) / Math.max(few.p95, least),
    unit: '×',
    wanted: { atMost: 1.5 },
    note: `p50 ${few.p50} → ${many.p50} ms, p95 ${few.p95} → ${many.p95} ms`,
  };
}

/** The first 50 of each list and the counts, at two sizes in turns: does it matter how much lies in the store? */
export const lists = defineBench({
  name: 'lists',
  sizes: { few: { smoke: 500, full: 10_000 }, many: { smoke: 5000, full: 1_000_000 }, times: { smoke: 20, full: 300 } },
  async run(size) {
    const made = (tickets: number) => makeDesk({ people: 40, tickets });
    const desks = [await made(size.few), await made(size.many)] as const;
    const [few, many] = [await open(desks[0]), await open(desks[1])];
    const figures: Figure[] = [];
    const details: unknown[] = [];
    for (const one of cases) {
      const took = { few: [] as number[], many: [] as number[] };
      for (const side of [few, many]) await ask(side, one, Math.ceil(size.times / 10));
      for (let round = 0; round < rounds; round += 1) {
        took.few.push(...(await ask(few, one, size.times / rounds)));
        took.many.push(...(await ask(many, one, size.times / rounds)));
      }
      const [small, big] = [spreadOf(took.few), spreadOf(took.many)];
      figures.push(figureOf(one, small, big));
      details.push({ label: one.label, who: one.who, few: small, many: big });
    }
    await few.stop();
    await many.stop();
    const worst = Math.max(...figures.map(({ value }) => value));
    figures.unshift({
      label: `p95 at ${size.many.toLocaleString('en-US')} tickets against ${size.few.toLocaleString('en-US')}, the worst of all below`,
      value: rounded(worst),
      unit: '×',
      wanted: { atMost: 1.5 },
    });
    return { figures, details };
  },
});
