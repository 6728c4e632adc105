/** How moments, sizes and names are written. Pure: the locale, the time zone and "now" come in. */

const day = 86_400_000;

export interface Clock {
  /** BCP 47 */
  locale: string;
  now: Date;
  timeZone?: string;
}

/** English dates are written day first, on a 24-hour clock, as the rest of the desk is. */
const localeFor = (locale: string) => (locale === 'en' ? 'en-GB' : locale === 'zh-Hant' ? 'zh-Hant-TW' : locale);

type Shape = Intl.DateTimeFormatOptions;

const clockTime = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const satisfies Shape;
const shapes = {
  key: { year: 'numeric', month: '2-digit', day: '2-digit' },
  time: clockTime,
  weekday: { weekday: 'short' },
  wholeWeekday: { weekday: 'long' },
  day: { day: 'numeric', month: 'short' },
  wholeDay: { day: 'numeric', month: 'long' },
  wholeDate: { day: 'numeric', month: 'long', year: 'numeric' },
  month: { year: 'numeric', month: 'short' },
  moment: { day: 'numeric', month: 'short', ...clockTime },
  wholeMoment: { day: 'numeric', month: 'short', year: 'numeric', ...clockTime },
} as const satisfies Record<string, Shape>;

/** Making one takes longer than drawing a row. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function format(at: Date, { locale, timeZone }: Clock, shape: keyof typeof shapes): string {
  const key = `${shape} ${locale} ${timeZone}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(localeFor(locale), { timeZone, ...shapes[shape] });
    formatters.set(key, formatter);
  }
  return formatter.format(at);
}

const twoDigits = (n: number) => `${n}`.padStart(2, '0');

/** The calendar day a moment falls on in the reader's time zone, as `2026-07-23`. */
export function dayKey(at: Date, clock: Clock): string {
  // Asked for every row; the device's own zone needs no formatter.
  return clock.timeZone
    ? format(at, { ...clock, locale: 'sv-SE' }, 'key')
    : `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}`;
}

const daysAgo = (at: Date, clock: Clock): number =>
  Math.round((Date.parse(dayKey(clock.now, clock)) - Date.parse(dayKey(at, clock))) / day);

export const timeOf = (at: Date, clock: Clock): string => format(at, clock, 'time');

const sameYear = (at: Date, clock: Clock) => dayKey(at, clock).slice(0, 4) === dayKey(clock.now, clock).slice(0, 4);

/** The narrow time of a list row: clock today, weekday within a week, then the date. */
export function rowTime(at: Date, clock: Clock): string {
  const ago = daysAgo(at, clock);
  if (ago <= 0) return timeOf(at, clock);
  if (ago < 7) return format(at, clock, 'weekday');
  if (sameYear(at, clock)) return format(at, clock, 'day');
  return format(at, clock, 'month');
}

/** The day a divider announces; today and yesterday are words of the catalogue. */
export function dayOf(at: Date, clock: Clock, words: { today: string; yesterday: string }): string {
  const ago = daysAgo(at, clock);
  if (ago === 0) return words.today;
  if (ago === 1) return words.yesterday;
  if (ago > 1 && ago < 7) return format(at, clock, 'wholeWeekday');
  return format(at, clock, sameYear(at, clock) ? 'wholeDay' : 'wholeDate');
}

/** Date and time in full, for properties and tooltips. */
export const momentOf = (at: Date, clock: Clock): string =>
  format(at, clock, sameYear(at, clock) ? 'moment' : 'wholeMoment');

/** A file size in the unit a person would say; nothing is smaller than 1 kB. */
export function sizeOf(bytes: number, locale: string): string {
  const units = ['kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3) - 1);
  const unit = units[step] ?? 'kilobyte';
  const value = Math.max(1, bytes / 1000 ** (step + 1));
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: step > 0 && value < 10 ? 1 : 0,
  }).format(value);
}

/** One or two letters that stand for a contact; a Chinese, Japanese or Korean name gives its first character. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = [...(words[0] ?? '?')];
  if (/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u.test(first[0] ?? '')) {
    return first[0] ?? '?';
  }
  const last = words.length > 1 ? [...(words.at(-1) ?? '')] : [];
  return `${first[0] ?? '?'}${last[0] ?? ''}`.toUpperCase();
}
