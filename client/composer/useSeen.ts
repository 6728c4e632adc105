import { useCallback, useRef } from 'react';
import type { MessageView } from '../../shared/entities.ts';
import { useScreen } from '../connection/screenContext.ts';

export interface Seen {
  /** All that is on the screen now counts as seen. */
  look: () => void;
  /** The log position the writer has seen. */
  seq: () => number;
  /** Of these messages, those that have not been seen. */
  unseen: (messages: readonly MessageView[]) => MessageView[];
}

/** What the writer has had before his eyes: as of opening the ticket, beginning to write, or being shown what is new. */
export function useSeen(): Seen {
  const screen = useScreen();
  const seen = useRef<number | null>(null);
  const now = useCallback(() => screen.store.get().known?.seq ?? 0, [screen]);
  seen.current ??= now();
  const seq = useCallback(() => seen.current ?? 0, []);
  return {
    seq,
    look: useCallback(() => {
      seen.current = now();
    }, [now]),
    unseen: (messages) => messages.filter((message) => message.seq > seq()),
  };
}
