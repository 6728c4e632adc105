import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import type { MailboxTest } from '../../../shared/contract/mailboxes.ts';
import type { MailTestResult, TripBegun, TripLook } from '../../../shared/contract/mailServers.ts';
import { type Reason, Refused, reasonOf } from '../../connection/refused.ts';

/** What is tried, in this order: how mail comes, how it leaves, and a mail from the address to itself. */
export interface Tried {
  /** Null: nothing is fetched, or what is fetched is known to be. */
  mailbox: ((signal: AbortSignal) => Promise<z.infer<typeof MailboxTest>>) | null;
  server: (signal: AbortSignal) => Promise<MailTestResult>;
  send: (signal: AbortSignal) => Promise<z.infer<typeof TripBegun>>;
  look: (tripId: string, signal: AbortSignal) => Promise<TripLook>;
}

/** How one step of the trial stands. */
export type Step<V> =
  | { at: 'ahead' }
  | { at: 'busy'; since: number }
  | { at: 'done'; value: V; ms: number }
  | { at: 'refused'; reason: Reason; field: string | null };

/** A mail to oneself: not sent, gone for good, or back with what was checked on its arrival. */
type Trip = { state: 'notSent'; words: string } | { state: 'lost' } | { state: 'back'; look: TripLook };

export interface Trial {
  running: boolean;
  mailbox: Step<z.infer<typeof MailboxTest>> | null;
  server: Step<MailTestResult>;
  trip: Step<Trip>;
}

const ahead = { at: 'ahead' } as const;
const untried: Trial = { running: false, mailbox: null, server: ahead, trip: ahead };

/** A mail server may think for long before it says no. */
const patience = 45_000;
/** Each waits ten seconds at the server. Most mail is there in two. */
const looks = 6;

/** Tries one step after another; a new trial, or another page, ends the one before. */
export function useTrial() {
  const [trial, setTrial] = useState<Trial | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const clear = () => {
    running.current?.abort();
    setTrial(null);
  };

  async function run({ mailbox: door, server, send, look: lookFor }: Tried): Promise<void> {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    const patient = () => AbortSignal.any([mine.signal, AbortSignal.timeout(patience)]);
    const show = (part: Partial<Trial>) => {
      if (!mine.signal.aborted) setTrial((now) => ({ ...(now ?? untried), ...part }));
    };
    /** Runs a step and shows how it stands; null when there is no going on. */
    async function step<K extends 'mailbox' | 'server' | 'trip', V>(
      name: K,
      work: () => Promise<V>,
    ): Promise<V | null> {
      const since = Date.now();
      show({ [name]: { at: 'busy', since } });
      try {
        const value = await work();
        show({ [name]: { at: 'done', value, ms: Date.now() - since } });
        return value;
      } catch (error) {
        const details = error instanceof Refused ? error.details : null;
        const named = typeof details === 'object' && details !== null && 'field' in details;
        show({ [name]: { at: 'refused', reason: reasonOf(error), field: named ? String(details.field) : null } });
        return null;
      }
    }

    async function trip(): Promise<Trip> {
      const { tripId, words } = await send(patient());
      if (tripId === null) return { state: 'notSent', words: words ?? '' };
      for (let n = 0; n < looks && !mine.signal.aborted; n += 1) {
        const look = await lookFor(tripId, patient());
        if (look.arrived) return { state: 'back', look };
      }
      return { state: 'lost' };
    }

    setTrial({ ...untried, running: true, mailbox: door && ahead });
    const [mailbox, leaving] = await Promise.all([
      door ? step('mailbox', () => door(patient())) : null,
      step('server', () => server(patient())),
    ]);
    if (leaving?.ok && leaving.via === 'smtp' && (!door || mailbox?.ok)) await step('trip', trip);
    show({ running: false });
  }

  return { trial, run, clear };
}
