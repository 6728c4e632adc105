import type { TFunction } from 'i18next';
import type { Repetition } from '../../../shared/entities.ts';
import type { Clock } from '../../i18n/format.ts';
import { dayOfYear } from './when.ts';

const week = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const counted = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', 5: 'fifth', [-1]: 'last' } as const;

/** 2 March 2026 was a Monday. */
const dayName = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2026, 2, 2 + week.indexOf(day)),
  );

function dayWords(t: TFunction<'inside'>, days: readonly string[], locale: string): string {
  const named = days.map((one) => {
    const day = dayName(one.slice(-2), locale);
    const which = counted[Number(one.slice(0, -2)) as keyof typeof counted];
    return which ? t(`nth.${which}`, { day }) : day;
  });
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(named);
}

/** "every 2 weeks on Monday and Friday, until 1 June 2026" */
export function repetitionWords(t: TFunction<'inside'>, rule: Repetition, clock: Clock): string {
  const { every, interval, days, count, until } = rule;
  const rhythm = interval === 1 ? t(`each.${every}`) : t(`every.${every}`, { n: interval });
  const text = days.length > 0 ? t('on', { every: rhythm, days: dayWords(t, days, clock.locale) }) : rhythm;
  if (count !== null) return t('times', { text, n: count });
  return until === null ? text : t('until', { text, day: dayOfYear(until, clock) });
}
