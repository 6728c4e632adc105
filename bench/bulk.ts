import type { Id } from '../shared/ids.ts';
import { defineBench } from './support/bench.ts';
import { type Caller, createCaller } from './support/caller.ts';
import { makeDesk, serve } from './support/desk.ts';
import { monotonicMs, rounded, spreadOf } from './support/numbers.ts';

async function someIds(caller: Caller, count: number): Promise<Id[]> {
  const ids: Id[] = [];
  for (let cursor: string | null = null; ids.length < count; ) {
    const page: { items: { id: Id }[]; next: string | null } = await caller.call('ticket.list', {
      sort: 'created',
      cursor,
      limit: 200,
    });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.next;
    if (!cursor) break;
  }
  return ids.slice(0, count);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** A colleague asks so often. */
const everyMs = 50;

/** How long a colleague waits for a list, and for a change of his own, while `going` says so. */
async function colleague(caller: Caller, ticketId: Id, going: () => boolean) {
  const [lists, changes]: [number[], number[]] = [[], []];
  for (let turn = 0; going(); turn += 1) {
    const start = monotonicMs();
    await caller.call('ticket.list', { filter: { view: 'open' } });
    lists.push(monotonicMs() - start);
    const then = monotonicMs();
    await caller.call('ticket.update', { ticketId, name: `Renamed ${turn}` });
    changes.push(monotonicMs() - then);
    await pause(everyMs);
  }
  return { lists: spreadOf(lists), changes: spreadOf(changes) };
}

/** One change of many tickets and its undoing, and what a colleague feels of it meanwhile. */
export const bulk = defineBench({
  name: 'bulk',
  sizes: {
    tickets: { smoke: 1500, full: 50_000 },
    changed: { smoke: 500, full: 10_000 },
    calmMs: { smoke: 500, full: 10_000 },
  },
  async run({ tickets, changed, calmMs }) {
    const desk = await makeDesk({ people: 40, tickets });
    const child = await serve(desk);
    const [caller, other] = [
      createCaller(child.port, desk.tokenOf(1), 1),
      createCaller(child.port, desk.tokenOf(2), 1),
    ];
    const [own = '', ...ids] = await someIds(caller, changed + 1);
    const until = monotonicMs() + calmMs;
    const calm = await colleague(other, own, () => monotonicMs() < until);

    async function carriedOut(bulkId: Id): Promise<{ ms: number; done: number }> {
      const start = monotonicMs();
      for (;;) {
        const { items } = await caller.call('bulk.list', {});
        const one = items.find(({ id }) => id === bulkId);
        if (one && one.state !== 'running') return { ms: monotonicMs() - start, done: one.done };
        await pause(everyMs);
      }
    }

    let going = true;
    const meanwhile = colleague(other, own, () => going);
    const { bulk: begun } = await caller.call('ticket.bulk', { ids, change: { addTag: 'many' } });
    const there = await carriedOut(begun.id);
    const { bulk: undoing } = await caller.call('bulk.undo', { bulkId: begun.id });
    const back = await carriedOut(undoing.id);
    going = false;
    const busy = await meanwhile;
    for (const one of [caller, other]) one.close();
    await child.stop();
    return {
      figures: [
        {
          label: `A tag for ${there.done.toLocaleString('en-US')} tickets`,
          value: rounded(there.ms / 1000),
          unit: 's',
        },
        { label: 'Tickets a second', value: rounded((there.done / there.ms) * 1000), unit: '1/s' },
        { label: 'Undone', value: rounded(back.ms / 1000), unit: 's', note: `${back.done} tickets` },
        {
          label: 'A colleague’s list meanwhile, p95',
          value: rounded(busy.lists.p95),
          unit: 'ms',
          note: `p50 ${busy.lists.p50} ms; without it p50 ${calm.lists.p50}, p95 ${calm.lists.p95} ms`,
        },
        {
          label: 'A colleague’s own change meanwhile, p95',
          value: rounded(busy.changes.p95),
          unit: 'ms',
          note: `p50 ${busy.changes.p50} ms; without it p50 ${calm.changes.p50}, p95 ${calm.changes.p95} ms`,
        },
      ],
      details: { there, back, calm, busy },
    };
  },
});
