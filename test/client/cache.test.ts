import '../support/indexedDb.ts';
import { expect, test } from '@jest/globals';
import { readRows, wipe } from '../../client/cache/disk.ts';
import { createKeeper } from '../../client/cache/keeper.ts';
import { conversationsAtMost, remembered, saidAtMost, ticketsAtMost, ticketsOfAList } from '../../client/cache/rows.ts';
import { fromTheStart, type Page, type Thread } from '../../client/connection/reach.ts';
import { emptyScreen, forgotten, type ScreenState } from '../../client/connection/screenState.ts';
import { createStore } from '../../client/connection/store.ts';
import { listOf } from '../../client/tickets/list.ts';
import { applyEvent, mergeTimeline, openTimeline, type State } from '../../shared/state.ts';
import { buildContact, buildMessage, buildState, buildTicket, minute } from './build.ts';

const page: Page = { state: 'here', boundary: null, next: null, generation: 0 };
const all = { next: null, from: '' };
const thread: Thread = { state: 'here', messages: all, comments: all, generation: 0 };
const line = { at: 'live', heardAt: 4711 } as const;

/** A screen whose keeper writes; `left` is what the next visit finds. */
function keep(known: State, told: Partial<ScreenState> = {}) {
  const screen = createStore<ScreenState>({ ...emptyScreen, known, confirmed: true, line, ...told });
  const owner = `${known.meId} ${known.workspace.id}`;
  const keeper = createKeeper(screen, owner, 'build', (_key, state, { boundary }) =>
    listOf(state, 'open', 'activity', { boundary }).map(({ id }) => id),
  );
  const rows = async () => (await readRows(owner)).rows;
  const left = async () => {
    await keeper.settled();
    const { head, rows: found } = await readRows(owner);
    return remembered(found, head?.heardAt ?? null);
  };
  return { screen, keeper, owner, rows, left };
}

const withConversation = (state: State, ticketId: string, messages: number): State =>
  mergeTimeline(openTimeline(state, ticketId), ticketId, {
    messages: Array.from({ length: messages }, (_, at) => buildMessage({ ticketId, at: minute(at) })),
  });

test('the next visit begins with what this one knew: lists, conversations, and when the server was heard', async () => {
  const contact = buildContact();
  const ticket = buildTicket({ contactIds: [contact.id] });
  const state = { ...withConversation(buildState([ticket]), ticket.id, 3), contacts: { [contact.id]: contact } };
  const { left } = keep(state, { pages: { 'open activity {}': page }, threads: { [ticket.id]: thread } });
  expect(await left()).toEqual({
    known: state,
    pages: { 'open activity {}': page },
    threads: { [ticket.id]: thread },
    heardAt: 4711,
  });
});

test('what comes later is kept too', async () => {
  const ticket = buildTicket();
  const { screen, left } = keep(buildState([ticket]));
  await left();
  const known = applyEvent(buildState([ticket]), {
    seq: 1,
    at: minute(1),
    actorId: null,
    type: 'ticket.changed',
    ticket: { ...ticket, name: 'Another name', version: 2 },
    entries: [],
  });
  screen.set((now) => ({ ...now, known }));
  const kept = await left();
  expect([kept?.known.seq, kept?.known.tickets[ticket.id]?.name]).toEqual([1, 'Another name']);
});

test('a ticket that is lost is gone from the device, with its conversation and mark', async () => {
  const ticket = buildTicket({ name: 'The forbidden one' });
  const mark = { ticketId: ticket.id, following: true, readSeq: 0, version: 1 };
  const state = { ...withConversation(buildState([ticket]), ticket.id, 2), marks: { [ticket.id]: mark } };
  const { screen, keeper, rows, left } = keep(state, { threads: { [ticket.id]: thread } });
  await left();
  expect(JSON.stringify([...(await rows())])).toContain('The forbidden one');
  const gone = { seq: 1, at: minute(1), actorId: null, type: 'ticket.left', ticketId: ticket.id } as const;
  screen.set((now) => ({ ...now, known: applyEvent(state, gone) }));
  await keeper.settled();
  expect([...(await rows()).keys()].filter((key) => key.includes(ticket.id))).toEqual([]);
});

test('after rights have changed nothing is kept until the server has said it again', async () => {
  const { screen, left, rows } = keep(buildState([buildTicket()]));
  await left();
  screen.set(forgotten);
  expect(await left()).toBeNull();
  expect((await rows()).size).toBe(0);
});

test('what is remembered and not confirmed is not written again, and goes when the server says so', async () => {
  const { left, owner } = keep(buildState([buildTicket()]));
  await left();
  const kept = await left();
  const screen = createStore<ScreenState>({ ...emptyScreen, known: kept?.known ?? null });
  const keeper = createKeeper(screen, owner, 'build', () => []);
  await keeper.settled();
  expect((await readRows(owner)).rows.size).toBeGreaterThan(0);
  screen.set(forgotten);
  await keeper.settled();
  expect((await readRows(owner)).rows.size).toBe(0);
});

test('of a long conversation the newest is kept, and the rest is read again when it is wanted', async () => {
  const ticket = buildTicket();
  const state = withConversation(buildState([ticket]), ticket.id, saidAtMost + 20);
  const kept = await keep(state, { threads: { [ticket.id]: thread } }).left();
  expect(Object.keys(kept?.known.timelines[ticket.id]?.messages ?? {})).toHaveLength(saidAtMost);
  expect(kept?.threads[ticket.id]?.messages).toEqual({ next: fromTheStart, from: minute(20) });
});

test('no more conversations are kept than there is room for: those read last', async () => {
  const tickets = Array.from({ length: conversationsAtMost + 5 }, () => buildTicket());
  const state = tickets.reduce((now, { id }) => withConversation(now, id, 1), buildState(tickets));
  const threads = Object.fromEntries(tickets.map(({ id }) => [id, thread]));
  const kept = await keep(state, { threads }).left();
  expect(Object.keys(kept?.known.timelines ?? {}).sort()).toEqual(tickets.slice(5).map(({ id }) => id));
});

test('of very many tickets the first of each list are kept, and the list says where it ends', async () => {
  const tickets = Array.from({ length: ticketsAtMost + 1 }, (_, at) => buildTicket({ activityAt: minute(at) }));
  const kept = await keep(buildState(tickets), { pages: { 'open activity {}': page } }).left();
  expect(Object.keys(kept?.known.tickets ?? {})).toHaveLength(ticketsOfAList);
  expect(kept?.pages['open activity {}']).toMatchObject({
    next: fromTheStart,
    boundary: { activityAt: minute(ticketsAtMost - ticketsOfAList + 1) },
  });
});

test('a person does not find what another has left', async () => {
  const ada = keep(buildState([buildTicket()]));
  await ada.left();
  const ben = buildState();
  expect((await readRows(`${ben.meId} ${ben.workspace.id}`)).rows.size).toBe(0);
});

test('at the end of a sign-in nothing of anybody is left', async () => {
  const { left, keeper, owner } = keep(buildState([buildTicket()]));
  await left();
  keeper.stop();
  await wipe();
  await keeper.settled();
  expect(await readRows(owner)).toEqual({ head: null, rows: new Map() });
});
