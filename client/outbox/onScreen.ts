import { outgoingOf } from '../comments/outgoing.ts';
import type { Change, Facet, Property } from '../connection/overlay.ts';
import type { Reason } from '../connection/refused.ts';
import type { Screen } from '../connection/screen.ts';
import type { ChangeEntry, Entry } from './entry.ts';

const isProperty = (facet: Facet): facet is Property => facet !== 'place' && facet !== 'mark';

const changeOf = ({ id, ticketId, facet, patch, mark }: ChangeEntry): Change => ({
  id,
  ticketId,
  property: facet,
  patch,
  ...(mark && { mark }),
  settled: null,
});

/** What the outbox holds, as its author sees it: each change laid over what is known until its event has been heard. */
export function createOverlay(screen: Screen) {
  /** Laid over the screen by the outbox. */
  const laid = new Set<string>();

  return {
    /** From now on these are what waits. */
    follow(entries: readonly Entry[]): void {
      const wanted = entries.flatMap((entry) => (entry.kind === 'change' && !entry.parked ? [changeOf(entry)] : []));
      const ids = new Set(wanted.map(({ id }) => id));
      const { changes } = screen.store.get();
      const there = new Set(changes.map(({ id }) => id));
      const isOver = (change: Change) => laid.has(change.id) && change.settled === null && !ids.has(change.id);
      const missing = wanted.filter(({ id }) => !there.has(id));
      if (missing.length === 0 && !changes.some(isOver)) return;
      for (const { id } of missing) laid.add(id);
      screen.update((state) => ({
        ...state,
        changes: [...state.changes.filter((change) => !isOver(change)), ...missing],
      }));
    },

    /** The server has it: it is shown so until the event is here. */
    done(entry: Entry, version: number | null): void {
      const timeline = screen.store.get().known?.timelines[entry.ticketId];
      if (entry.kind === 'change') {
        screen.update((state) => ({
          ...state,
          changes: state.changes.map((made) => (made.id === entry.id ? { ...made, settled: version ?? 0 } : made)),
        }));
      } else if (entry.kind === 'reply') {
        const { message } = entry;
        if (timeline && !timeline.messages[message.id])
          screen.update((state) => ({ ...state, outgoing: [...state.outgoing, message] }));
      } else if (timeline && !timeline.comments[entry.comment.id]) {
        outgoingOf(screen).set((all) => [...all, entry.comment]);
      }
    },

    /** @param reason null when its author is not here to be told beside the thing */
    refused(entry: Entry, reason: Reason | null): void {
      if (entry.kind !== 'change') return;
      const { id, ticketId, facet } = entry;
      screen.update((state) => ({
        ...state,
        changes: state.changes.filter((made) => made.id !== id),
        putBack:
          reason && isProperty(facet)
            ? [
                ...state.putBack.filter((other) => other.ticketId !== ticketId || other.property !== facet),
                { ticketId, property: facet, reason },
              ]
            : state.putBack,
      }));
    },
  };
}
