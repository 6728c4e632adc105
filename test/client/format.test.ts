import { describe, expect, test } from '@jest/globals';
import { languageFor } from '../../client/i18n/firstWords.ts';
import { type Clock, dayKey, dayOf, initialsOf, momentOf, rowTime, sizeOf } from '../../client/i18n/format.ts';

const now = new Date('2026-07-23T10:42:00Z');
const english: Clock = { locale: 'en', now, timeZone: 'Europe/Amsterdam' };
const chinese: Clock = { locale: 'zh-Hant', now, timeZone: 'Asia/Taipei' };
const words = { today: 'Today', yesterday: 'Yesterday' };

describe('a row says its time', () => {
  test.each([
    ['2026-07-23T08:31:00Z', '10:31', '16:31'],
    ['2026-07-20T08:31:00Z', 'Mon', '週一'],
    ['2026-03-02T08:31:00Z', '2 Mar', '3月2日'],
    ['2024-03-02T08:31:00Z', 'Mar 2024', '2024年3月'],
  ])('%s', (at, inEnglish, inChinese) => {
    expect(rowTime(new Date(at), english)).toBe(inEnglish);
    expect(rowTime(new Date(at), chinese)).toBe(inChinese);
  });

  test('by the day of the reader, not of the server', () => {
    const lateEvening = new Date('2026-07-22T22:30:00Z');
    expect(rowTime(lateEvening, english)).toBe('00:30');
    expect(rowTime(lateEvening, { ...english, timeZone: 'UTC' })).toBe('Wed');
  });
});

test('the device’s own zone gives the same days as when it is named', () => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const hours = Array.from(
    { length: 72 },
    (_, hour) => new Date(Date.parse('2026-02-27T00:30:00Z') + hour * 3_600_000),
  );
  for (const at of hours) expect(dayKey(at, { locale: 'en', now })).toBe(dayKey(at, { locale: 'en', now, timeZone }));
});

test('a divider names today and yesterday, then the weekday, then the date', () => {
  const dayAgo = (days: number) => dayOf(new Date(now.getTime() - days * 86_400_000), english, words);
  expect([0, 1, 2, 30, 365].map(dayAgo)).toEqual(['Today', 'Yesterday', 'Tuesday', '23 June', '23 July 2025']);
});

test('a moment is written on a 24-hour clock', () => {
  expect(momentOf(new Date('2026-07-23T20:05:00Z'), english)).toBe('23 Jul, 22:05');
});

test('sizes are said in the unit a person would use', () => {
  expect([70, 1_234, 123_456, 1_234_567, 25_000_000].map((bytes) => sizeOf(bytes, 'en'))).toEqual([
    '1 kB',
    '1 kB',
    '123 kB',
    '1.2 MB',
    '25 MB',
  ]);
});

test('initials of Latin names are two letters, of Chinese names the first character', () => {
  expect(['Clara Jansen', 'Ada', '陳品妤', 'anna maria berg', ''].map(initialsOf)).toEqual([
    'CJ',
    'A',
    '陳',
    'AB',
    '?',
  ]);
});

test('any Chinese browser gets Chinese, an unknown one English', () => {
  expect([['zh-TW'], ['zh-Hans-CN', 'en'], ['fr', 'zh'], ['de', 'fr'], []].map(languageFor)).toEqual([
    'zhHant',
    'zhHant',
    'zhHant',
    'en',
    'en',
  ]);
});
