import { expect, test } from '@jest/globals';
import { type Line, lineAfter, type Signal, silence } from '../../client/connection/line.ts';

const after = (signals: [Signal, number][], from: Line = { at: 'connecting', heardAt: null }): Line =>
  signals.reduce((line, [signal, now]) => lineAfter(line, signal, now), from);

test('a line is live only once everything missed has been heard', () => {
  expect(after([['connected', 1]])).toEqual({ at: 'catchingUp', heardAt: null });
  expect(
    after([
      ['connected', 1],
      ['ready', 5],
    ]),
  ).toEqual({ at: 'live', heardAt: 5 });
});

test('offline counts from when something was last heard, not from when it was noticed', () => {
  expect(
    after([
      ['connected', 1],
      ['ready', 5],
      ['beat', 5000],
      ['lost', 9000],
    ]),
  ).toEqual({ at: 'offline', since: 5000 });
});

test('a screen that never heard anything does not claim a time', () => {
  expect(after([['failed', 1]])).toEqual({ at: 'offline', since: null });
});

test('silence beyond the limit is offline, a late beat before it is not', () => {
  const live: Line = { at: 'live', heardAt: 1000 };
  expect(lineAfter(live, 'tick', 1000 + silence)).toBe(live);
  expect(lineAfter(live, 'tick', 1001 + silence)).toEqual({ at: 'offline', since: 1000 });
});

test('while trying again the time since stays', () => {
  const line = after([
    ['connected', 1],
    ['ready', 5],
    ['lost', 90],
    ['failed', 200],
    ['failed', 400],
  ]);
  expect(line).toEqual({ at: 'offline', since: 5 });
  expect(lineAfter(line, 'connected', 500)).toEqual({ at: 'catchingUp', heardAt: 5 });
});

test('a beat before everything missed has come does not make the line live', () => {
  expect(
    after([
      ['connected', 1],
      ['beat', 2],
    ]),
  ).toEqual({ at: 'catchingUp', heardAt: null });
});

test('what an earlier visit has heard counts: offline since then', () => {
  expect(after([['failed', 900]], { at: 'connecting', heardAt: 70 })).toEqual({ at: 'offline', since: 70 });
});
