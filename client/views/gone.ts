import i18next from 'i18next';
import { warn } from '../ui/toast.tsx';

/** Tells whoever was in a view that somebody else has taken away. */
export const sayGone = (): void => warn(i18next.t('own.gone', { ns: 'views' }));
