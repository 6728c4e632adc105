import { useState } from 'react';
import { type KeyAction, keysOf, usualKeys } from '../../../shared/keys.ts';
import { type Reason, reasonOf } from '../../connection/refused.ts';
import { useScreen, useShown } from '../../connection/screenContext.ts';

export type Keys = Record<KeyAction, string>;

/** The reader's keys: shown as he chooses them, put back when refused. */
export function useOwnKeys(): {
  keys: Keys;
  /** Some are others than usual. */
  changed: boolean;
  trouble: Reason | null;
  choose: (keys: Keys) => void;
} {
  const screen = useScreen();
  const known = useShown((state) => state.preferences);
  /** Until the screen has heard of the version that holds them. */
  const [mine, setMine] = useState<{ keys: Keys; version: number | null } | null>(null);
  const [trouble, setTrouble] = useState<Reason | null>(null);
  const settled = mine === null || (mine.version !== null && mine.version <= known.version);
  const keys: Keys = settled ? keysOf(known.keys) : mine.keys;

  async function store(next: Keys): Promise<void> {
    try {
      const { value } = await screen.ask('keyboard.setKeys', { keys: next });
      setMine((now) => (now?.keys === next ? { keys: next, version: value.version } : now));
    } catch (error) {
      setMine((now) => (now?.keys === next ? null : now));
      setTrouble(reasonOf(error));
    }
  }

  return {
    keys,
    changed: (Object.keys(usualKeys) as KeyAction[]).some((action) => keys[action] !== usualKeys[action]),
    trouble,
    choose(next) {
      setTrouble(null);
      setMine({ keys: next, version: null });
      void store(next);
    },
  };
}
