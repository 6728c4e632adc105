import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { meIn } from '../../shared/state.ts';
import { type ViewId, viewsOf } from '../../shared/views.ts';
import { useShown } from '../connection/screenContext.ts';
import { Empty } from '../ui/empty.tsx';
import { viewIcons } from '../views/viewIcons.ts';

export function EmptyView({ view }: { view: ViewId }) {
  const { t } = useTranslation();
  const other: ViewId = view === 'open' ? 'closed' : 'open';
  const offered = viewsOf(useShown(meIn)).includes(other);
  return (
    <Empty
      icon={viewIcons[view]}
      title={t(`empty.${view}.title`)}
      body={t(`empty.${view}.body`)}
      action={
        offered && (
          <Link
            to="/desk/$view/{-$ticketId}"
            params={{ view: other, ticketId: undefined }}
            className="inline-flex h-(--control-small) items-center rounded-control border border-line-strong bg-page px-2.5 font-medium hover:bg-hover"
          >
            {t('empty.goTo', { view: t(`view.${other}`) })}
          </Link>
        )
      }
    />
  );
}
