import type { Meeting } from '../../../shared/entities.ts';
import type { Clock } from '../../i18n/format.ts';

const tag = (locale: string) => (locale === 'en' ? 'en-GB' : locale === 'zh-Hant' ? 'zh-Hant-TW' : locale);

const formatter = (clock: Clock, timeZone: string | undefined, withTime: boolean) =>
  new Intl.DateTimeFormat(tag(clock.locale), {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    ...(withTime ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } : {}),
  });

/** A calendar's day, the same wherever it is read. */
export const dayOfYear = (day: string, clock: Clock): string =>
  new Intl.DateTimeFormat(tag(clock.locale), {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(Date.parse(`${day}T00:00:00Z`));

const dayMs = 86_400_000;
const wall = (local: string) => Date.parse(local.includes('T') ? `${local}:00Z` : `${local}T00:00:00Z`);

/** When it is, on the reader's clock where the moment is known, else as the organiser wrote it. */
export function whenOf({ start, end, allDay }: Meeting, clock: Clock): string {
  if (allDay) {
    // The day on which it ends is the first that it is over on.
    const last = end ? Math.max(wall(start.local), wall(end.local) - dayMs) : wall(start.local);
    return formatter(clock, 'UTC', false).formatRange(wall(start.local), last);
  }
  if (start.at === null) return written({ start, end }, clock);
  const from = Date.parse(start.at);
  const to = end?.at ? Math.max(from, Date.parse(end.at)) : from;
  return formatter(clock, clock.timeZone, true).formatRange(from, to);
}

/** The clock on the organiser's wall. */
function written({ start, end }: Pick<Meeting, 'start' | 'end'>, clock: Clock): string {
  const from = wall(start.local);
  return formatter(clock, 'UTC', true).formatRange(from, end ? Math.max(from, wall(end.local)) : from);
}

/** When it is where the organiser is; null where the reader's clock shows the same. */
export function theirTimeOf(meeting: Meeting, clock: Clock): { when: string; zone: string } | null {
  const { start } = meeting;
  if (meeting.allDay || start.at === null || start.zone === null) return null;
  const when = written(meeting, clock);
  return when === whenOf(meeting, clock) ? null : { when, zone: start.zone.replaceAll('_', ' ') };
}
