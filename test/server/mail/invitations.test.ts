import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readMeeting } from '../../../server/channels/email/inside/meeting.ts';
import type { MessageView } from '../../../shared/entities.ts';
import { openScreen } from '../../support/screen.ts';
import { type Desk, openDesk } from './desk.ts';
import { letter } from './letters.ts';

interface Event {
  method?: string;
  uid?: string;
  sequence?: number;
  lines?: string[];
}

const calendar = ({ method = 'REQUEST', uid = 'tea@customers.test', sequence = 0, lines = [] }: Event = {}) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `SEQUENCE:${sequence}`,
    'SUMMARY:Tea\\, and talk',
    'ORGANIZER;CN="Nora Lind":mailto:nora@customers.test',
    'ATTENDEE;CN=Shop;PARTSTAT=NEEDS-ACTION:mailto:support@baton.test',
    'ATTENDEE;PARTSTAT=ACCEPTED:mailto:ben@x.test',
    ...(lines.some((line) => line.startsWith('DTSTART')) ? [] : ['DTSTART:20260302T090000Z', 'DTEND:20260302T100000Z']),
    ...lines,
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');

const invitation = (event: Event, id: string, from = 'nora@customers.test') =>
  letter(
    `From: Nora Lind <${from}>`,
    'To: support@baton.test',
    'Subject: Invitation: Tea',
    `Message-ID: <${id}@customers.test>`,
    'Content-Type: multipart/alternative; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Please come.',
    '--b',
    `Content-Type: text/calendar; charset=utf-8; method=${event.method ?? 'REQUEST'}`,
    '',
    calendar(event),
    '--b--',
  );

describe('reading an event', () => {
  const read = (...lines: string[]) => readMeeting(Buffer.from(calendar({ lines })));

  test('what, with whom, and when, in UTC', () => {
    expect(read('LOCATION:Kitchen')).toMatchObject({
      method: 'request',
      title: 'Tea, and talk',
      place: 'Kitchen',
      organizer: { name: 'Nora Lind', address: 'nora@customers.test' },
      attendees: [
        { name: 'Shop', address: 'support@baton.test', answer: null },
        { address: 'ben@x.test', answer: 'accepted' },
      ],
      start: { at: '2026-03-02T09:00:00.000Z', local: '2026-03-02T09:00', zone: null },
      end: { at: '2026-03-02T10:00:00.000Z' },
      allDay: false,
      repeats: null,
      state: 'current',
    });
  });

  test.each([
    ['Europe/Amsterdam', '2026-07-02T08:00:00.000Z', 'Europe/Amsterdam'],
    ['W. Europe Standard Time', '2026-07-02T08:00:00.000Z', 'Europe/Berlin'],
    ['Taipei Standard Time', '2026-07-02T02:00:00.000Z', 'Asia/Taipei'],
    ['/citadel.org/20070227_1/Asia/Tokyo', '2026-07-02T01:00:00.000Z', 'Asia/Tokyo'],
    ['Nowhere', null, 'Nowhere'],
  ])('a time in the zone %s', (zone, at, known) => {
    expect(read(`DTSTART;TZID="${zone}":20260702T100000`, 'DURATION:PT90M')).toMatchObject({
      start: { at, local: '2026-07-02T10:00', zone: known },
      end: { local: '2026-07-02T11:30' },
    });
  });

  test('a zone that only the mail itself describes', () => {
    const zone =
      'BEGIN:VTIMEZONE\r\nTZID:Ours\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0330\r\nTZOFFSETTO:+0330\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n';
    const text = calendar({ lines: ['DTSTART;TZID=Ours:20260302T100000'] }).replace(
      'BEGIN:VEVENT',
      `${zone}BEGIN:VEVENT`,
    );
    expect(readMeeting(Buffer.from(text))?.start.at).toBe('2026-03-02T06:30:00.000Z');
  });

  test('whole days, and how it comes again', () => {
    expect(
      read(
        'DTSTART;VALUE=DATE:20260302',
        'DTEND;VALUE=DATE:20260304',
        'RRULE:FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO,-1FR;COUNT=5',
      ),
    ).toMatchObject({
      allDay: true,
      start: { local: '2026-03-02', at: null },
      repeats: { every: 'month', interval: 2, days: ['1MO', '-1FR'], count: 5, until: null },
    });
  });

  test.each([
    '',
    'BEGIN:VCALENDAR',
    'no calendar',
    calendar().replace('UID:', 'X:'),
    calendar({ lines: ['RRULE:FREQ=SOMETIMES'] }),
  ])('what is no event breaks nothing: %#', (text) => {
    expect(() => readMeeting(Buffer.from(text))).not.toThrow();
  });
});

