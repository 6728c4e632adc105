import { applyUpdate, Doc, decodeStateVector, encodeStateAsUpdate, encodeStateVector, type XmlFragment } from 'yjs';
import type { AttachmentView, Mailbox } from '../../shared/entities.ts';
import { createStore, type Store } from '../connection/store.ts';
import { bindSlot, foldUpdates, markSaved, type Place, writeUpdate } from './disk.ts';
import { closed, covers, type Link, link } from './link.ts';

/** What belongs to a reply besides its text. What is missing was never touched. */
export interface Fields {
  to?: Mailbox[];
  cc?: Mailbox[];
  bcc?: Mailbox[];
  subject?: string;
  replyTo?: string;
  /** Which of our addresses it goes out from; missing while nobody has chosen. */
  channelId?: string;
  /** The answered message goes along below; false when its writer took it out. */
  quote?: boolean;
  /** It passes that message on. */
  forward?: boolean;
  /** Lines below the text; missing while nobody has chosen. */
  signature?: string;
  files?: AttachmentView[];
}

/**
 * `empty`: nothing was ever written. `saved`: the server's store has every character. `device`: on this device's disk,
 * the server cannot be reached. `failed`: neither. `tooLarge`: the server takes no more of it. `outdated`: it takes
 * nothing from this page, which is of another release.
 */
export type Saved = 'empty' | 'saving' | 'saved' | 'device' | 'failed' | 'tooLarge' | 'outdated';

export interface Draft {
  /** Tells it from every other, also from the slot's next one. */
  id: number;
  doc: Doc;
  body: XmlFragment;
  fields: Store<Fields>;
  saved: Store<Saved>;
  set(fields: Partial<Record<keyof Fields, unknown>>): void;
  /** Its name on the server; null before the server has heard of it. */
  place(): Place | null;
  awareness(): Link['awareness'] | null;
  /** What the server is known to have. */
  confirmed(): ReadonlyMap<number, number>;
  /** Everything typed into it, or no more than what `confirmed` counts. */
  update(sinceConfirmed: boolean): Uint8Array;
  vector(): Uint8Array;
  isSaved(): boolean;
  isBlank(): boolean;
}

/** A draft as its slot handles it. */
export interface HeldDraft extends Draft {
  /** Calls back once, when the server has said what it holds. */
  heard(then: () => void): void;
  bind(place: Place): void;
  confirm(vector: ReadonlyMap<number, number>): void;
  /** No longer tied to the server; the text stays on this device. */
  unlink(): void;
  /** Its words are in the outbox: the other tabs let go of it too. */
  part(): void;
  close(): void;
}

interface Origins {
  slot: string;
  place: Place | null;
  /** As they were read from the disk; null when it cannot be read. */
  updates: readonly Uint8Array[] | null;
  /** Something was written here or in another tab. */
  touched(): void;
  /** The server has closed it for good. */
  closed(code: number): void;
  /** Another tab has put its words into the outbox. */
  parted(): void;
}

/** Longer rows of updates are folded when a draft is opened, and while it grows. */
const foldAt = 40;
const foldWhileOpenAt = 500;
const shorterTriedAfter = 1500;
const malformedTriedAfter = 5000;
/** Closed for these, the draft is open all the same, and its text stays here. */
const keptHere = [closed.tooLarge, closed.malformed, closed.outdated];
/** So long words are "being saved" before it is said that only this device has them. */
const answeredWithin = 3000;

const fromDisk = Symbol('disk');
const fromTab = Symbol('tab');
const pulse = Symbol('pulse');

type Word = { kind: 'have'; vector: Uint8Array } | { kind: 'update'; update: Uint8Array } | { kind: 'parted' };

let last = 0;

