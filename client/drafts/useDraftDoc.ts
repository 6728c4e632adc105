import { useEffect, useState } from 'react';
import type { DraftKind } from '../../shared/entities.ts';
import { useScreen } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import type { Draft } from './document.ts';
import type { Slot } from './slot.ts';
import { slotsOf } from './slots.ts';

/**
 * The draft of this kind for this ticket: a Yjs document that this device, its tabs and the server have. `draft` is null
 * until the device has been read, and another one (by `id`) once the last was sent or thrown away.
 */
export function useDraftDoc(ticketId: string, kind: DraftKind): { slot: Slot; draft: Draft } | null {
  const screen = useScreen();
  const [slot, setSlot] = useState<Slot | null>(null);
  useEffect(() => {
    const held = slotsOf(screen).hold(ticketId, kind);
    setSlot(held.slot);
    return () => {
      setSlot(null);
      held.release();
    };
  }, [screen, ticketId, kind]);
  const draft = useStore(slot?.current ?? nothing, (value) => value);
  return slot && draft ? { slot, draft } : null;
}

const nothing = { get: () => null, set: () => {}, subscribe: () => () => {} };
