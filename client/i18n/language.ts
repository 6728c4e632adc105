import i18next from 'i18next';
import type { Language as WireLanguage } from '../../shared/entities.ts';
import './catalogue.ts';
import { firstWords, isLanguage, type Language, remember, wordsOf } from './firstWords.ts';

/** The BCP 47 tag that `<html lang>`, Intl and the server get. */
export const tagOf = (language: Language): WireLanguage => (language === 'en' ? 'en' : 'zh-Hant');

export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : 'en';
}

const mark = (language: Language) => {
  document.documentElement.lang = tagOf(language);
};

export async function startLanguage(): Promise<void> {
  const { lng, words } = await firstWords();
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
  remember(language);
  mark(language);
  await i18next.changeLanguage(language);
}
