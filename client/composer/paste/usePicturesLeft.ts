import { useTranslation } from 'react-i18next';
import { warn } from '../../ui/toast.tsx';

/** Says that pictures stayed behind: a page may not read them from where they are. */
export function usePicturesLeft(): (count: number) => void {
  const { t } = useTranslation('composer');
  return (count) => warn(t('paste.left', { count }));
}
