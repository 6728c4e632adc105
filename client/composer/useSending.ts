import { useEffect, useRef, useState } from 'react';
import type { StatusView } from '../../shared/entities.ts';
import { isEmpty } from '../../shared/properties.ts';
import type { PropertyChanges } from '../../shared/propertyKinds.ts';
import { useScreen, useScreenState } from '../connection/screenContext.ts';
import type { Draft } from '../drafts/document.ts';
import type { Slot } from '../drafts/slot.ts';
import { lackingIn } from '../required/asking.ts';
import { type Outcome, type Reply, sendReply } from './send.ts';

/** After "Not sent yet" the send key is deaf this long, so a held or doubled Ctrl Enter cannot slip through. */
const deafness = 600;

export type Trouble =
  | Exclude<Outcome, { at: 'sent' | 'waits' | 'stale' | 'lacks' }>
  | { at: 'noRecipient' | 'waitForFiles' | 'badRecipient' | 'failedFiles' };

/** Beyond sending: a status in the same step, with what it requires, or a time to leave at. */
export interface Wish {
  status?: StatusView;
  properties?: PropertyChanges;
  /** ISO. */
  sendAt?: string;
}

/** What the chosen status requires and the ticket lacks. */
export interface Lacking {
  status: StatusView;
  keys: readonly string[];
  given: PropertyChanges;
}

export interface Sending {
  sending: boolean;
  trouble: Trouble | null;
  /** Something new has come, and the writer is asked whether to send anyway. */
  held: boolean;
  /** Asked of the writer before it can go out. */
  lacking: Lacking | null;
  /** Sends with what he has filled in; with null nothing is sent. */
  fill: (values: PropertyChanges | null) => void;
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
  const [lacking, setLacking] = useState<Lacking | null>(null);
  const deafUntil = useRef(0);
  const chosen = useRef<Wish>({});
  useEffect(() => {
    if (!empty) return;
    setHeld(false);
    setLacking(null);
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
    const reply = compose(chosen.current, held);
    const { status, properties: given = {} } = chosen.current;
    const { shown } = screen.store.get();
    const lacks = status && shown ? lackingIn(shown, reply.ticket, status).filter((key) => isEmpty(given[key])) : [];
    if (status && lacks.length > 0) return setLacking({ status, keys: lacks, given });
    setSending(true);
    const outcome = await sendReply(screen, slot, draft, reply);
    setSending(false);
    // What was filled in stays in the prompt until it is known what else it has to ask for.
    if (status && outcome.at === 'lacks') return setLacking({ status, keys: outcome.keys, given });
    setLacking(null);
    if (outcome.at === 'sent' || outcome.at === 'waits') {
      setHeld(false);
      return done();
    }
    if (outcome.at === 'lacks') return;
    if (outcome.at !== 'stale') return setTrouble(outcome);
    deafUntil.current = performance.now() + deafness;
    setHeld(true);
  }
  return {
    sending,
    trouble,
    held,
    lacking,
    fill(values) {
      if (!values || !lacking) return setLacking(null);
      void run({ ...chosen.current, properties: { ...lacking.given, ...values } });
    },
    send: (wish = {}) => void run(wish),
    release: () => setHeld(false),
  };
}
