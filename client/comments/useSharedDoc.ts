import { useEffect, useMemo, useState } from 'react';
import { Doc, decodeStateVector, encodeStateAsUpdate, encodeStateVector, type XmlFragment } from 'yjs';
import { createStore, type Store, useStore } from '../connection/store.ts';
import type { Saved } from '../drafts/document.ts';
import { closed, covers, type Link, link } from '../drafts/link.ts';

/** A text that is written with colleagues: what an editor and a request need of it. */
export interface SharedText {
  body: XmlFragment;
  awareness: Link['awareness'] | null;
  saved: Store<Saved>;
  vector: () => Uint8Array;
  update: () => Uint8Array;
}

/** A colleague's draft, or a comment that is being changed: in memory here, in the server's store for good. */
export function useSharedDoc(docId: string): { text: SharedText | null; over: 'changed' | 'gone' | null } {
  const [over, setOver] = useState<'changed' | 'gone' | null>(null);
  const [ready, setReady] = useState<{ doc: Doc; tied: Link } | null>(null);
  const saved = useMemo(() => createStore<Saved>('saved'), []);
  useEffect(() => {
    const doc = new Doc();
    let stored: ReadonlyMap<number, number> = new Map();
    const look = () => {
      const all = covers(stored, decodeStateVector(encodeStateVector(doc)));
      saved.set(() => (all ? 'saved' : 'saving'));
    };
    const tied = link(doc, docId, {
      saved(vector) {
        stored = vector;
        look();
        setReady({ doc, tied });
      },
      turned: look,
      closed(code) {
        if (code === closed.outdated) saved.set(() => 'outdated');
        else setOver(code === closed.sent || code === closed.discarded ? 'changed' : 'gone');
      },
    });
    doc.on('update', look);
    return () => {
      setReady(null);
      setOver(null);
      tied.close();
      doc.destroy();
    };
  }, [docId, saved]);
  useStore(saved, (value) => value);
  const text = useMemo(
    () =>
      ready && {
        body: ready.doc.getXmlFragment('body'),
        awareness: ready.tied.awareness,
        saved,
        vector: () => encodeStateVector(ready.doc),
        update: () => encodeStateAsUpdate(ready.doc),
      },
    [ready, saved],
  );
  return { text, over };
}
