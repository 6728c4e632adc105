import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { meIn } from '../../shared/state.ts';
import { type ViewId, viewsOf } from '../../shared/views.ts';
import { useShown } from '../connection/screenContext.ts';

/** Leads out of an empty place, to a view that the reader has. */
export function GoToView({ view }: { view: ViewId }) {
  const { t } = useTranslation();
  const offered = viewsOf(useShown(meIn)).includes(view);
  if (!offered) return null;
  return (
    <Link
      to="/desk/$view/{-$ticketId}"
      params={{ view, ticketId: undefined }}
      className="inline-flex h-(--control-small) items-center rounded-control border border-line-strong bg-page px-2.5 font-medium hover:bg-hover"
    >
      {t('empty.goTo', { view: t(`view.${view}`) })}
    </Link>
  );
}
