import { useEffect, useState } from 'react';
import { type Draft, openDraft } from './draft.ts';

/** The open draft of this name; null until it is open. Closed when it is no longer shown; its text is on the disk. */
export function useDraft(name: string): Draft | null {
  const [draft, setDraft] = useState<Draft | null>(null);
  useEffect(() => {
    const opened = openDraft(name);
    setDraft(opened);
    return () => {
      setDraft(null);
      opened.close();
    };
  }, [name]);
  return draft;
}
