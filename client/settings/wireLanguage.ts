import type { Language as WireLanguage } from '../../shared/entities.ts';
import type { Language } from '../i18n/language.ts';

/** The language as the server calls it. */
export const wireOf = (language: Language): WireLanguage => (language === 'en' ? 'en' : 'zh-Hant');
