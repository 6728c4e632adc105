import type { CommentView, MessageView } from '../../shared/entities.ts';
import type { State, Timeline } from '../../shared/state.ts';
import { fromTheStart, type Page, type Thread, type ThreadReach } from '../connection/reach.ts';
import type { Remembered, ScreenState } from '../connection/screenState.ts';

/**
 * A screen as rows that a device keeps: one for each ticket, conversation and so on, so that an event writes little.
 * A row that is the same object has not changed.
 */
export type Rows = ReadonlyMap<string, unknown>;

/** What is known of these goes row by row. */
const tables = ['tickets', 'contacts', 'companies', 'marks'] as const;
/** What was lost is asked of answers under way; none is when a screen begins. */
const leftOut: readonly string[] = [...tables, 'timelines', 'lost'];

/** More tickets than this are not kept: the first of each list are, by which a screen begins. */
export const ticketsAtMost = 2_000;
export const ticketsOfAList = 120;
const listsAtMost = 6;
/** The conversations read last, and the newest of each. */
export const conversationsAtMost = 30;
export const saidAtMost = 100;
/** Characters of messages and comments in one conversation. */
const lengthAtMost = 300_000;

type Told = Pick<ScreenState, 'known' | 'pages' | 'threads' | 'generation'>;
/** First to last; as `createListing` answers it. Null: not known, and not kept. */
export type ListIn = (key: string, state: State, page: Page) => readonly string[] | null;

interface Dated {
  at: string;
}

/** The newest, as far as the room goes; the others are read again when they are wanted. */
function newest<T extends Dated>(
  all: Readonly<Record<string, T>>,
  lengthOf: (one: T) => number,
  reach: ThreadReach,
): { kept: Readonly<Record<string, T>>; reach: ThreadReach } {
  const sorted = Object.entries(all).sort(([, a], [, b]) => (a.at < b.at ? 1 : -1));
  let length = 0;
  const kept = sorted.filter(([, one], at) => {
    length += lengthOf(one);
    return at === 0 || (at < saidAtMost && length <= lengthAtMost);
  });
  if (kept.length === sorted.length) return { kept: all, reach };
  return { kept: Object.fromEntries(kept), reach: { next: fromTheStart, from: kept.at(-1)?.[1].at ?? '' } };
}

const messageLength = ({ text, quoted, html }: MessageView) => text.length + quoted.length + (html?.length ?? 0);
const commentLength = ({ html, text }: CommentView) => html.length + text.length;

interface Conversation {
  timeline: Timeline;
  thread: Thread;
}

/** The same timeline, read as far, is the same row. */
const trimmed = new WeakMap<Timeline, Conversation & { of: Thread }>();

function conversationOf(timeline: Timeline, thread: Thread): Conversation {
  const before = trimmed.get(timeline);
  if (before?.of === thread) return before;
  const messages = newest(timeline.messages, messageLength, thread.messages);
  const comments = newest(timeline.comments, commentLength, thread.comments);
  const row = {
    of: thread,
    timeline: { ...timeline, messages: messages.kept, comments: comments.kept },
    thread: { ...thread, messages: messages.reach, comments: comments.reach, generation: 0 },
  };
  trimmed.set(timeline, row);
  return row;
}

const pages = new WeakMap<Page, Page>();
/** A list as it is kept: what was being read is read again. */
function wholePage(page: Page): Page {
  const kept = pages.get(page) ?? { ...page, state: 'here', generation: 0 };
  pages.set(page, kept);
  return kept;
}

interface Chosen {
  pages: [string, Page][];
  /** Null: all. */
  ticketIds: Set<string> | null;
}

