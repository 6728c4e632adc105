export const languages = ['en', 'zhHant'] as const;
export type Language = (typeof languages)[number];

const remembered = 'baton.language';
export const isLanguage = (value: unknown): value is Language => languages.some((language) => language === value);

export const remember = (language: Language): void => localStorage.setItem(remembered, language);

/** The first language of the browser that we speak; any Chinese reader gets Chinese. */
export function languageFor(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    if (/^zh\b/i.test(tag)) return 'zhHant';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}

/** A browser loads the words it shows; those of the other language when they are wanted. */
export const wordsOf = {
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

let words: ReturnType<typeof wordsFor> | null = null;

/** The words that the page begins with, fetched once. */
export function firstWords(): ReturnType<typeof wordsFor> {
  const stored = localStorage.getItem(remembered);
  words ??= wordsFor(isLanguage(stored) ? stored : languageFor(navigator.languages));
  return words;
}
