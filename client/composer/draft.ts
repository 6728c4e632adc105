import { v7 as uuid } from 'uuid';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector, type XmlFragment, type Map as YMap } from 'yjs';
import type { AttachmentView, Mailbox } from '../../shared/entities.ts';
import { createStore, type Store } from '../connection/store.ts';
import { foldUpdates, readUpdates, writeUpdate } from './draftStore.ts';

/** What belongs to a reply besides its text. What is missing was never touched. */
export interface Fields {
  to?: Mailbox[];
  cc?: Mailbox[];
  bcc?: Mailbox[];
  replyTo?: string;
  files?: AttachmentView[];
  /** The message this draft will become: the same until it is sent, from whichever tab and however often. */
  messageId?: string;
  startedAt?: string;
}

/** `empty`: nothing has been written yet. `saved`: everything is on this device's disk. */
export type Saved = 'empty' | 'saving' | 'saved' | 'failed';

export interface DraftStatus {
  loaded: boolean;
  saved: Saved;
}

export interface Draft {
  body: XmlFragment;
  doc: Doc;
  status: Store<DraftStatus>;
  fields: Store<Fields>;
  set(fields: Fields): void;
  /** The id of the message to be, made when first asked for. */
  messageId(): string;
  /** Sent: the text goes, and the next reply is another message. */
  clear(): void;
  /** The text stays, but belongs to a message of its own. */
  renew(): void;
  close(): void;
}

/** Longer rows of updates are folded when a draft is opened. */
const foldAt = 40;
/** Changes that come from the disk or from another tab are not written and sent again. */
const remote = Symbol('remote');

type Word = { kind: 'have'; vector: Uint8Array } | { kind: 'update'; update: Uint8Array };

export const draftName = (workspaceId: string, userId: string, ticketId: string): string =>
  `${workspaceId}/${userId}/${ticketId}/reply`;

/** Opens a draft: from this device's disk, joined with the tabs that have it open. */
export function openDraft(name: string): Draft {
  const doc = new Doc();
  const map: YMap<unknown> = doc.getMap('fields');
  const body = doc.getXmlFragment('body');
  const status = createStore<DraftStatus>({ loaded: false, saved: 'empty' });
  const fields = createStore<Fields>({});
  const channel = new BroadcastChannel(`baton.draft ${name}`);
  const say = (word: Word) => channel.postMessage(word);
  let writes = 0;

  const write = async (update: Uint8Array<ArrayBuffer>) => {
    const mine = ++writes;
    status.set((now) => ({ ...now, saved: 'saving' }));
    try {
      await writeUpdate(name, update);
      if (mine === writes) status.set((now) => ({ ...now, saved: 'saved' }));
    } catch {
      status.set((now) => ({ ...now, saved: 'failed' }));
    }
  };
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === remote) return;
    say({ kind: 'update', update });
    void write(update as Uint8Array<ArrayBuffer>);
  });
  map.observe(() => fields.set(() => map.toJSON()));
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if (data.kind === 'update') applyUpdate(doc, data.update, remote);
    else say({ kind: 'update', update: encodeStateAsUpdate(doc, data.vector) });
  };

  const set = (next: Fields) =>
    doc.transact(() => {
      for (const [key, value] of Object.entries(next)) {
        if (value === undefined) map.delete(key);
        else map.set(key, value);
      }
    });

  void (async () => {
    const updates = await readUpdates(name).catch(() => null);
    if (doc.isDestroyed) return;
    if (updates === null) return status.set(() => ({ loaded: true, saved: 'failed' }));
    doc.transact(() => {
      for (const update of updates) applyUpdate(doc, update, remote);
    }, remote);
    status.set((now) => ({ loaded: true, saved: updates.length > 0 && now.saved === 'empty' ? 'saved' : now.saved }));
    say({ kind: 'have', vector: encodeStateVector(doc) });
    if (updates.length > foldAt) await foldUpdates(name).catch(() => {});
  })();

  return {
    body,
    doc,
    status,
    fields,
    set,
    messageId() {
      const known = map.get('messageId');
      if (typeof known === 'string') return known;
      const made = uuid();
      set({ messageId: made, startedAt: new Date().toISOString() });
      return made;
    },
    clear() {
      doc.transact(() => {
        body.delete(0, body.length);
        map.clear();
      });
    },
    renew: () => set({ messageId: undefined, startedAt: undefined }),
    close() {
      channel.close();
      doc.destroy();
    },
  };
}
