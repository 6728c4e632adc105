import { describe, expect, test } from '@jest/globals';
import { hold, listOf } from '../../client/tickets/list.ts';
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
