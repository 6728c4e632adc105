import { useCallback, useEffect, useRef, useState } from 'react';
import { merge } from '../../shared/state.ts';
import { readInto } from '../connection/readInto.ts';
import { reasonOf } from '../connection/refused.ts';
import type { Screen } from '../connection/screen.ts';
import { useScreen, useScreenState } from '../connection/screenContext.ts';

export type Kind = 'contacts' | 'companies';
export type PeopleSort = 'newest' | 'name';

const pageSize = 50;
/** So that every key does not ask the server. */
const pauseMs = 150;
const retryMs = 1000;

interface Page {
  ids: string[];
  next: string | null;
}

const pageOf = (read: { items: readonly { id: string }[]; next: string | null }): Page => ({
  ids: read.items.map(({ id }) => id),
  next: read.next,
});

async function readPage(
  screen: Screen,
  kind: Kind,
  search: string,
  sort: PeopleSort,
  cursor: string | null,
): Promise<Page | null> {
  const page = { limit: pageSize, cursor, ...(search ? { search } : {}) };
  if (kind === 'contacts') {
    const answer = await readInto(screen, 'contact.list', { ...page, sort }, (known, { value, seq }) =>
      merge(known, seq, { contacts: value.items, companies: value.companies }),
    );
    return answer && pageOf(answer.value);
  }
  const answer = await readInto(screen, 'company.list', page, (known, { value, seq }) =>
    merge(known, seq, { companies: value.items }),
  );
  return answer && pageOf(answer.value);
}

/** A list by pages, or what a search finds; asked anew when what is shown was forgotten. */
export function usePeople(kind: Kind, search: string, sort: PeopleSort) {
  const screen = useScreen();
  const generation = useScreenState((state) => state.generation);
  const live = useScreenState((state) => state.line.at === 'live');
  const [page, setPage] = useState<Page | null>(null);
  const [failed, setFailed] = useState(false);
  /** No answer came: asked again while the line is there. */
  const [cut, setCut] = useState(false);
  const [tries, setTries] = useState(0);
  const run = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks the same again
  useEffect(() => {
    if (generation === 0) return;
    run.current += 1;
    const own = run.current;
    const timer = setTimeout(
      () => {
        readPage(screen, kind, search, sort, null).then(
          (read) => {
            if (own !== run.current || !read) return;
            setPage(read);
            setFailed(false);
          },
          (error) => {
            if (own !== run.current) return;
            setFailed(true);
            setCut(reasonOf(error) === 'unreachable');
          },
        );
      },
      search ? pauseMs : 0,
    );
    return () => clearTimeout(timer);
  }, [screen, generation, kind, search, sort, tries]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each try that was cut off is followed by another
  useEffect(() => {
    if (!failed || !cut || !live) return;
    const timer = setTimeout(() => setTries((count) => count + 1), retryMs);
    return () => clearTimeout(timer);
  }, [failed, cut, live, tries]);
  const more = useCallback(async () => {
    const own = run.current;
    if (!page?.next) return;
    const read = await readPage(screen, kind, search, sort, page.next).catch(() => null);
    if (read && own === run.current) setPage({ ids: [...page.ids, ...read.ids], next: read.next });
  }, [screen, kind, search, sort, page]);
  return { page, failed, more, retry: () => setTries((count) => count + 1) };
}
