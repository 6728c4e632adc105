import { useEffect, useState } from 'react';
import { useScreen } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import { type Along, alongsOf, type Home } from '../drafts/along.ts';
import type { Draft } from '../drafts/document.ts';

const nothing = { get: () => null, set: () => {}, subscribe: () => () => {} };

/** A text that is written with colleagues: here on this device, until the server has every character. */
export function useSharedDoc(
  docId: string,
  gen: number,
  { ticketId, kind }: Home,
): { text: Draft | null; over: 'changed' | 'gone' | null } {
  const screen = useScreen();
  const [along, setAlong] = useState<Along | null>(null);
  useEffect(() => {
    const held = alongsOf(screen).hold({ docId, gen }, { ticketId, kind });
    setAlong(held.along);
    return () => {
      setAlong(null);
      held.release();
    };
  }, [screen, docId, gen, ticketId, kind]);
  const text = useStore(along?.draft ?? nothing, (value) => value);
  const over = useStore(along?.over ?? nothing, (value) => value);
  return { text, over };
}
