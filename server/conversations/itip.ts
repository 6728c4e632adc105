import type { Mailbox, Meeting, MeetingAnswer, MeetingTime } from '../../shared/entities.ts';

const lineBytes = 73;

/** RFC 5545: no line has more than 75 bytes; the next one goes on after a space. */
function folded(line: string): string {
  const lines: string[] = [];
  let current = '';
  for (const character of line) {
    if (Buffer.byteLength(current) + Buffer.byteLength(character) > lineBytes) {
      lines.push(current);
      current = '';
    }
    current += character;
  }
  return [...lines, current].join('\r\n ');
}

const escaped = (text: string): string =>
  text
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r?\n/g, '\\n')
    .replace(/\p{Cc}/gu, ' ');
const quoted = (text: string): string => text.replace(/[\p{Cc}"]/gu, ' ').trim();
const stamp = (at: Date): string => at.toISOString().replace(/[-:]|\.\d+/g, '');

function timeLines(name: string, time: MeetingTime | null): string[] {
  if (!time) return [];
  if (!time.local.includes('T')) return [`${name};VALUE=DATE:${time.local.replaceAll('-', '')}`];
  return time.at ? [`${name}:${stamp(new Date(time.at))}`] : [`${name}:${time.local.replace(/[-:]/g, '')}00`];
}

/** An answer to an invitation, in the words calendars understand. RFC 5546, 3.2.3. */
export function replyCalendar(reply: {
  meeting: Meeting;
  organizer: Mailbox;
  attendee: Mailbox;
  answer: MeetingAnswer;
  at: Date;
}): string {
  const { meeting, organizer, attendee, answer, at } = reply;
  const { uid, sequence, occurrence, start, end, title } = meeting;
  const isDay = occurrence !== null && !occurrence.includes('T');
  const name = quoted(attendee.name);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Baton//Help desk//EN',
    'METHOD:REPLY',
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${stamp(at)}`,
    ...(occurrence === null ? [] : [`RECURRENCE-ID${isDay ? ';VALUE=DATE' : ''}:${occurrence}`]),
    ...timeLines('DTSTART', start),
    ...timeLines('DTEND', end),
    `SUMMARY:${escaped(title)}`,
    `ORGANIZER:mailto:${organizer.address}`,
    `ATTENDEE${name ? `;CN="${name}"` : ''};PARTSTAT=${answer.toUpperCase()}:mailto:${attendee.address}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}
