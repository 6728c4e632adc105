import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { meIn } from '../../shared/state.ts';
import { knownRights, rightsIn } from '../connection/knownRights.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { warn } from '../ui/toast.tsx';

/** When others have changed what the reader may do, he is told why his screen is another. product: A3 */
export function useRightsTold(): void {
  const { t } = useTranslation('notices');
  const screen = useScreen();
  const me = useShown(meIn);
  const rights = rightsIn(me);
  const word = t('rights', { role: t(`role.${me.role}`) });
  useEffect(() => {
    const known = knownRights(screen);
    if (known.rights !== '' && known.rights !== rights) warn(word);
    known.rights = rights;
  }, [screen, rights, word]);
}
