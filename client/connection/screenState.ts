import type { MessageView } from '../../shared/entities.ts';
import type { State } from '../../shared/state.ts';
import { heardAtOf, type Line } from './line.ts';
import { type Change, type Property, shownOf, unsettled } from './overlay.ts';
import type { Page, Thread } from './reach.ts';
import type { Reason } from './refused.ts';

/** A change that was put back, kept beside the thing until it is dismissed or tried again. */
export interface PutBack {
  ticketId: string;
  property: Property;
  reason: Reason;
  /** A rule that forbids it, in words; they say more than the reason. */
  why?: string;
}

export interface ScreenState {
  /** What the server has said; null until the first snapshot, and after rights have changed. */
  known: State | null;
  /** What its reader had been notified of when this screen began: whatever else there is has come while he was here. */
  begunWith: State['notifications'] | null;
  /** Has the server said that `known` holds? What this device remembers from an earlier visit has to be confirmed. */
  confirmed: boolean;
  /** `known` with the reader's own unsettled changes over it. */
  shown: State | null;
  changes: readonly Change[];
  /** Replies on their way to the server. */
  outgoing: readonly MessageView[];
  putBack: readonly PutBack[];
  /** Counts the snapshots: pages read under an older one are void. */
  generation: number;
  /** How far each list has been read. */
  pages: Readonly<Record<string, Page>>;
  /** How far each conversation has been read, by ticketId. */
  threads: Readonly<Record<string, Thread>>;
  line: Line;
}

export const emptyScreen: ScreenState = {
  known: null,
  begunWith: null,
  confirmed: false,
  shown: null,
  changes: [],
  outgoing: [],
  putBack: [],
  generation: 0,
  pages: {},
  threads: {},
  line: { at: 'connecting', heardAt: null },
};

/** What an earlier visit has left on this device. */
export interface Remembered extends Pick<ScreenState, 'pages' | 'threads'> {
  known: State;
  /** When the server was last heard. */
  heardAt: number | null;
}

/** Shown at once, until the server confirms it or says otherwise. */
export const beginning = (state: ScreenState, { known, pages, threads, heardAt }: Remembered): ScreenState => {
  if (state.known || state.generation > 0) return state;
  const since = heardAtOf(state.line) ?? heardAt;
  const line: Line =
    state.line.at === 'offline'
      ? { at: 'offline', since }
      : { at: state.line.at === 'connecting' ? 'connecting' : 'catchingUp', heardAt: since };
  // What waits for a first snapshot may go on: something is known.
  const generation = 1;
  const raised = <T>(all: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(all).map(([key, one]) => [key, { ...one, generation }]));
  const begunWith = known.notifications;
  return settled({ ...state, known, begunWith, generation, pages: raised(pages), threads: raised(threads), line });
};

/** Lets go of what the server has settled, and lays the rest over what is known. */
export function settled(state: ScreenState): ScreenState {
  const { known } = state;
  if (!known) return { ...state, shown: null };
  const changes = unsettled(known, state.changes);
  const waiting = state.outgoing.filter((message) => !known.timelines[message.ticketId]?.messages[message.id]);
  const outgoing = waiting.length === state.outgoing.length ? state.outgoing : waiting;
  return { ...state, changes, outgoing, shown: shownOf(known, changes) };
}

/** Rights or the log have changed: nothing known may be shown until the server has said it again. */
export const forgotten = (state: ScreenState): ScreenState =>
  settled({
    ...state,
    known: null,
    changes: state.changes.filter(({ settled: version }) => version === null),
    putBack: [],
    pages: {},
    threads: {},
  });
