import { useEffect, useState } from 'react';
import type { Output } from '../../shared/contract.ts';
import { useHasLeft } from '../connection/left.ts';
import { useScreen, useScreenState, useShown } from '../connection/screenContext.ts';

export type Which = 'open' | 'discarded' | 'shared';
export type ListedDraft = Output<'draft.list'>['items'][number];

const atOnce = 200;

export interface DraftPages {
  /** Null while they are read for the first time. */
  items: readonly ListedDraft[] | null;
  failed: boolean;
  more: (() => void) | null;
  retry: () => void;
}

/**
 * Drafts with the names of their tickets. Own open ones are live: text and order come with the events, only the names
 * of tickets are read. The others are read again whenever a draft changes.
 */
export function useDraftPages(which: Which): DraftPages {
  const screen = useScreen();
  const generation = useScreenState((state) => state.generation);
  const drafts = useShown((state) => state.drafts);
  const invitations = useShown((state) => state.invitations);
  const [read, setRead] = useState<{ which: Which; items: ListedDraft[]; next: string | null } | null>(null);
  const [failed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);

  /** Reading again takes new rows only: text that grows is told by events. */
  const wanted = which === 'open' ? Object.keys(drafts).sort().join() : `${which} ${Object.keys(drafts).length}`;
  const guests = which === 'shared' ? Object.keys(invitations).join() : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: these say when to read again
  useEffect(() => {
    let here = true;
    setFailed(false);
    screen.ask('draft.list', { which, limit: atOnce }).then(
      ({ value }) => here && setRead({ which, ...value }),
      () => here && setFailed(true),
    );
    return () => {
      here = false;
    };
  }, [screen, which, wanted, guests, generation, tries]);

  async function more(cursor: string): Promise<void> {
    const { value } = await screen.ask('draft.list', { which, limit: atOnce, cursor });
    setRead((now) => now && { which, items: [...now.items, ...value.items], next: value.next });
  }
  const hasLeft = useHasLeft();
  const known = read?.which === which ? read : null;
  const { next = null } = known ?? {};
  const listed = known && (which === 'open' ? alive(known.items, drafts) : known.items);
  return {
    // His words stay his; the name of a ticket that was taken from him goes.
    items: listed?.map((item) => (hasLeft(item.ticket?.id) ? { ...item, ticket: null } : item)) ?? null,
    failed: failed && !known,
    more: next === null ? null : () => void more(next).catch(() => {}),
    retry: () => setTries((now) => now + 1),
  };
}

/** As the events have it by now: what has left is gone, what grew stands first. */
function alive(items: readonly ListedDraft[], drafts: Readonly<Record<string, Omit<ListedDraft, 'ticket'>>>) {
  const here = items.flatMap((item) => {
    const now = drafts[item.docId];
    return now ? [{ ...now, ticket: item.ticket }] : [];
  });
  return here.sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : 0));
}