/** One document: in memory, on this device's disk, in the tabs that have it open, and on the server. */
export function createDraft(from: Origins): HeldDraft {
  last += 1;
  const doc = new Doc();
  const map = doc.getMap('fields');
  const body = doc.getXmlFragment('body');
  const saved = createStore<Saved>('empty');
  const fields = createStore<Fields>({});
  let place = from.place;
  let tied: Link | null = null;
  let confirmed: ReadonlyMap<number, number> = new Map();
  let disk: 'fine' | 'failing' = from.updates ? 'fine' : 'failing';
  let writing = 0;
  let rows = from.updates?.length ?? 0;
  /** On the disk it may stand as not saved. */
  let marked = rows > 0;
  let tooLarge = false;
  let outdated = false;
  let first: (() => void) | null = null;
  /** Words are here that the server has not, and it has said nothing for longer than an answer takes. */
  let away = false;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const key = () => place?.docId ?? from.slot;
  const counted = () => decodeStateVector(encodeStateVector(doc));
  const isSaved = () => covers(confirmed, counted());

  const judge = (): Saved => {
    if (doc.store.clients.size === 0) return 'empty';
    if (outdated) return 'outdated';
    if (tooLarge) return 'tooLarge';
    if (isSaved()) return 'saved';
    if (!away) return 'saving';
    if (disk === 'failing') return 'failed';
    return writing > 0 ? 'saving' : 'device';
  };
  const look = () => {
    if (doc.isDestroyed) return;
    if (isSaved()) answered();
    else waiting ??= setTimeout(noticeAway, answeredWithin);
    saved.set(judge);
    if (!marked || !isSaved()) return;
    marked = false;
    markSaved(key()).catch(() => {});
  };

  function noticeAway(): void {
    away = true;
    look();
  }
  function answered(): void {
    clearTimeout(waiting);
    waiting = undefined;
    away = false;
  }

  let channel = openChannel();
  function openChannel(): BroadcastChannel {
    const opened = new BroadcastChannel(`baton.draft ${key()}`);
    opened.onmessage = ({ data }: MessageEvent<Word>) => {
      if (data.kind === 'parted') from.parted();
      else if (data.kind === 'update') applyUpdate(doc, data.update, fromTab);
      else opened.postMessage({ kind: 'update', update: encodeStateAsUpdate(doc, data.vector) } satisfies Word);
    };
    opened.postMessage({ kind: 'have', vector: encodeStateVector(doc) } satisfies Word);
    return opened;
  }

  async function write(update: Uint8Array, own: boolean): Promise<void> {
    writing += 1;
    marked ||= own;
    try {
      await writeUpdate(key(), from.slot, update, own);
      disk = 'fine';
      rows += 1;
      if (rows >= foldWhileOpenAt) {
        rows = 0;
        await foldUpdates(key());
      }
    } catch {
      disk = 'failing';
    } finally {
      writing -= 1;
      look();
    }
  }

  for (const update of from.updates ?? []) applyUpdate(doc, update, fromDisk);
  if ((from.updates?.length ?? 0) > foldAt) foldUpdates(key()).catch(() => {});
  fields.set(() => map.toJSON());
  map.observe(() => fields.set(() => map.toJSON()));
  look();

  doc.on('update', (update: Uint8Array, origin: unknown) => {
    const fromServer = tied !== null && origin === tied.origin;
    if (origin !== fromTab) {
      if (!fromServer) channel.postMessage({ kind: 'update', update } satisfies Word);
      void write(update, !fromServer);
    }
    if (tooLarge) retryLater(shorterTriedAfter);
    look();
    if (!fromServer) from.touched();
  });
  /** State vectors do not count deletions: each is followed by a mark that they do count. */
  doc.on('afterTransaction', ({ local, origin, deleteSet, beforeState, afterState }) => {
    const typed = afterState.get(doc.clientID) ?? 0;
    if (!local || origin === pulse || deleteSet.clients.size === 0) return;
    if (typed > (beforeState.get(doc.clientID) ?? 0)) return;
    doc.transact(() => doc.getMap('deletions').set('last', typed), pulse);
  });

  function retryLater(after: number): void {
    clearTimeout(retry);
    retry = setTimeout(() => {
      tooLarge = false;
      tie();
    }, after);
  }

  function tie(): void {
    tied?.close();
    if (!place || doc.isDestroyed) return;
    tied = link(doc, place.docId, {
      saved(vector) {
        first?.();
        first = null;
        const more = !covers(confirmed, vector);
        confirmed = vector;
        if (more) answered();
        look();
      },
      closed(code) {
        tooLarge = code === closed.tooLarge;
        outdated = code === closed.outdated;
        if (code === closed.malformed) retryLater(malformedTriedAfter);
        look();
        if (!keptHere.includes(code)) from.closed(code);
      },
    });
  }

  return {
    id: last,
    doc,
    body,
    fields,
    saved,
    set: (next) =>
      doc.transact(() => {
        for (const [name, value] of Object.entries(next)) {
          if (value === undefined) map.delete(name);
          else map.set(name, value);
        }
      }),
    heard(then) {
      first = then;
    },
    place: () => place,
    awareness: () => tied?.awareness ?? null,
    confirmed: () => confirmed,
    update: (sinceConfirmed) =>
      sinceConfirmed && confirmed.size > 0
        ? encodeStateAsUpdate(doc, encodeStateVector(new Map(confirmed)))
        : encodeStateAsUpdate(doc),
    vector: () => encodeStateVector(doc),
    isSaved,
    isBlank: () => doc.store.clients.size === 0,
    bind(named) {
      const moved = place?.docId !== named.docId;
      place = named;
      if (moved) {
        channel.close();
        channel = openChannel();
      }
      bindSlot(from.slot, named).catch(() => {
        disk = 'failing';
        look();
      });
      tie();
      look();
    },
    confirm(vector) {
      confirmed = vector;
      look();
    },
    unlink() {
      tied?.close();
      tied = null;
    },
    part: () => channel.postMessage({ kind: 'parted' } satisfies Word),
    close() {
      clearTimeout(waiting);
      clearTimeout(retry);
      tied?.close();
      tied = null;
      channel.close();
      doc.destroy();
    },
  };
}
