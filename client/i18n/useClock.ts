import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { type Clock, dayKey } from './format.ts';
import { currentLanguage, tagOf } from './language.ts';

/** How often the page asks whether midnight has passed. */
const dayCheck = 30_000;

const today = () => dayKey(new Date(), { locale: 'en', now: new Date() });

const eachDay = (changed: () => void) => {
  const timer = setInterval(changed, dayCheck);
  return () => clearInterval(timer);
};

/** Locale and now, for the formats; re-renders when the language or the day changes. */
export function useClock(): Clock {
  useTranslation();
  useSyncExternalStore(eachDay, today);
  return { locale: tagOf(currentLanguage()), now: new Date() };
}
