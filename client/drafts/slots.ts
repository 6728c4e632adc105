import type { DraftKind } from '../../shared/entities.ts';
import { perScreen } from '../connection/perScreen.ts';
import type { Screen } from '../connection/screen.ts';
import { openSlot, type Slot } from './slot.ts';
import { slotPrefix } from './slotPrefix.ts';

/** Whoever leaves a ticket in the middle of a word need not wait: its draft stays open until the server has it. */
const lookEvery = 250;

interface Held {
  slot: Slot;
  holders: number;
}

export const slotsOf = perScreen((screen: Screen) => {
  const open = new Map<string, Held>();

  function closeWhenSaved(name: string, held: Held): void {
    const timer = setInterval(() => {
      if (held.holders === 0 && !held.slot.isSettled() && !screen.isClosed()) return;
      clearInterval(timer);
      if (held.holders > 0) return;
      open.delete(name);
      held.slot.close();
    }, lookEvery);
  }

  const nameOf = (ticketId: string, kind: DraftKind): string => {
    const { shown } = screen.store.get();
    return `${slotPrefix(shown?.workspace.id ?? '', shown?.meId ?? '')}${ticketId}/${kind}`;
  };

  return {
    /** Is it open here, with words in it? */
    isWritten: (ticketId: string, kind: DraftKind): boolean =>
      open.get(nameOf(ticketId, kind))?.slot.current.get()?.isBlank() === false,
    /** The slot, kept open until `release`; the same for all who hold it. */
    hold(ticketId: string, kind: DraftKind): { slot: Slot; release: () => void } {
      const name = nameOf(ticketId, kind);
      const held = open.get(name) ?? { slot: openSlot(screen, { ticketId, kind, slot: name }), holders: 0 };
      open.set(name, held);
      held.holders += 1;
      let released = false;
      return {
        slot: held.slot,
        release() {
          if (released) return;
          released = true;
          held.holders -= 1;
          if (held.holders === 0) closeWhenSaved(name, held);
        },
      };
    },
  };
});