function choose(known: State, told: Told, listIn: ListIn): Chosen {
  const mine = Object.entries(told.pages).filter(
    ([, page]) => page.generation === told.generation && page.next !== undefined,
  );
  if (Object.keys(known.tickets).length <= ticketsAtMost)
    return { pages: mine.map(([key, page]) => [key, wholePage(page)]), ticketIds: null };
  const ticketIds = new Set<string>();
  const kept: [string, Page][] = [];
  // The list read last is the one that is looked at.
  for (const [key, page] of mine.slice(-listsAtMost).reverse()) {
    const ids = listIn(key, known, page);
    if (!ids) continue;
    const first = ids.slice(0, ticketsOfAList);
    if (ticketIds.size + first.length > ticketsAtMost) break;
    for (const id of first) ticketIds.add(id);
    const last = known.tickets[first.at(-1) ?? ''];
    const cut = ids.length > first.length && last;
    kept.unshift([
      key,
      cut ? { state: 'here', next: fromTheStart, generation: 0, boundary: keysOf(last) } : wholePage(page),
    ]);
  }
  return { pages: kept, ticketIds };
}

const keysOf = ({ id, activityAt, priority }: State['tickets'][string]) => ({ id, activityAt, priority });

/** All that is kept of a screen; nothing when it knows nothing. */
export function rowsOf(told: Told, listIn: ListIn): Rows {
  const rows = new Map<string, unknown>();
  const { known } = told;
  if (!known) return rows;
  for (const [slice, value] of Object.entries(known)) if (!leftOut.includes(slice)) rows.set(`state/${slice}`, value);
  const chosen = choose(known, told, listIn);
  for (const [key, page] of chosen.pages) rows.set(`page/${key}`, page);
  const read = Object.entries(told.threads)
    .filter(([id, thread]) => thread.generation === told.generation && thread.state === 'here' && known.tickets[id])
    .slice(-conversationsAtMost);
  for (const [id, thread] of read) {
    const timeline = known.timelines[id];
    if (!timeline) continue;
    chosen.ticketIds?.add(id);
    rows.set(`conversation/${id}`, conversationOf(timeline, thread));
  }
  const kept = chosen.ticketIds ? [...chosen.ticketIds] : Object.keys(known.tickets);
  for (const id of kept) {
    const ticket = known.tickets[id];
    if (!ticket) continue;
    rows.set(`tickets/${id}`, ticket);
    if (known.marks[id]) rows.set(`marks/${id}`, known.marks[id]);
    if (ticket.companyId && known.companies[ticket.companyId])
      rows.set(`companies/${ticket.companyId}`, known.companies[ticket.companyId]);
    for (const contactId of ticket.contactIds)
      if (known.contacts[contactId]) rows.set(`contacts/${contactId}`, known.contacts[contactId]);
  }
  return rows;
}

/** What has to be written so that `before` becomes `now`. */
export function changesBetween(before: Rows, now: Rows): { put: [string, unknown][]; gone: string[] } {
  return {
    put: [...now].filter(([key, value]) => before.get(key) !== value),
    gone: [...before.keys()].filter((key) => !now.has(key)),
  };
}

/** The screen that was kept; null when something is missing of it. */
export function remembered(rows: Rows, heardAt: number | null): Remembered | null {
  const known: Record<string, unknown> = {
    timelines: {},
    lost: {},
    ...Object.fromEntries(tables.map((name) => [name, {}])),
  };
  const kept: Pick<Remembered, 'pages' | 'threads'> = { pages: {}, threads: {} };
  const into = (table: unknown, key: string, value: unknown) => Object.assign(table as object, { [key]: value });
  for (const [name, value] of rows) {
    const at = name.indexOf('/');
    const [kind, key] = [name.slice(0, at), name.slice(at + 1)];
    if (kind === 'state') known[key] = value;
    else if (kind === 'page') into(kept.pages, key, value);
    else if (kind === 'conversation') {
      const { timeline, thread } = value as Conversation;
      into(known.timelines, key, timeline);
      into(kept.threads, key, thread);
    } else if (known[kind]) into(known[kind], key, value);
  }
  const state = known as unknown as State;
  if (!state.epoch || !state.members?.[state.meId] || !state.workspace || !state.preferences) return null;
  return { known: state, ...kept, heardAt };
}
