import { useRef, useState } from 'react';
import type { NoticePreferences } from '../../../shared/entities.ts';
import { type Reason, reasonOf } from '../../connection/refused.ts';
import { useScreen, useShown } from '../../connection/screenContext.ts';

interface Mine {
  value: NoticePreferences;
  /** The version that holds it; null until the server has answered. */
  version: number | null;
}

/** The reader's choices: shown as he makes them, stored one after the other, put back when refused. */
export function useChoices(): {
  chosen: NoticePreferences;
  trouble: Reason | null;
  /** What was chosen last is with the server. */
  saved: boolean;
  choose: (next: Partial<NoticePreferences>) => void;
} {
  const screen = useScreen();
  const known = useShown((state) => state.preferences);
  const [mine, setMine] = useState<Mine | null>(null);
  const [trouble, setTrouble] = useState<Reason | null>(null);
  const waiting = useRef<NoticePreferences | null>(null);
  const storing = useRef(false);
  const settled = mine === null || (mine.version !== null && mine.version <= known.version);
  const { topics, quiet } = settled ? known : mine.value;

  async function store(): Promise<void> {
    if (storing.current) return;
    storing.current = true;
    try {
      while (waiting.current) {
        const value = waiting.current;
        waiting.current = null;
        const { value: stored } = await screen.ask('notification.setPreferences', value);
        if (!waiting.current) setMine({ value, version: stored.version });
      }
    } catch (error) {
      waiting.current = null;
      setMine(null);
      setTrouble(reasonOf(error));
    }
    storing.current = false;
  }

  return {
    chosen: { topics, quiet },
    trouble,
    saved: settled && mine !== null,
    choose(next) {
      const value = { topics, quiet, ...next };
      waiting.current = value;
      setTrouble(null);
      setMine({ value, version: null });
      void store();
    },
  };
}
