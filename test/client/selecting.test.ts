import { describe, expect, test } from '@jest/globals';
import { chosenIn, nothing, reached, shown, toggled, toggledShown, without } from '../../client/tickets/selecting.ts';

const of = (name: string) => ({ name, list: { view: null, where: null } });
const list = shown(nothing, of('open'), ['a', 'b', 'c', 'd']);

describe('what is chosen of a list', () => {
  test('is what was chosen one by one, in the order of the list', () => {
    expect(chosenIn(toggled(toggled(list, 'c'), 'a'))).toEqual(['a', 'c']);
    expect(chosenIn(toggled(toggled(list, 'c'), 'c'))).toEqual([]);
  });

  test('with Shift is all from the last one to this one, in either direction', () => {
    expect(chosenIn(reached(toggled(list, 'd'), 'b'))).toEqual(['b', 'c', 'd']);
    expect(chosenIn(reached(list, 'b'))).toEqual(['b']);
  });

  test('counts nothing that has left the list, and what comes back again', () => {
    const two = toggled(toggled(list, 'b'), 'c');
    const left = shown(two, of('open'), ['c', 'new', 'd']);
    expect(chosenIn(left)).toEqual(['c']);
    expect(chosenIn(shown(left, of('open'), ['b', 'c', 'd']))).toEqual(['b', 'c']);
  });

  test('never holds again what its reader has lost', () => {
    const kept = without(toggled(toggled(list, 'b'), 'c'), (id) => id === 'b');
    expect(chosenIn(kept)).toEqual(['c']);
  });

  test('is nothing in another list', () => {
    expect(chosenIn(shown(toggled(list, 'a'), of('closed'), ['a', 'b']))).toEqual([]);
  });

  test('is all that is shown or nothing, and of everything that matches all but one is what is shown', () => {
    const whole = toggledShown(toggled(list, 'b'));
    expect(chosenIn(whole)).toEqual(['a', 'b', 'c', 'd']);
    expect(chosenIn(toggledShown(whole))).toEqual([]);
    const everything = { ...list, all: true };
    expect(chosenIn(toggled(everything, 'b'))).toEqual(['a', 'c', 'd']);
    expect(toggled(everything, 'b').all).toBe(false);
  });
});
