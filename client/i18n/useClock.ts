import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { type Clock, dayKey } from './format.ts';
import { currentLanguage, tagOf } from './language.ts';

/** How often the page asks whether midnight has passed. */
const dayCheck = 30_000;

const today = () => dayKey(new Date(), { locale: 'en', now: new Date() });

let day = '';
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One look for all: a long conversation shows the time in a thousand places. */
function look(): void {
  const now = today();
  if (now === day) return;
  day = now;
  for (const changed of listeners) changed();
}

function eachDay(changed: () => void): () => void {
  listeners.add(changed);
  timer ??= setInterval(look, dayCheck);
  return () => {
    listeners.delete(changed);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function dayNow(): string {
  if (!timer) day = today();
  return day;
}

/** Locale and now, for the formats; re-renders when the language or the day changes. */
export function useClock(): Clock {
  useTranslation();
  useSyncExternalStore(eachDay, dayNow);
  return { locale: tagOf(currentLanguage()), now: new Date() };
}
