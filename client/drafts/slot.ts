import { applyUpdate, type XmlElement } from 'yjs';
import type { DraftKind } from '../../shared/entities.ts';
import { reasonOf, Unreachable } from '../connection/refused.ts';
import type { Screen } from '../connection/screen.ts';
import { createStore, type Store } from '../connection/store.ts';
import { outboxOf } from '../outbox/outbox.ts';
import { forgetRows, leavePlace, type Place, readRows, readSlot } from './disk.ts';
import { createDraft, type Draft, type HeldDraft } from './document.ts';
import { deliverLate, putAway } from './late.ts';
import { markLeftHere } from './leftHere.ts';
import { closed } from './link.ts';
import { leavePictureNames } from './pictureNames.ts';

/** The place where somebody writes: one kind of draft for one ticket. What is sent or thrown away makes room for the next. */
export interface Slot {
  /** The draft that is written into now; null until this device has been asked for it. */
  current: Store<Draft | null>;
  /** It has become a message: from now on the next one is written. `vector` is what the message holds. */
  sent(draft: Draft, vector: ReadonlyMap<number, number>): void;
  /** Its words lie in the outbox: the next one is written, apart from them. */
  queued(draft: Draft): void;
  /** Words that lay in the outbox are written on here. */
  takeBack(update: Uint8Array): Promise<void>;
  /** Ties the draft to the server, if it is not: whoever wants to share it needs its name. */
  name(): Promise<Place>;
  /** Text of an earlier document of this slot that may never have reached the server is brought there. */
  bringLate(docId: string): void;
  /** Words of a text that the server takes no more are added to the draft. */
  takeIn(draft: Draft): void;
  /** What the server never heard of is thrown away here. */
  forget(): void;
  /** Nothing is left here that the server lacks. */
  isSettled(): boolean;
  close(): void;
}

export interface SlotId {
  ticketId: string;
  kind: DraftKind;
  /** Of this person in this workspace, for this device. */
  slot: string;
}

const askAgainAfter = 2000;

export function openSlot(screen: Screen, { ticketId, kind, slot }: SlotId): Slot {
  const current = createStore<Draft | null>(null);
  let held: HeldDraft | null = null;
  let naming: Promise<Place> | null = null;
  let over = false;
  /** The server will not have it; asked again when rights have changed, or when more is typed. */
  let refusedUnder = -1;

  const outbox = outboxOf(screen);

  const listed = () => {
    const { known } = screen.store.get();
    const isThis = (one: { ticketId: string; kind: string; ownerId: string }) =>
      one.ticketId === ticketId && one.kind === kind && one.ownerId === known?.meId;
    return Object.values(known?.drafts ?? {}).some(isThis);
  };

  function hold(place: Place | null, updates: readonly Uint8Array[] | null): HeldDraft {
    const made = createDraft({
      slot,
      place,
      updates,
      touched: () => void name().catch(() => {}),
      closed: (code) => held === made && ended(code),
      parted: () => held === made && letGo(made),
    });
    held = made;
    current.set(() => made);
    return made;
  }

  /** Asks the server which document this slot has, until it answers. */
  function name(): Promise<Place> {
    const known = held?.place();
    if (held && known && held.awareness()) return Promise.resolve(known);
    naming ??= ask().finally(() => {
      naming = null;
    });
    return naming;
  }

  async function ask(): Promise<Place> {
    for (;;) {
      try {
        await outbox.ready;
        // The server's open draft is the one that waits to be sent: nothing may mix with it.
        if (outbox.holds(ticketId, kind)) throw new Unreachable('A text of this place waits to be sent');
        const { value } = await screen.ask('draft.open', { ticketId, kind });
        if (!over) await found(value);
        return value;
      } catch (error) {
        refusedUnder = reasonOf(error) === 'unreachable' ? -1 : screen.store.get().generation;
        if (reasonOf(error) === 'notFound' && held?.isBlank() === false) left(true);
        if (over || refusedUnder >= 0) throw error;
        await new Promise((resolve) => setTimeout(resolve, askAgainAfter));
        if (over) throw error;
      }
    }
  }

  const left = (isSo: boolean) => markLeftHere(screen, { ticketId, kind }, isSo);

  /** The slot's open document is this one; another that lies here was sent or thrown away elsewhere. */
  async function found(place: Place): Promise<void> {
    const before = held;
    if (!before) return;
    left(false);
    const other = before.place();
    if (!other || other.docId === place.docId) return before.bind(place);
    retire(before);
    const rows = await readRows(place.docId).catch(() => null);
    if (!over && held === before) hold(place, rows).bind(place);
  }

  function ended(code: number): void {
    const before = held;
    if (!before) return;
    if (code === closed.signedOut) {
      before.unlink();
      return;
    }
    hold(null, []);
    retire(before);
    look();
  }

  function retire(draft: HeldDraft): void {
    const place = draft.place();
    if (place) leavePlace(slot, place.docId).catch(() => {});
    putAway(screen, draft, rescue);
  }

  /** Its words lie in the outbox. What is written next is another document, and must not meet it. */
  function letGo(draft: HeldDraft): void {
    hold(null, []);
    draft.close();
  }

  /** The server no longer knows a document at all: its words go into the open draft, where their author sees them. */
  function rescue(draft: Draft): void {
    const words = draft.body.toArray().map((node) => node.clone() as XmlElement);
    void ready.then(() => {
      if (over || !held) return;
      const { body, doc } = held;
      doc.transact(() => {
        body.push(words);
        if (kind === 'comment') leavePictureNames(body);
      });
    });
  }

  function look(): void {
    if (refusedUnder === screen.store.get().generation) return;
    if (held && !held.awareness() && (listed() || !held.isBlank())) void name().catch(() => {});
  }
  const forgetScreen = screen.store.subscribe(look);
  const forgetOutbox = outbox.entries.subscribe(look);

  const ready = readSlot(slot)
    .catch(() => null)
    .then((read) => {
      if (over) return;
      hold(read?.place ?? null, read?.updates ?? null);
      look();
    });

  return {
    current,
    name,
    bringLate(docId) {
      void ready.then(async () => {
        if (docId === slot || held?.place()?.docId === docId) return;
        const rows = await readRows(docId);
        const late = createDraft({
          slot,
          place: { docId, gen: 0 },
          updates: rows,
          touched: () => {},
          closed: () => {},
          parted: () => {},
        });
        deliverLate(screen, late, docId, rescue);
      });
    },
    takeIn: rescue,
    forget() {
      const before = held;
      if (!before || before.place()) return;
      hold(null, []);
      before.close();
      forgetRows(slot).catch(() => {});
      left(false);
    },
    isSettled: () => held !== null && (held.isBlank() || held.isSaved()),
    sent(draft, vector) {
      if (held !== draft) return;
      const before = held;
      before.confirm(vector);
      hold(null, []);
      retire(before);
      look();
    },
    queued(draft) {
      if (held !== draft) return;
      const before = held;
      const place = before.place();
      before.part();
      letGo(before);
      if (place) leavePlace(slot, place.docId).catch(() => {});
      forgetRows(place?.docId ?? slot).catch(() => {});
    },
    async takeBack(update) {
      await ready;
      if (held) applyUpdate(held.doc, update);
    },
    close() {
      over = true;
      forgetScreen();
      forgetOutbox();
      held?.close();
    },
  };
}
