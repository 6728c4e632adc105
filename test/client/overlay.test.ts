import { expect, test } from '@jest/globals';
import { type Change, patched, shownOf, unsettled } from '../../client/connection/overlay.ts';
import { buildState, buildTicket } from './build.ts';

const buildChange = (ticketId: string, overrides: Partial<Change> = {}): Change => ({
  id: 'change',
  ticketId,
  property: 'status',
  patch: { statusId: 'closed', phase: 'closed' },
  settled: null,
  ...overrides,
});

test('a change shows at once, over what is known, without touching it', () => {
  const ticket = buildTicket();
  const known = buildState([ticket]);
  const shown = shownOf(known, [buildChange(ticket.id)]);
  expect(shown.tickets[ticket.id]?.statusId).toBe('closed');
  expect(known.tickets[ticket.id]?.statusId).toBe('new');
});

test('of two changes to one thing the later shows', () => {
  const ticket = buildTicket();
  const first = buildChange(ticket.id, { patch: { statusId: 'closed' } });
  const second = buildChange(ticket.id, { patch: { statusId: 'waiting' } });
  expect(shownOf(buildState([ticket]), [first, second]).tickets[ticket.id]?.statusId).toBe('waiting');
});

test('a new owner changes the audience, and guests stay', () => {
  const ticket = buildTicket({ audience: ['all', 'guest:g1', 'unassigned'] });
  expect(patched(ticket, { ownerId: 'u1' }).audience).toEqual(['all', 'guest:g1', 'user:u1']);
});

test('nothing pending means nothing copied', () => {
  const known = buildState([buildTicket()]);
  expect(shownOf(known, [])).toBe(known);
});

test('a change is kept until the answer and its event are both here', () => {
  const ticket = buildTicket({ version: 3 });
  const known = buildState([ticket]);
  const asked = [buildChange(ticket.id)];
  expect(unsettled(known, asked)).toBe(asked);
  const answered = [buildChange(ticket.id, { settled: 4 })];
  expect(unsettled(known, answered)).toBe(answered);
  expect(unsettled(buildState([{ ...ticket, version: 4 }]), answered)).toEqual([]);
});

test('a change of a ticket that is gone is dropped once it has been answered, and kept while it waits', () => {
  expect(unsettled(buildState(), [buildChange('gone', { settled: 4 })])).toEqual([]);
  const waiting = [buildChange('gone')];
  expect(unsettled(buildState(), waiting)).toBe(waiting);
});

test("the reader's own mark shows at once, and until its event is here", () => {
  const ticket = buildTicket();
  const follow = { property: 'mark' as const, patch: {}, mark: { following: true } };
  const known = buildState([ticket]);
  expect(shownOf(known, [buildChange(ticket.id, follow)]).marks[ticket.id]?.following).toBe(true);
  const answered = [buildChange(ticket.id, { ...follow, settled: 1 })];
  expect(unsettled(known, answered)).toBe(answered);
  const mark = { ticketId: ticket.id, following: true, readSeq: 0, version: 1 };
  expect(unsettled({ ...known, marks: { [ticket.id]: mark } }, answered)).toEqual([]);
});
