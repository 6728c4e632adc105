import { useEffect } from 'react';
import { canSee } from '../../shared/access.ts';
import type { TicketView } from '../../shared/entities.ts';
import { conditionsIn, type Filter } from '../../shared/filter/language.ts';
import { meIn, type State } from '../../shared/state.ts';
import { perScreen } from '../connection/perScreen.ts';
import { useScreen } from '../connection/screenContext.ts';
import { meaningOf } from '../filters/meaning.ts';
import type { ListOf } from '../tickets/list.ts';
import { countedOf, countKey } from './counted.ts';
import { wholeFilter } from './saving.ts';

/** Counts are asked for at most so often, and rests this many times as long as the last answer took. */
const pauseMs = 400;
const restTimes = 3;
/** What counts back from now changes by itself. */
const minute = 60_000;
/** So many in one request. */
const atOnce = 40;
/** More changed at once than that: all is counted anew. */
const fewAtMost = 200;

interface Watched {
  list: ListOf;
  filter: Filter;
  watchers: number;
}

const counts = (state: State, filter: Filter) => {
  const fits = meaningOf(filter)(state);
  const me = meIn(state);
  return (ticket: TicketView | undefined): boolean => ticket !== undefined && canSee(me, ticket) && fits(ticket);
};

/** Of which tickets the two states differ; null when there are too many. */
function changedIn(before: State, now: State): Set<string> | null {
  const ids = new Set<string>();
  const look = <T>(one: Readonly<Record<string, T>>, other: Readonly<Record<string, T>>) => {
    if (one === other) return;
    for (const id in other) if (one[id] !== other[id]) ids.add(id);
    for (const id in one) if (!(id in other)) ids.add(id);
  };
  look(before.tickets, now.tickets);
  look(before.marks, now.marks);
  return ids.size > fewAtMost ? null : ids;
}

/** Keeps the counts of lists true while somebody looks at them: counted by the server, again when an event may matter. */
const countingOf = perScreen((screen) => {
  const watched = new Map<string, Watched>();
  const due = new Set<string>();
  const counted = countedOf(screen);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = false;
  let seen: State | null = null;
  let rest = pauseMs;

  function soon(): void {
    if (timer === undefined && !asking && due.size > 0 && !screen.isClosed())
      timer = setTimeout(() => void ask(), rest);
  }

  async function ask(): Promise<void> {
    timer = undefined;
    const keys = [...due].filter((key) => watched.has(key)).slice(0, atOnce);
    due.clear();
    if (keys.length === 0) return;
    asking = true;
    const from = performance.now();
    try {
      const filters = keys.flatMap((key) => watched.get(key)?.filter ?? []);
      const { value } = await screen.ask('ticket.counts', { filters });
      const found = Object.fromEntries(keys.map((key, at) => [key, value.counts[at]]));
      counted.set((all) => ({ ...all, ...found }) as typeof all);
      rest = Math.max(pauseMs, (performance.now() - from) * restTimes);
    } catch {
      for (const key of keys) due.add(key);
      rest = 5_000;
    } finally {
      asking = false;
      soon();
    }
  }

  function look(): void {
    const { known, line } = screen.store.get();
    if (!known || known === seen) return;
    const before = seen;
    seen = known;
    if (watched.size === 0) return;
    const anew =
      before === null || before.epoch !== known.epoch || before.members[before.meId] !== known.members[known.meId];
    const changed = anew ? null : changedIn(before, known);
    if (changed?.size === 0 && before?.drafts === known.drafts) return;
    for (const [key, { filter }] of watched) if (!changed || matters(before, known, filter, changed)) due.add(key);
    if (line.at !== 'offline') soon();
  }

  /** Could the change have moved the count? A ticket that was not known before may have been in it. */
  function matters(before: State | null, now: State, filter: Filter, changed: Set<string>): boolean {
    if (!before) return true;
    const [was, is] = [counts(before, filter), counts(now, filter)];
    const asksDrafts = conditionsIn(filter).some(({ property }) => property === 'draft');
    if (asksDrafts && before.drafts !== now.drafts) return true;
    return [...changed].some((id) => {
      const known = before.tickets[id];
      return known === undefined || was(known) !== is(now.tickets[id]);
    });
  }

  screen.store.subscribe(look);
  const ticking = setInterval(() => {
    if (screen.isClosed()) return clearInterval(ticking);
    if (document.visibilityState !== 'visible') return;
    for (const [key, { filter }] of watched)
      if (conditionsIn(filter).some(({ op }) => op === 'last' || op === 'notLast')) due.add(key);
    soon();
  }, minute);

  return {
    watch(list: ListOf): () => void {
      const key = countKey(list);
      const known = watched.get(key);
      if (known) known.watchers += 1;
      else {
        watched.set(key, { list, filter: wholeFilter(list), watchers: 1 });
        seen ??= screen.store.get().known;
        due.add(key);
        if (rest > pauseMs && !asking) rest = pauseMs;
        soon();
      }
      return () => {
        const one = watched.get(key);
        if (!one) return;
        one.watchers -= 1;
        if (one.watchers === 0) watched.delete(key);
      };
    },
  };
});

/** Has the list counted while the caller is on the page; a default view without a filter is counted anyway. */
export function useWatchedCount(list: ListOf): void {
  const counting = countingOf(useScreen());
  const { view, where } = list;
  useEffect(() => {
    if (where === null && view !== null) return;
    return counting.watch({ view, where });
  }, [counting, view, where]);
}

/** The same for many. */
export function useWatchedCounts(lists: readonly ListOf[]): void {
  const counting = countingOf(useScreen());
  useEffect(() => {
    const leave = lists.map((list) => counting.watch(list));
    return () => {
      for (const one of leave) one();
    };
  }, [counting, lists]);
}
