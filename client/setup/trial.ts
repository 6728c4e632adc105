import { useEffect, useRef, useState } from 'react';
import type { MailboxDoor } from '../../shared/contract/mailboxes.ts';
import type { MailServerInput } from '../../shared/contract/mailServers.ts';
import type { CallName, Input, Output } from '../../shared/contract.ts';
import { post } from '../connection/post.ts';
import { type Reason, Refused, reasonOf } from '../connection/refused.ts';
import { currentLanguage, tagOf } from '../i18n/language.ts';

/** What is tried: how mail comes, how it leaves, and the address it is sent from and to. */
export interface Tried {
  address: string;
  code: string;
  door: MailboxDoor | null;
  server: MailServerInput | undefined;
}

/** How one step of the trial stands. */
export type Step<V> =
  | { at: 'ahead' }
  | { at: 'busy'; since: number }
  | { at: 'done'; value: V; ms: number }
  | { at: 'refused'; reason: Reason; field: string | null };

/** A mail to oneself: not sent, gone for good, or back with what was checked on its arrival. */
type Trip =
  | { state: 'notSent'; words: string }
  | { state: 'lost' }
  | { state: 'back'; look: Output<'setup.awaitTestMail'> };

export interface Trial {
  running: boolean;
  mailbox: Step<Output<'setup.testMailbox'>>;
  server: Step<Output<'setup.testMail'>>;
  trip: Step<Trip>;
}

const ahead = { at: 'ahead' } as const;
const untried: Trial = { running: false, mailbox: ahead, server: ahead, trip: ahead };

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

  async function run({ address, code, door, server }: Tried): Promise<void> {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    const about = { ...(server ? { server } : {}), ...(code ? { code } : {}) };
    const ask = async <N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> => {
      const signal = AbortSignal.any([mine.signal, AbortSignal.timeout(patience)]);
      return (await post(name, input, { signal })).value;
    };
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
      const { tripId, words } = await ask('setup.sendTestMail', {
        ...about,
        address,
        language: tagOf(currentLanguage()),
      });
      if (tripId === null) return { state: 'notSent', words: words ?? '' };
      for (let n = 0; n < looks && !mine.signal.aborted; n += 1) {
        const look = await ask('setup.awaitTestMail', {
          tripId,
          ...(door ? { mailbox: door } : {}),
          ...(code ? { code } : {}),
        });
        if (look.arrived) return { state: 'back', look };
      }
      return { state: 'lost' };
    }

    setTrial({ ...untried, running: true });
    const [mailbox, leaving] = await Promise.all([
      door ? step('mailbox', () => ask('setup.testMailbox', { mailbox: door, ...(code ? { code } : {}) })) : null,
      step('server', () => ask('setup.testMail', about)),
    ]);
    if (leaving?.ok && leaving.via === 'smtp' && (!door || mailbox?.ok)) await step('trip', trip);
    show({ running: false });
  }

  return { trial, run, clear };
}
