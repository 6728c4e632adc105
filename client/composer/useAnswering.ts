import { useEffect, useRef } from 'react';
import { useScreen } from '../connection/screenContext.ts';
import type { Draft } from '../drafts/document.ts';
import { type Answer, fieldsFor } from './answer.ts';

/** A message the reader asks to answer becomes what the draft answers. */
export function useAnswering(
  draft: Draft | null,
  answered: Answer | null,
  onAnswered: (answer: Answer | null) => void,
  then: () => void,
): void {
  const screen = useScreen();
  const latest = useRef(then);
  useEffect(() => {
    latest.current = then;
  });
  useEffect(() => {
    if (!answered || !draft) return;
    const ours = Object.values(screen.store.get().shown?.channels ?? {}).map(({ address }) => address);
    draft.set(fieldsFor(answered, ours));
    onAnswered(null);
    latest.current();
  }, [answered, draft, onAnswered, screen]);
}
