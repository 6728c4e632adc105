import { expect, test } from '@jest/globals';
import { newId } from '../../../server/platform/clock.ts';

test('ids of one millisecond sort in the order they were made', () => {
  const clock = { now: () => new Date('2026-11-22T10:00:00.000Z') };
  const made = Array.from({ length: 1000 }, () => newId(clock));
  expect([...made].sort()).toEqual(made);
  expect(new Set(made).size).toBe(1000);
});
