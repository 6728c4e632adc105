import type { Screen } from '../connection/screen.ts';
import { forgetRows } from './disk.ts';
import type { Draft, HeldDraft } from './document.ts';
import { closed, link } from './link.ts';

/** Until the screen shows the next draft, keys still go into the last. */
const lastKeysWithin = 1000;
/** Looked so often whether a document that does not answer is refused, while everything else is. */
const lookEvery = 10_000;
const looksAtMost = 6;

/**
 * What was typed into a document that has closed meanwhile: the server takes it in, and says so by closing once more.
 * @param rescue called when the server no longer knows the document at all
 */
export function deliverLate(screen: Screen, draft: HeldDraft, docId: string, rescue: (draft: Draft) => void): void {
  let looks = 0;
  const finish = () => {
    clearInterval(patience);
    late.close();
    forgetRows(docId).catch(() => {});
    draft.close();
  };
  const giveUp = () => {
    rescue(draft);
    finish();
  };
  const late = link(draft.doc, docId, {
    saved(vector) {
      draft.confirm(vector);
      if (draft.isSaved()) finish();
    },
    closed: (code) => {
      if (code === closed.sent || code === closed.discarded) finish();
      else if (code === closed.notOpen) giveUp();
    },
  });
  const patience = setInterval(() => {
    if (screen.store.get().line.at !== 'live' || late.connected()) return;
    looks += 1;
    if (looks >= looksAtMost) giveUp();
  }, lookEvery);
}

/** A document that has closed: its last words, if the server lacks any, are brought there; then it goes. */
export function putAway(screen: Screen, draft: HeldDraft, rescue: (draft: Draft) => void): void {
  const place = draft.place();
  setTimeout(() => {
    draft.unlink();
    if (place && !draft.isSaved()) return deliverLate(screen, draft, place.docId, rescue);
    if (place) forgetRows(place.docId).catch(() => {});
    draft.close();
  }, lastKeysWithin);
}
