import i18next from 'i18next';
import type { Language as WireLanguage } from '../../shared/entities.ts';
import './catalogue.ts';

export const languages = ['en', 'zhHant'] as const;
export type Language = (typeof languages)[number];

const remembered = 'baton.language';
const isLanguage = (value: unknown): value is Language => languages.some((language) => language === value);

/** The BCP 47 tag that `<html lang>`, Intl and the server get. */
export const tagOf = (language: Language): WireLanguage => (language === 'en' ? 'en' : 'zh-Hant');

/** The first language of the browser that we speak; any Chinese reader gets Chinese. */
export function languageFor(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    if (/^zh\b/i.test(tag)) return 'zhHant';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}

export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : 'en';
}

const mark = (language: Language) => {
  document.documentElement.lang = tagOf(language);
};

/** A browser loads the words it shows; those of the other language when they are wanted. */
const wordsOf = {
  en: async () => (await import('./en.ts')).en,
  zhHant: async () => (await import('./zhHant.ts')).zhHant,
};

/** The words of the language that is wanted, or, where they cannot be fetched, of the other. */
async function wordsFor(wanted: Language) {
  try {
    return { lng: wanted, words: await wordsOf[wanted]() };
  } catch {
    const lng = wanted === 'en' ? 'zhHant' : 'en';
    return { lng, words: await wordsOf[lng]() } as const;
  }
}

export async function startLanguage(): Promise<void> {
  const stored = localStorage.getItem(remembered);
  const { lng, words } = await wordsFor(isLanguage(stored) ? stored : languageFor(navigator.languages));
  mark(lng);
  await i18next.init({
    lng,
    fallbackLng: false,
    resources: { [lng]: { translation: words } },
    interpolation: { escapeValue: false },
  });
}

/** Throws when the words cannot be fetched; then the language stays. */
export async function chooseLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation'))
    i18next.addResourceBundle(language, 'translation', await wordsOf[language]());
  localStorage.setItem(remembered, language);
  mark(language);
  await i18next.changeLanguage(language);
}