describe('an invitation that comes by mail', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk?.stop());

  let invitations = 0;

  /** A ticket that began with an invitation of its own. */
  async function invited() {
    invitations += 1;
    const uid = `tea${invitations}@customers.test`;
    const id = `invitation${invitations}`;
    const before = (await desk.tickets()).length;
    await desk.post(invitation({ uid }, id));
    const [ticket] = await desk.hasTickets(before + 1);
    const ticketId = ticket?.id ?? '';
    const [message] = await desk.hasMessages(ticketId, 1);
    return { uid, ticketId, messageId: message?.id ?? '' };
  }
  const meetingOf = async (ticketId: string, messageId: string): Promise<MessageView['meeting']> =>
    (await desk.messages(ticketId)).find(({ id }) => id === messageId)?.meeting;
  const calendarOf = (text: string) => {
    const at = /Content-Type: text\/calendar[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)/.exec(text)?.[1] ?? '';
    return text.includes('METHOD:REPLY') ? text : Buffer.from(at, 'base64').toString();
  };

  test('is answered by one mail from the address that was invited, and every screen shows the answer', async () => {
    const { uid, ticketId, messageId } = await invited();
    const colleague = await openScreen(desk.cluster.node.url, desk.agent.token);
    await colleague.open(ticketId);
    const before = desk.sink.mails.length;
    const first = await desk.agent.call('meeting.answer', { messageId, answer: 'accepted' });
    expect(await desk.agent.call('meeting.answer', { messageId, answer: 'accepted' })).toEqual(first);
    await desk.delivered(ticketId, first.messageId, 'sent');
    expect(desk.sink.mails.length).toBe(before + 1);
    const mail = desk.sink.mails.at(-1);
    expect(mail?.to).toEqual(['nora@customers.test']);
    const reply = calendarOf(mail?.text ?? '').replace(/\r\n /g, '');
    expect(reply).toContain('METHOD:REPLY');
    expect(reply).toContain(`UID:${uid}`);
    expect(reply).toContain('PARTSTAT=ACCEPTED:mailto:support@baton.test');
    await colleague.until(
      'the answer',
      ({ timelines }) => timelines[ticketId]?.messages[messageId]?.meeting?.answer?.answer === 'accepted',
    );
    colleague.close();
  });

  test('another answer goes out as well', async () => {
    const { ticketId, messageId } = await invited();
    const yes = await desk.agent.call('meeting.answer', { messageId, answer: 'accepted' });
    const no = await desk.agent.call('meeting.answer', { messageId, answer: 'declined' });
    await desk.delivered(ticketId, no.messageId, 'sent');
    expect(no.messageId).not.toBe(yes.messageId);
    expect((await meetingOf(ticketId, messageId))?.answer?.answer).toBe('declined');
  });

  test('is changed by a later mail and called off by another, which lie with it', async () => {
    const { uid, ticketId, messageId } = await invited();
    await desk.post(invitation({ uid, sequence: 1 }, `${uid}-update`));
    const [update] = await desk.hasMessages(ticketId, 2);
    expect(update).toMatchObject({ landing: { by: 'meeting', messageId }, meeting: { state: 'current', sequence: 1 } });
    expect((await meetingOf(ticketId, messageId))?.state).toBe('updated');
    expect((await desk.agent.ask('meeting.answer', { messageId, answer: 'accepted' })).status).toBe(409);
    await desk.post(invitation({ uid, sequence: 2, method: 'CANCEL' }, `${uid}-cancel`));
    await desk.hasMessages(ticketId, 3);
    expect((await meetingOf(ticketId, update?.id ?? ''))?.state).toBe('cancelled');
    expect((await desk.agent.ask('meeting.answer', { messageId: update?.id ?? '', answer: 'accepted' })).status).toBe(
      409,
    );
  });

  test('that comes after its update is shown as changed', async () => {
    const { uid, ticketId } = await invited();
    await desk.post(invitation({ uid, sequence: 3 }, `${uid}-third`));
    await desk.hasMessages(ticketId, 2);
    await desk.post(invitation({ uid, sequence: 2 }, `${uid}-second`));
    const [late] = await desk.hasMessages(ticketId, 3);
    expect(late?.meeting).toMatchObject({ sequence: 2, state: 'updated' });
  });

  test('cannot be called off by somebody else who knows its name', async () => {
    const { uid, ticketId, messageId } = await invited();
    const before = (await desk.tickets()).length;
    await desk.post(invitation({ uid, sequence: 9, method: 'CANCEL' }, `${uid}-forged`, 'thief@elsewhere.test'), {
      from: 'thief@elsewhere.test',
    });
    await desk.hasTickets(before + 1);
    expect((await meetingOf(ticketId, messageId))?.state).toBe('current');
  });

  test('by ourselves is not answered by mail', async () => {
    const before = (await desk.tickets()).length;
    const own = invitation({ uid: 'own@baton.test' }, 'own')
      .toString()
      .replace('mailto:nora@customers.test', 'mailto:support@baton.test');
    await desk.post(Buffer.from(own));
    const [ticket] = await desk.hasTickets(before + 1);
    const [message] = await desk.hasMessages(ticket?.id ?? '', 1);
    expect((await desk.agent.ask('meeting.answer', { messageId: message?.id ?? '', answer: 'accepted' })).status).toBe(
      409,
    );
  });
});
