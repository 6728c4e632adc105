import ICAL from 'ical.js';
import type { Mailbox, Meeting, MeetingAnswer, MeetingTime, Repetition } from '../../../../shared/entities.ts';
import { decodeText } from '../charset.ts';
import { oneLine } from '../headers.ts';
import { ianaZone } from './zones.ts';

const titleLength = 300;
const placeLength = 500;
const nameLength = 200;
const uidLength = 500;
const attendeesKept = 50;

const methods: Record<string, Meeting['method']> = {
  REQUEST: 'request',
  ADD: 'request',
  CANCEL: 'cancel',
  REPLY: 'reply',
  COUNTER: 'counter',
};
const answers: Record<string, MeetingAnswer> = { ACCEPTED: 'accepted', TENTATIVE: 'tentative', DECLINED: 'declined' };
const frequencies: Record<string, Repetition['every']> = {
  DAILY: 'day',
  WEEKLY: 'week',
  MONTHLY: 'month',
  YEARLY: 'year',
};

const textOf = (event: ICAL.Component, name: string): string => {
  const value = event.getFirstPropertyValue(name);
  return typeof value === 'string' ? value : '';
};

function mailboxOf(property: ICAL.Property | null): Mailbox | null {
  const value = property?.getFirstValue();
  const address = typeof value === 'string' ? value.replace(/^mailto:/i, '').trim() : '';
  if (!property || !/^[^\s@<>"(),;]+@[^\s@<>"(),;]+$/.test(address) || address.length > 320) return null;
  const name = property.getFirstParameter('cn') ?? '';
  return { name: oneLine(name.replace(/^"|"$/g, ''), nameLength), address };
}

/** How far a zone is from UTC at a moment, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(moment);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - moment;
}

/** The moment a clock on the wall shows this; asked twice, as the zone may change its time in between. */
function momentIn(wall: number, timeZone: string): number {
  const first = wall - offsetAt(wall, timeZone);
  return wall - offsetAt(first, timeZone);
}

const pad = (value: number, length = 2) => String(value).padStart(length, '0');

function timeOf(property: ICAL.Property | null): MeetingTime | null {
  const time = property?.getFirstValue();
  if (!property || !(time instanceof ICAL.Time)) return null;
  const { year, month, day, hour, minute, second } = time;
  if (year < 1900 || year > 3000) return null;
  const date = `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
  if (time.isDate) return { at: null, local: date, zone: null };
  const local = `${date}T${pad(hour)}:${pad(minute)}`;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const iso = (moment: number) => new Date(moment).toISOString();
  if (time.zone === ICAL.Timezone.utcTimezone) return { at: iso(wall), local, zone: null };
  const zone = property.getFirstParameter('tzid') || null;
  if (zone === null) return { at: null, local, zone };
  const known = ianaZone(zone);
  if (known) return { at: iso(momentIn(wall, known)), local, zone: known };
  const described = time.zone !== ICAL.Timezone.localTimezone;
  return { at: described ? iso(time.toUnixTime() * 1000) : null, local, zone: oneLine(zone, nameLength) };
}

/** When it ends: said so, or so long after it begins. */
function endOf(event: ICAL.Component, start: MeetingTime): MeetingTime | null {
  const end = timeOf(event.getFirstProperty('dtend'));
  if (end) return end;
  const duration = event.getFirstPropertyValue('duration');
  if (!(duration instanceof ICAL.Duration)) return null;
  const ms = duration.toSeconds() * 1000;
  const later = (moment: string) => new Date(Date.parse(moment) + ms).toISOString();
  const local = start.local.includes('T') ? later(`${start.local}:00Z`).slice(0, 16) : later(start.local).slice(0, 10);
  return { at: start.at && later(start.at), local, zone: start.zone };
}

function repetitionOf(event: ICAL.Component): Repetition | null {
  const rule = event.getFirstPropertyValue('rrule');
  if (!(rule instanceof ICAL.Recur)) return null;
  const every = frequencies[rule.freq];
  if (!every) return null;
  const days = rule.getComponent('BYDAY').map(String);
  return {
    every,
    interval: Math.max(1, Math.min(rule.interval || 1, 999)),
    days: days.filter((day) => /^[+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU)$/.test(day)).slice(0, 7),
    count: rule.count ?? null,
    until: rule.until ? rule.until.toString().slice(0, 10) : null,
  };
}

function occurrenceOf(event: ICAL.Component): string | null {
  const time = timeOf(event.getFirstProperty('recurrence-id'));
  if (!time) return null;
  const digits = (text: string) => text.replace(/[-:]/g, '');
  if (!time.local.includes('T')) return digits(time.local);
  return time.at ? `${digits(time.at.slice(0, 19))}Z` : `${digits(time.local)}00`;
}

function eventOf(calendar: ICAL.Component): ICAL.Component | null {
  const events = calendar.getAllSubcomponents('vevent');
  return events.find((event) => !event.hasProperty('recurrence-id')) ?? events[0] ?? null;
}

function meetingOf(text: string): Meeting | null {
  const parsed: unknown = ICAL.parse(text);
  const data = Array.isArray(parsed) && Array.isArray(parsed[0]) ? parsed[0] : parsed;
  const calendar = new ICAL.Component(data as ConstructorParameters<typeof ICAL.Component>[0]);
  const event = calendar.name === 'vcalendar' ? eventOf(calendar) : null;
  const start = event && timeOf(event.getFirstProperty('dtstart'));
  const uid = event ? textOf(event, 'uid') : '';
  if (!event || !start || uid === '' || uid.length > uidLength) return null;
  const sequence = event.getFirstPropertyValue('sequence');
  const attendees = event
    .getAllProperties('attendee')
    .slice(0, attendeesKept)
    .flatMap((property) => {
      const mailbox = mailboxOf(property);
      const answer = answers[(property.getFirstParameter('partstat') ?? '').toUpperCase()] ?? null;
      return mailbox ? [{ ...mailbox, answer }] : [];
    });
  const method = methods[textOf(calendar, 'method').toUpperCase()] ?? 'publish';
  const off = method === 'cancel' || textOf(event, 'status').toUpperCase() === 'CANCELLED';
  return {
    uid,
    sequence: typeof sequence === 'number' && Number.isInteger(sequence) ? Math.max(0, Math.min(sequence, 2 ** 31)) : 0,
    method,
    title: oneLine(textOf(event, 'summary'), titleLength),
    place: oneLine(textOf(event, 'location'), placeLength),
    start,
    end: endOf(event, start),
    allDay: !start.local.includes('T'),
    organizer: mailboxOf(event.getFirstProperty('organizer')),
    attendees,
    repeats: repetitionOf(event),
    occurrence: occurrenceOf(event),
    state: off ? 'cancelled' : 'current',
    answer: null,
  };
}

/** The event a calendar file is about; null where there is none that can be read. */
export function readMeeting(bytes: Buffer): Meeting | null {
  try {
    return meetingOf(decodeText(bytes, 'utf-8'));
  } catch {
    // ical.js throws whatever it meets; the file stays a file.
    return null;
  }
}
