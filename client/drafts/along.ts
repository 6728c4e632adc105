import type { DraftKind } from '../../shared/entities.ts';
import { perScreen } from '../connection/perScreen.ts';
import type { Screen } from '../connection/screen.ts';
import { createStore, type Store } from '../connection/store.ts';
import { forgetRows, leavePlace, type Place, readRows } from './disk.ts';
import { createDraft, type Draft, type HeldDraft } from './document.ts';
import { putAway } from './late.ts';
import { closed } from './link.ts';
import { slotPrefix } from './slotPrefix.ts';
import { slotsOf } from './slots.ts';

/** A text that others write too: a colleague's draft, or a comment that is being changed. */
export interface Along {
  /** Null until the server has said what it holds. */
  draft: Store<Draft | null>;
  /** `changed`: it was sent, saved or thrown away; `gone`: it is not open to the reader any more. */
  over: Store<'changed' | 'gone' | null>;
}

/** Where words go that cannot be brought there: into the reader's own draft of that kind. */
export interface Home {
  ticketId: string;
  kind: DraftKind;
}

/** Whoever leaves in the middle of a word need not wait for it to be stored. */
const lookEvery = 250;

interface Held extends Along {
  holders: number;
  leave(): void;
}

const slotOf = (screen: Screen, { docId }: Place, { ticketId, kind }: Home): string => {
  const { shown } = screen.store.get();
  return `${slotPrefix(shown?.workspace.id ?? '', shown?.meId ?? '')}along/${docId}/${ticketId}/${kind}`;
};

const intoOwn =
  (screen: Screen, { ticketId, kind }: Home) =>
  (draft: Draft): void => {
    const { slot, release } = slotsOf(screen).hold(ticketId, kind);
    slot.takeIn(draft);
    release();
  };

/** What was typed here earlier into such a text and never reached the server. */
export async function bringAlong(screen: Screen, place: Place, home: Home): Promise<void> {
  if (alongsOf(screen).has(place.docId)) return;
  const updates = await readRows(place.docId);
  const slot = slotOf(screen, place, home);
  putAway(
    screen,
    createDraft({ slot, place, updates, touched: () => {}, closed: () => {}, parted: () => {} }),
    intoOwn(screen, home),
  );
}

function openAlong(screen: Screen, place: Place, home: Home, gone: () => void): Held {
  const shown = createStore<Draft | null>(null);
  const over = createStore<'changed' | 'gone' | null>(null);
  const slot = slotOf(screen, place, home);
  let held: HeldDraft | null = null;
  let left = false;

  function ended(code: number): void {
    if (!held) return;
    if (code === closed.signedOut) {
      held.unlink();
      return;
    }
    over.set(() => (code === closed.sent || code === closed.discarded ? 'changed' : 'gone'));
    leavePlace(slot, place.docId).catch(() => {});
    putAway(screen, held, intoOwn(screen, home));
    held = null;
    gone();
  }

  readRows(place.docId)
    .catch(() => null)
    .then((updates) => {
      if (left) return;
      const made = createDraft({ slot, place, updates, touched: () => {}, closed: ended, parted: () => {} });
      held = made;
      made.heard(() => shown.set(() => made));
      made.bind(place);
    });

  return {
    draft: shown,
    over,
    holders: 0,
    leave() {
      left = true;
      const draft = held;
      held = null;
      if (!draft) return;
      if (draft.isSaved() || draft.isBlank()) {
        leavePlace(slot, place.docId).catch(() => {});
        forgetRows(place.docId).catch(() => {});
      }
      draft.close();
    },
  };
}

export const alongsOf = perScreen((screen: Screen) => {
  const open = new Map<string, Held>();

  function leaveWhenSaved(docId: string, held: Held): void {
    const timer = setInterval(() => {
      const saved = held.draft.get()?.isSaved() ?? true;
      if (held.holders === 0 && !saved && !screen.isClosed()) return;
      clearInterval(timer);
      if (held.holders > 0) return;
      if (open.get(docId) === held) open.delete(docId);
      held.leave();
    }, lookEvery);
  }

  return {
    has: (docId: string) => open.has(docId),
    /** The text, kept open until `release`; the same for all who hold it. */
    hold(place: Place, home: Home): { along: Along; release: () => void } {
      const { docId } = place;
      const known = open.get(docId);
      const held: Held =
        known ??
        openAlong(screen, place, home, () => {
          if (open.get(docId) === held) open.delete(docId);
        });
      open.set(docId, held);
      held.holders += 1;
      return {
        along: held,
        release() {
          held.holders -= 1;
          if (held.holders === 0) leaveWhenSaved(docId, held);
        },
      };
    },
  };
});
