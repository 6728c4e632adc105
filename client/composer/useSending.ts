import { useEffect, useRef, useState } from 'react';
import type { StatusView } from '../../shared/entities.ts';
import { useScreen, useScreenState } from '../connection/screenContext.ts';
import type { Draft } from '../drafts/document.ts';
import type { Slot } from '../drafts/slot.ts';
import { type Outcome, type Reply, sendReply } from './send.ts';

/** After "Not sent yet" the send key is deaf this long, so a held or doubled Ctrl Enter cannot slip through. */
const deafness = 600;

export type Trouble =
  | Exclude<Outcome, { at: 'sent' | 'waits' | 'stale' }>
  | { at: 'noRecipient' | 'waitForFiles' | 'badRecipient' | 'failedFiles' };

/** Beyond sending: a status in the same step, or a time to leave at. */
export interface Wish {
  status?: StatusView;
  /** ISO. */
  sendAt?: string;
}

export interface Sending {
  sending: boolean;
  trouble: Trouble | null;
  /** Something new has come, and the writer is asked whether to send anyway. */
  held: boolean;
  send: (wish?: Wish) => void;
  release: () => void;
}

/**
 * Sends a draft, and remembers what became of it.
 * @param obstacle what has to be mended before a send makes sense
 */
export function useSending(
  slot: Slot,
  draft: Draft,
  empty: boolean,
  obstacle: () => Trouble | null,
  compose: (wish: Wish, anyway: boolean) => Reply,
  done: () => void,
): Sending {
  const screen = useScreen();
  const [sending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [held, setHeld] = useState(false);
  const deafUntil = useRef(0);
  const chosen = useRef<Wish>({});
  useEffect(() => {
    if (empty) setHeld(false);
  }, [empty]);
  const live = useScreenState((state) => state.line.at === 'live');
  useEffect(() => {
    if (live) setTrouble((now) => (now?.at === 'offline' ? null : now));
  }, [live]);

  async function run(wish: Wish): Promise<void> {
    if (sending || empty || performance.now() < deafUntil.current) return;
    const inTheWay = obstacle();
    setTrouble(inTheWay);
    if (inTheWay) return;
    chosen.current = held ? { ...chosen.current, ...wish } : wish;
    setSending(true);
    const outcome = await sendReply(screen, slot, draft, compose(chosen.current, held));
    setSending(false);
    if (outcome.at === 'sent' || outcome.at === 'waits') {
      setHeld(false);
      return done();
    }
    if (outcome.at !== 'stale') return setTrouble(outcome);
    deafUntil.current = performance.now() + deafness;
    setHeld(true);
  }
  return {
    sending,
    trouble,
    held,
    send: (wish = {}) => void run(wish),
    release: () => setHeld(false),
  };
}
