import { Globe } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { languages } from '../i18n/firstWords.ts';
import { chooseLanguage, currentLanguage, tagOf } from '../i18n/language.ts';

export function LanguageSwitch() {
  const { t } = useTranslation();
  const now = currentLanguage();
  return (
    <nav aria-label={t('language.label')} className="flex items-center gap-1 pb-6 text-ink-2">
      <Globe className="mr-1 size-4" aria-hidden />
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={tagOf(language)}
          aria-pressed={language === now}
          onClick={() => void chooseLanguage(language)}
          className={`min-h-7 rounded-control px-2 hover:bg-hover max-md:min-h-11 ${language === now ? 'font-medium text-ink' : ''}`}
        >
          {t(`language.${language}`)}
        </button>
      ))}
    </nav>
  );
}
