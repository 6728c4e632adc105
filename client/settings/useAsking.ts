import { useState } from 'react';
import { newerIn, type Reason, Refused, reasonOf } from '../connection/refused.ts';

/** Why something was refused, and at which field, if the server named one. */
export interface Trouble {
  reason: Reason;
  field: string | null;
  /** The version that somebody else saved meanwhile, if it was refused for that. */
  newer: number | null;
}

const fieldOf = (error: unknown): string | null => {
  const details = error instanceof Refused ? error.details : null;
  return typeof details === 'object' && details !== null && 'field' in details ? String(details.field) : null;
};

export interface Asking {
  busy: boolean;
  trouble: Trouble | null;
  clear(): void;
  /** Runs one request at a time; true when it went well. */
  run(work: () => Promise<unknown>): Promise<boolean>;
}

/** The state of one form or button that asks the server for something. */
export function useAsking(): Asking {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  return {
    busy,
    trouble,
    clear: () => setTrouble(null),
    async run(work) {
      if (busy) return false;
      setBusy(true);
      setTrouble(null);
      try {
        await work();
        return true;
      } catch (error) {
        setTrouble({ reason: reasonOf(error), field: fieldOf(error), newer: newerIn(error) });
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
