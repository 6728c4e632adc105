import { useTranslation } from 'react-i18next';
import type { ViewId } from '../../shared/views.ts';
import { Empty } from '../ui/empty.tsx';
import { GoToView } from '../views/goToView.tsx';
import { viewIcons } from '../views/viewIcons.ts';

export function EmptyView({ view }: { view: ViewId }) {
  const { t } = useTranslation();
  return (
    <Empty
      icon={viewIcons[view]}
      title={t(`empty.${view}.title`)}
      body={t(`empty.${view}.body`)}
      action={<GoToView view={view === 'open' ? 'closed' : 'open'} />}
    />
  );
}
