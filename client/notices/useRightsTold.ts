import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { meIn } from '../../shared/state.ts';
import { perScreen } from '../connection/perScreen.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { warn } from '../ui/toast.tsx';

const lastOf = perScreen(() => ({ rights: '' }));

/** When others have changed what the reader may do, he is told why his screen is another. product: A3 */
export function useRightsTold(): void {
  const { t } = useTranslation('notices');
  const screen = useScreen();
  const { role, access, mainTeamId, teamIds } = useShown(meIn);
  const rights = JSON.stringify({ role, access, mainTeamId, teamIds });
  const word = t('rights', { role: t(`role.${role}`) });
  useEffect(() => {
    const last = lastOf(screen);
    if (last.rights !== '' && last.rights !== rights) warn(word);
    last.rights = rights;
  }, [screen, rights, word]);
}
