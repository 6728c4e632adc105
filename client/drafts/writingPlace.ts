import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftKind, DraftView, TicketView } from '../../shared/entities.ts';
import { perScreen } from '../connection/perScreen.ts';
import type { Screen } from '../connection/screen.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { idsOf } from '../tickets/survivor.ts';
import { say } from '../ui/toast.tsx';
import { usePlace } from '../views/place.ts';
import { slotsOf } from './slots.ts';

/** The ticket that the reader was led away from because it was merged, or whose draft he has asked for. */
const led = perScreen(() => ({ from: null as string | null }));

export const leadFrom = (screen: Screen, ticketId: string): void => {
  led(screen).from = ticketId;
};

export interface WritingPlace {
  /** The ticket whose draft is written on: this one, or one that was merged into it. */
  ticketId: string;
  /** What else the reader has begun here, each in a document of its own. */
  others: DraftView[];
  choose: (ticketId: string) => void;
}

/**
 * Drafts stay where they were begun when their ticket is merged: whoever was typing goes on in the same document, and who
 * had begun on both has both.
 */
export function useWritingPlace(ticket: TicketView, kind: DraftKind): WritingPlace {
  const screen = useScreen();
  const drafts = useShown((state) => state.drafts);
  const ids = idsOf(ticket);
  const begun = (id: string) => Object.values(drafts).find((one) => one.ticketId === id && one.kind === kind);
  const [chosen, choose] = useState(() => {
    const { from } = led(screen);
    const here = from !== null && ids.includes(from) && (begun(from) || slotsOf(screen).isWritten(from, kind));
    return (here ? from : ids.find(begun)) ?? ticket.id;
  });
  const ticketId = ids.includes(chosen) ? chosen : ticket.id;
  const ownId = ticket.id;
  const blank = !begun(chosen) && !slotsOf(screen).isWritten(chosen, kind);
  const left = useRef(ownId);
  // Led here with nothing written there: what is begun is begun here.
  useEffect(() => {
    if (left.current !== ownId && blank) choose(ownId);
    left.current = ownId;
  }, [ownId, blank]);
  useWentBack(chosen, { ownId, kind, written: !blank && chosen !== ownId, here: ids.includes(chosen) });
  const others = ids.filter((id) => id !== ticketId).flatMap((id) => begun(id) ?? []);
  return { ticketId, others, choose };
}

/** A merge was undone while somebody wrote at the place of the ticket that goes: he is told where his words are. */
function useWentBack(chosen: string, now: { ownId: string; kind: DraftKind; written: boolean; here: boolean }): void {
  const { t } = useTranslation('drafts');
  const { moveOn } = usePlace();
  const number = useShown((state) => state.tickets[chosen]?.number);
  const before = useRef(now);
  useEffect(() => {
    const { ownId, here, written } = before.current;
    const gone = ownId === now.ownId && here && !now.here && (written || now.written);
    if (gone && number === undefined) return;
    before.current = now;
    if (!gone) return;
    say(t(now.kind === 'reply' ? 'wentBack.reply' : 'wentBack.comment', { number }), {
      word: t('other.open'),
      does: () => moveOn(chosen),
    });
  });
}

/** What was written at a merged ticket's place has been sent or thrown away: the next is begun at the one there is. */
export function useOwnPlaceAfter(draftId: number | undefined, { ticketId, choose }: WritingPlace, ownId: string): void {
  const first = useRef<{ at: string; id: number } | null>(null);
  useEffect(() => {
    if (draftId === undefined) return;
    if (first.current?.at !== ticketId) first.current = { at: ticketId, id: draftId };
    else if (first.current.id !== draftId && ticketId !== ownId) choose(ownId);
  }, [draftId, ticketId, ownId, choose]);
}
