import { useEffect, useMemo, useRef, useState } from 'react';
import type { SearchHit, SearchType } from '../../shared/contract/search.ts';
import type { Filter } from '../../shared/filter/language.ts';
import { partsOf } from '../../shared/search/words.ts';
import { useHasLeft } from '../connection/left.ts';
import { useScreen, useScreenState, useShown } from '../connection/screenContext.ts';
import { foundHere, type Group } from './here.ts';

/** So that every key does not ask the server. */
const pauseMs = 90;

interface Answer {
  asked: string;
  groups: Group[];
}

const keyOf = (text: string, types: readonly SearchType[], limit: number, filter: Filter | undefined) =>
  `${limit} ${types.join()} ${JSON.stringify(filter)} ${text}`;

export interface Searching {
  groups: Group[];
  /** Whether this is the server's answer, what the device knew, or the answer is missing. */
  state: 'idle' | 'looking' | 'done' | 'failed';
  retry: () => void;
}

/** What is found for a text: at once from what the screen knows, then from the server. */
export function useSearch(given: string, types: readonly SearchType[], limit: number, filter?: Filter): Searching {
  const screen = useScreen();
  const generation = useScreenState((state) => state.generation);
  const text = given.trim();
  const asked = keyOf(text, types, limit, filter);
  const parts = useMemo(() => partsOf(text), [text]);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  const run = useRef(0);
  const wanted = useRef({ text, types, limit, filter });
  wanted.current = { text, types, limit, filter };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another generation or try asks the same again
  useEffect(() => {
    run.current += 1;
    const own = run.current;
    setFailed(null);
    if (parts.length === 0) return;
    const timer = setTimeout(() => {
      const { text, types, limit, filter } = wanted.current;
      screen
        .ask('search.find', { text: text.slice(0, 200), types: [...types], limit, ...(filter ? { filter } : {}) })
        .then(
          ({ value }) => {
            if (own === run.current) setAnswer({ asked, groups: value.groups.filter(({ items }) => items.length > 0) });
          },
          () => {
            if (own === run.current) setFailed(asked);
          },
        );
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [screen, asked, parts, generation, tries]);

  const hasLeft = useHasLeft();
  const isMine = ({ id, ticket }: SearchHit) => !hasLeft(id) && !hasLeft(ticket?.id);
  const state = useShown((shown) => shown);
  const here = useMemo(() => foundHere(state, parts, types), [state, parts, types]);
  const retry = () => setTries((count) => count + 1);
  if (parts.length === 0) return { groups: [], state: 'idle', retry };
  if (answer?.asked === asked) {
    const groups = answer.groups.map((group) => ({ ...group, items: group.items.filter(isMine) }));
    return { groups: groups.filter(({ items }) => items.length > 0), state: 'done', retry };
  }
  // What is here is not asked by the filter.
  return { groups: filter ? [] : here, state: failed === asked ? 'failed' : 'looking', retry };
}
