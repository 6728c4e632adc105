import i18next from 'i18next';
import { en } from './en.ts';
import { zhHant } from './zhHant.ts';

i18next.addResourceBundle('en', 'keys', en);
i18next.addResourceBundle('zhHant', 'keys', zhHant);
