import { useTranslation } from 'react-i18next';
import { MenuGroup, MenuItem } from '../ui/menu.tsx';
import { useOwnViews } from './ownViews.ts';
import { usePlace } from './place.ts';

/** The custom views, in a menu of views. */
export function CustomViewItems() {
  const { t } = useTranslation('views');
  const { view: current, go } = usePlace();
  const views = useOwnViews();
  if (views.length === 0) return null;
  return (
    <MenuGroup label={t('own.title')}>
      {views.map(({ id, name }) => (
        <MenuItem key={id} checked={current === `v-${id}`} onSelect={() => go(`v-${id}`)}>
          {name}
        </MenuItem>
      ))}
    </MenuGroup>
  );
}
