import { expect, test } from '@jest/globals';
import { viewOf } from '../../server/notifications/preferences/model.ts';
import type { CounterRow, MessageView, TicketView } from '../../shared/entities.ts';
import type { Event } from '../../shared/events.ts';
import { applyEvent, heardUpTo, merge, mergeTimeline, openTimeline, type State, stateOf } from '../../shared/state.ts';
import { buildContact } from '../client/build.ts';

const at = '2026-03-02T09:00:00.000Z';
const stamp = (seq: number) => ({ seq, at, actorId: null });

const blank = stateOf({
  epoch: 'e',
  seq: 10,
  meId: 'me',
  workspace: { id: 'w', name: 'Test', slug: 'test', version: 1 },
  members: [],
  teams: [],
  pipelines: [],
  channels: [],
  properties: [],
  form: { fields: [], version: 0 },
  counters: [],
  drafts: [],
  invitations: [],
  notifications: [],
  views: [],
  bulks: [],
  preferences: viewOf(null),
});

const ticket = (version: number, name = `version ${version}`) => ({ id: 't', name, version }) as TicketView;
const message = (version: number) => ({ id: 'm', ticketId: 't', version }) as MessageView;
const changed = (seq: number, version: number): Event => ({
  ...stamp(seq),
  type: 'ticket.changed',
  ticket: ticket(version),
  entries: [],
});
const left = (seq: number): Event => ({ ...stamp(seq), type: 'ticket.left', ticketId: 't' });
const row = (n: number): CounterRow => ({
  key: 'r',
  audience: ['all'],
  phase: 'open',
  pipelineId: 'p',
  followerId: null,
  n,
});
const after = (events: readonly Event[], from: State = blank) => events.reduce(applyEvent, from);

// S1
test('an event that comes twice changes nothing the second time', () => {
  const once = after([changed(11, 1)]);
  expect(applyEvent(once, changed(11, 1))).toBe(once);
});

// S1
test('an older event that comes late changes nothing', () => {
  const now = after([changed(12, 3)]);
  expect(applyEvent(now, changed(11, 2))).toBe(now);
});

// S1
test('an older version in a newer event does not replace a newer one', () => {
  const read = merge(blank, 10, { tickets: [ticket(5)] });
  expect(after([changed(11, 4)], read).tickets.t).toEqual(ticket(5));
});

// S3
test('what was read before a ticket was lost does not bring it back', () => {
  const lost = after([changed(11, 1), left(12)]);
  expect(merge(lost, 11, { tickets: [ticket(1)] }).tickets).toEqual({});
});

// S3
test('what was read after a ticket was lost and given back is shown', () => {
  const lost = after([changed(11, 1), left(12)]);
  expect(merge(lost, 13, { tickets: [ticket(2)] }).tickets.t).toEqual(ticket(2));
  expect(after([changed(13, 2)], lost).tickets.t).toEqual(ticket(2));
});

// S3
test('a contact that was lost is not brought back either', () => {
  const contact = buildContact({ id: 'c' });
  const lost = after([{ ...stamp(11), type: 'contact.left', contactId: 'c' }]);
  expect(merge(lost, 10, { contacts: [contact] }).contacts).toEqual({});
});

// S3
test('a company comes, changes, is lost, and is not brought back by what was read before', () => {
  const company = { id: 'c', name: 'Café', domain: null, phone: null, notes: '', createdAt: at, version: 1 };
  const known = after([{ ...stamp(11), type: 'company.changed', company }]);
  expect(known.companies.c).toEqual(company);
  const newer = { ...company, name: 'Café Noord', version: 2 };
  expect(after([{ ...stamp(12), type: 'company.changed', company: newer }], known).companies.c).toEqual(newer);
  const lost = after([{ ...stamp(12), type: 'company.left', companyId: 'c' }], known);
  expect(merge(lost, 11, { companies: [company] }).companies).toEqual({});
});

test('messages are kept of tickets that are open, and forgotten when the ticket is lost', () => {
  const added: Event = { ...stamp(11), type: 'message.added', message: message(1) };
  expect(after([added]).timelines).toEqual({});
  const open = after([added], openTimeline(blank, 't'));
  expect(open.timelines.t?.messages.m).toEqual(message(1));
  expect(after([left(12)], open).timelines).toEqual({});
});

test('a message that was read late does not replace a newer one', () => {
  const newer: Event = { ...stamp(11), type: 'message.changed', message: message(2) };
  const open = after([newer], openTimeline(blank, 't'));
  expect(mergeTimeline(open, 't', { messages: [message(1)] }).timelines.t?.messages.m).toEqual(message(2));
});

test('a row of counters that has come to nothing is gone', () => {
  const counted = after([{ ...stamp(11), type: 'counters.changed', rows: [row(2)] }]);
  expect(counted.counters.r?.n).toBe(2);
  expect(after([{ ...stamp(12), type: 'counters.changed', rows: [row(0)] }], counted).counters).toEqual({});
});

// S4
test('a beat moves the place, and never back', () => {
  expect(heardUpTo(blank, 15).seq).toBe(15);
  expect(heardUpTo(blank, 5)).toBe(blank);
});
