import { ticketSorts } from '../../shared/order.ts';
import { isViewId } from '../../shared/views.ts';
import type { Screen } from '../connection/screen.ts';
import type { Remembered } from '../connection/screenState.ts';
import { createListing } from '../tickets/list.ts';
import { readRows, wipe } from './disk.ts';
import { createKeeper } from './keeper.ts';
import { type ListIn, remembered } from './rows.ts';

/** Another build may know other shapes: it does not read what this one wrote. */
const build = () =>
  [...document.querySelectorAll<HTMLScriptElement>('script[type=module][src]')].map(({ src }) => src).join(' ');

/** A disk that does not answer by then holds nobody up. */
const patience = 500;

/** What an earlier visit of this person to this workspace has left here. Never fails. */
export async function recall(owner: string): Promise<Remembered | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), patience));
  const read = readRows(owner).then(({ head, rows }) =>
    head?.build === build() ? remembered(rows, head.heardAt) : null,
  );
  return Promise.race([read, late]).catch(() => null);
}

/** A page's key names its list (tickets/asking.ts); each is kept true rather than sorted anew. */
function createLists(): ListIn {
  const listings = new Map<string, ReturnType<typeof createListing>>();
  return (key, state, page) => {
    const [view, sort, ...filter] = key.split(' ');
    const known = ticketSorts.find((one) => one === sort);
    // What a filter means comes later than this: its list is read anew.
    if (!isViewId(view) || !known || filter.length > 0) return null;
    const listing = listings.get(key) ?? createListing(view, known);
    listings.set(key, listing);
    return listing(state, page);
  };
}

/** What this page keeps. */
const keeping = new Set<AbortController>();

/**
 * Keeps what a screen knows for the next visit: one tab does, for all of this person's. Without locks (a page on plain
 * http) nothing is kept. Answers how to stop.
 */
export function keepFor(screen: Screen): () => void {
  if (!navigator.locks) return () => {};
  const leaving = new AbortController();
  keeping.add(leaving);
  const hold = () =>
    new Promise<void>((release) => {
      const keeper = createKeeper(screen.store, screen.owner, build(), createLists());
      leaving.signal.addEventListener('abort', () => {
        keeper.stop();
        release();
      });
    });
  navigator.locks.request(`baton.cache ${screen.owner}`, { signal: leaving.signal }, hold).catch(() => {});
  return () => {
    keeping.delete(leaving);
    leaving.abort();
  };
}

/** At the end of a sign-in nothing of it stays, whoever's it was. */
export function forgetAll(): Promise<void> {
  for (const one of keeping) one.abort();
  keeping.clear();
  return wipe().catch(() => {});
}
