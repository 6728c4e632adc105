import type { MessageView } from '../../shared/entities.ts';
import type { State } from '../../shared/state.ts';
import type { Line } from './line.ts';
import { type Change, shownOf, unsettled } from './overlay.ts';
import type { Reason } from './refused.ts';

/** A change that was put back, kept beside the thing until it is dismissed or tried again. */
export interface PutBack {
  ticketId: string;
  property: Change['property'];
  reason: Reason;
}

export interface ScreenState {
  /** What the server has said; null until the first snapshot, and after rights have changed. */
  known: State | null;
  /** `known` with the reader's own unsettled changes over it. */
  shown: State | null;
  changes: readonly Change[];
  /** Replies on their way to the server. */
  outgoing: readonly MessageView[];
  putBack: readonly PutBack[];
  /** Counts the snapshots: pages read under an older one are void. */
  generation: number;
  line: Line;
}

export const emptyScreen: ScreenState = {
  known: null,
  shown: null,
  changes: [],
  outgoing: [],
  putBack: [],
  generation: 0,
  line: { at: 'connecting' },
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
  settled({ ...state, known: null, changes: [], putBack: [] });
