import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { meIn } from '../../shared/state.ts';
import { useShown } from '../connection/screenContext.ts';
import { deskCountOf, deskViewsOf } from './deskViews.ts';
import { usePlace } from './place.ts';

/** The other views, one touch away on a phone. */
export default function ViewChips() {
  const { t } = useTranslation();
  const { view: current } = usePlace();
  const state = useShown((shown) => shown);
  const others = deskViewsOf(meIn(state)).filter((view) => view !== current);
  if (others.length === 0) return null;
  return (
    <nav
      aria-label={t('desk.viewsPane')}
      className="flex shrink-0 gap-2 overflow-x-auto border-b border-line px-4 pb-3 [scrollbar-width:none]"
    >
      {others.map((view) => (
        <Link
          key={view}
          to="/desk/$view/{-$ticketId}"
          params={{ view, ticketId: undefined }}
          className="flex h-11 shrink-0 items-center gap-1.5 rounded-full bg-active px-4 text-body font-medium text-ink-2 active:bg-hover"
        >
          {t(`view.${view}`)} <span className="text-ink-3">{deskCountOf(state, view)}</span>
        </Link>
      ))}
    </nav>
  );
}
