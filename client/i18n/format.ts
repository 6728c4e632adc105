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

const formatters = new Map<string, Intl.DateTimeFormat>();

function format(at: Date, clock: Clock, options: Intl.DateTimeFormatOptions): string {
  const key = `${clock.locale} ${clock.timeZone} ${JSON.stringify(options)}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(localeFor(clock.locale), { timeZone: clock.timeZone, ...options });
    formatters.set(key, formatter);
  }
  return formatter.format(at);
}

/** The calendar day a moment falls on in the reader's time zone, as `2026-07-23`. */
export function dayKey(at: Date, clock: Clock): string {
  return format(at, { ...clock, locale: 'sv-SE' }, { year: 'numeric', month: '2-digit', day: '2-digit' });
}

const daysAgo = (at: Date, clock: Clock): number =>
  Math.round((Date.parse(dayKey(clock.now, clock)) - Date.parse(dayKey(at, clock))) / day);

export const timeOf = (at: Date, clock: Clock): string =>
  format(at, clock, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

const sameYear = (at: Date, clock: Clock) => dayKey(at, clock).slice(0, 4) === dayKey(clock.now, clock).slice(0, 4);

/** The narrow time of a list row: clock today, weekday within a week, then the date. */
export function rowTime(at: Date, clock: Clock): string {
  const ago = daysAgo(at, clock);
  if (ago <= 0) return timeOf(at, clock);
  if (ago < 7) return format(at, clock, { weekday: 'short' });
  if (sameYear(at, clock)) return format(at, clock, { day: 'numeric', month: 'short' });
  return format(at, clock, { year: 'numeric', month: 'short' });
}

/** The day a divider announces; today and yesterday are words of the catalogue. */
export function dayOf(at: Date, clock: Clock, words: { today: string; yesterday: string }): string {
  const ago = daysAgo(at, clock);
  if (ago === 0) return words.today;
  if (ago === 1) return words.yesterday;
  if (ago > 1 && ago < 7) return format(at, clock, { weekday: 'long' });
  return format(at, clock, { day: 'numeric', month: 'long', ...(sameYear(at, clock) ? {} : { year: 'numeric' }) });
}

/** Date and time in full, for properties and tooltips. */
export const momentOf = (at: Date, clock: Clock): string =>
  format(at, clock, {
    day: 'numeric',
    month: 'short',
    ...(sameYear(at, clock) ? {} : { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });

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
