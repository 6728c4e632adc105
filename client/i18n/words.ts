import i18next from 'i18next';
import { useSyncExternalStore } from 'react';

/**
 * What the build puts in the place of react-i18next: a page has a thousand places that ask for words, and there each
 * of them copied all of i18next. See docs/decisions/2026-11-23-a-light-hook-for-words.md.
 */

type Say = (key: string, about?: object) => string;

interface Words {
  t: Say;
  i18n: typeof i18next;
}

const known = new Map<string, Words>();
/** What was said of a key alone, in each language and room; asked for again with every rendering. */
const said = new Set<Map<string, string>>();

const subscribe = (changed: () => void) => {
  i18next.on('languageChanged', changed);
  return () => i18next.off('languageChanged', changed);
};
const language = () => i18next.language;

/** Words that come later may be those of a key that was asked for before. */
let listens = false;
function listen(): void {
  if (listens) return;
  listens = true;
  i18next.store.on('added', () => {
    for (const one of said) one.clear();
  });
}

function wordsOf(lng: string, room: string): Words {
  const id = `${lng} ${room}`;
  const found = known.get(id);
  if (found) return found;
  listen();
  const plain = new Map<string, string>();
  said.add(plain);
  const say = i18next.getFixedT(lng, room as 'translation') as Say;
  const t: Say = (key, about) => {
    if (about !== undefined) return say(key, about);
    const before = plain.get(key);
    if (before !== undefined) return before;
    const words = say(key);
    plain.set(key, words);
    return words;
  };
  const words = { t, i18n: i18next };
  known.set(id, words);
  return words;
}

/** The words of a room, in the reader's language; the same function for as long as that stays. */
export const useTranslation = (room = 'translation'): Words => wordsOf(useSyncExternalStore(subscribe, language), room);
