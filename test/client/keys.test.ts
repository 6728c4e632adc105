import { expect, test } from '@jest/globals';
import { actionFor, isGo, type Pressed } from '../../client/keyboard/actions.ts';

const press = (overrides: Partial<Pressed>): Pressed => ({
  key: 'j',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  isComposing: false,
  keyCode: 0,
  busy: false,
  ...overrides,
});

test('letters act on the page', () => {
  expect(['j', 'k', 'r', 'a', 's', 'e', '/', '?'].map((key) => actionFor(press({ key })))).toEqual([
    'next',
    'previous',
    'reply',
    'assign',
    'status',
    'close',
    'search',
    'help',
  ]);
});

// V8
test('whoever has switched letters off keeps the command palette', () => {
  expect(actionFor(press({ key: 'e', lettersOff: true }))).toBeNull();
  expect(actionFor(press({ key: 'k', ctrlKey: true, lettersOff: true }))).toBe('palette');
});

test('no letter acts where text is typed, in a menu or in a dialog', () => {
  expect(actionFor(press({ key: 'e', busy: true }))).toBeNull();
});

test('no key acts while an input method composes', () => {
  expect(actionFor(press({ key: 'j', isComposing: true }))).toBeNull();
  expect(actionFor(press({ key: 'j', keyCode: 229 }))).toBeNull();
  expect(actionFor(press({ key: 'k', ctrlKey: true, keyCode: 229 }))).toBeNull();
});

test('the palette opens from everywhere, with Ctrl or Command', () => {
  expect(actionFor(press({ key: 'k', ctrlKey: true, busy: true }))).toBe('palette');
  expect(actionFor(press({ key: 'K', metaKey: true }))).toBe('palette');
});

test("the browser's own combinations stay its own", () => {
  for (const key of ['r', 'a', 's', 'e', 'j', 'n']) expect(actionFor(press({ key, ctrlKey: true }))).toBeNull();
});

test('a held key walks on, but closes only one ticket', () => {
  expect(actionFor(press({ key: 'j', repeat: true }))).toBe('next');
  expect(actionFor(press({ key: 'e', repeat: true }))).toBeNull();
});

test('a letter after g leads to a view, and does nothing else', () => {
  expect(isGo(press({ key: 'g' }))).toBe(true);
  expect(['m', 'u', 'o', 'd', 'n'].map((key) => actionFor(press({ key, afterGo: true })))).toEqual([
    'goMine',
    'goUnassigned',
    'goOpen',
    'goDrafts',
    'notices',
  ]);
  expect(actionFor(press({ key: 'e', afterGo: true }))).toBeNull();
});

test('g waits for no letter where text is typed, in a composition, or where letters are off', () => {
  expect(isGo(press({ key: 'g', busy: true }))).toBe(false);
  expect(isGo(press({ key: 'g', isComposing: true }))).toBe(false);
  expect(isGo(press({ key: 'g', lettersOff: true }))).toBe(false);
});

// V8
test('own keys take the place of the usual ones, which then do nothing', () => {
  const own = { close: 'y', goMine: 'h', next: 'g j', merge: '' };
  expect(['y', 'h', 'e', 'j', 'm', 'k'].map((key) => actionFor(press({ key, own })))).toEqual([
    'close',
    'goMine',
    null,
    null,
    null,
    'previous',
  ]);
  expect(['j', 'm'].map((key) => actionFor(press({ key, own, afterGo: true })))).toEqual(['next', null]);
});
