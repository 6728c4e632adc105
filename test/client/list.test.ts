import { describe, expect, test } from '@jest/globals';
import { createListing, hold, listOf } from '../../client/tickets/list.ts';
import { merge, type State } from '../../shared/state.ts';
import { createRandom } from '../support/random.ts';
import { buildMember, buildState, buildTicket, minute } from './build.ts';

const ids = (tickets: { id: string }[]) => tickets.map((ticket) => ticket.id);
const all = { boundary: null };

describe('a list', () => {
  const old = buildTicket({ activityAt: minute(1) });
  const middle = buildTicket({ activityAt: minute(2) });
  const young = buildTicket({ activityAt: minute(3) });

  test('stands in the order asked for', () => {
    const state = buildState([middle, young, old]);
    expect(ids(listOf(state, 'open', 'activity', all))).toEqual(ids([young, middle, old]));
    expect(ids(listOf(state, 'open', 'oldest', all))).toEqual(ids([old, middle, young]));
  });

  test('ends where it has been loaded to, because what lies behind is not known', () => {
    const state = buildState([old, middle, young]);
    expect(ids(listOf(state, 'open', 'activity', { boundary: middle }))).toEqual(ids([young, middle]));
  });

  test('leaves out what is not in the view', () => {
    const closed = buildTicket({ phase: 'closed' });
    const state = buildState([old, closed]);
    expect(ids(listOf(state, 'open', 'activity', all))).toEqual([old.id]);
    expect(ids(listOf(state, 'closed', 'activity', all))).toEqual([closed.id]);
  });

  test('leaves out what its reader may not see', () => {
    const own = { level: 'own', unassigned: false } as const;
    const me = buildMember({ access: { view: own, edit: own, delete: own } });
    const mine = buildTicket({ ownerId: me.id, audience: ['all', `user:${me.id}`] });
    expect(ids(listOf(buildState([old, mine], me), 'open', 'activity', all))).toEqual([mine.id]);
  });
});

describe('a list that is looked at after each event', () => {
  test('is what it would be if it were sorted anew', () => {
    const random = createRandom('events of a list');
    const me = buildMember();
    let state: State = buildState(
      Array.from({ length: 300 }, (_, at) => buildTicket({ activityAt: minute(at) })),
      me,
    );
    const upTo = (at: number) => ({ boundary: buildTicket({ activityAt: minute(at) }) });
    const reaches = [{ boundary: null }, upTo(120), upTo(399)];
    const lists = reaches.map((reach) => ({ reach, listing: createListing('following', 'activity') }));
    for (let step = 0; step < 400; step += 1) {
      const all = Object.values(state.tickets);
      const ticket = random.pick(all);
      const change = { ...ticket, version: ticket.version + 1, activityAt: minute(random.below(400)) };
      const phase = random.pick(['open', 'closed'] as const);
      const mark = { ticketId: ticket.id, following: random.chance(0.7), readSeq: 0, version: step + 1 };
      const dice = random.below(5);
      if (dice === 0) state = merge(state, 0, { tickets: [buildTicket({ activityAt: minute(step) })] });
      else if (dice === 1) state = merge(state, 0, { tickets: [{ ...change, phase }] });
      else if (dice === 2) state = merge(state, 0, { marks: [mark] });
      else if (dice === 3) {
        const { [ticket.id]: _gone, ...tickets } = state.tickets;
        state = { ...state, tickets };
      } else
        state = merge(state, 0, {
          tickets: all.filter(() => random.chance(0.4)).map((one) => ({ ...one, version: one.version + 1, phase })),
        });
      const moving = lists.at(-1);
      // Read further, mostly; or from the start again.
      if (moving && random.chance(0.3))
        moving.reach = random.chance(0.05)
          ? { boundary: null }
          : upTo(random.chance(0.7) ? 400 - step : random.below(400));
      for (const one of lists) {
        expect(one.listing(state, one.reach)).toEqual(ids(listOf(state, 'following', 'activity', one.reach)));
      }
    }
  });

  test('is the very same array while nothing in it moves', () => {
    const tickets = [buildTicket({ activityAt: minute(1) }), buildTicket({ activityAt: minute(2) })];
    const state = buildState(tickets);
    const listing = createListing('open', 'activity');
    const before = listing(state, all);
    const renamed = tickets.map((ticket) => ({ ...ticket, name: 'Another name', version: 2 }));
    const later: State = { ...state, seq: 9 };
    expect(listing(later, all)).toBe(before);
    expect(listing(merge(state, 0, { tickets: renamed }), all)).toBe(before);
  });
});

describe('under a pointer', () => {
  const visible = () => true;

  test('rows stay where they are and newcomers wait', () => {
    expect(hold(['a', 'b', 'c'], ['new', 'c', 'a', 'b'], visible)).toEqual({ ids: ['a', 'b', 'c'], waiting: 1 });
  });

  test('a row that left the view stays until the pointer leaves', () => {
    expect(hold(['a', 'b', 'c'], ['a', 'c'], visible)).toEqual({ ids: ['a', 'b', 'c'], waiting: 0 });
  });

  test('a row that may no longer be seen goes at once', () => {
    expect(hold(['a', 'b'], ['b'], (id) => id !== 'a')).toEqual({ ids: ['b'], waiting: 0 });
  });

  test('a further page is added below', () => {
    expect(hold(['a', 'b'], ['a', 'b', 'c', 'd'], visible)).toEqual({ ids: ['a', 'b', 'c', 'd'], waiting: 0 });
  });

  test('an empty list fills', () => {
    expect(hold([], ['a', 'b'], visible)).toEqual({ ids: ['a', 'b'], waiting: 0 });
  });

  test('when nothing of the old list is left in the view, all newcomers wait', () => {
    expect(hold(['a'], ['b', 'c'], visible)).toEqual({ ids: ['a'], waiting: 2 });
  });
});
