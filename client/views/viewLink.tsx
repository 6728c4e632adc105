import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useShown } from '../connection/screenContext.ts';
import { type DeskView, deskCountOf } from './deskViews.ts';
import { viewIcons } from './viewIcons.ts';

const number = new Intl.NumberFormat('en');

const counted = (view: DeskView) =>
  view === 'drafts' ? 'view.draftCount' : view === 'mentions' ? 'view.mentionCount' : 'view.count';

interface ViewLinkProps {
  view: DeskView;
  current: boolean;
}

export const ViewLink = memo(function ViewLink({ view, current }: ViewLinkProps) {
  const { t } = useTranslation();
  const count = useShown((state) => deskCountOf(state, view));
  const Icon = viewIcons[view];
  const calls = view === 'mentions' && count > 0;
  return (
    <Link
      to="/desk/$view/{-$ticketId}"
      params={{ view, ticketId: undefined }}
      aria-current={current ? 'page' : undefined}
      aria-label={`${t(`view.${view}`)}, ${t(counted(view), { count })}`}
      className={`flex h-7 items-center gap-2.5 rounded-control px-2 transition-colors duration-[80ms] ${
        current ? 'bg-active font-medium' : 'text-ink-2 hover:bg-hover'
      }`}
    >
      <Icon className={`size-4 shrink-0 ${calls ? 'text-mention' : ''}`} aria-hidden />
      <span className="min-w-0 flex-1 truncate">{t(`view.${view}`)}</span>
      {view !== 'closed' && (
        <span
          className={`tabular-nums ${calls ? 'rounded-chip bg-mention-tint px-1.5 font-medium text-mention' : 'font-normal text-ink-3'}`}
        >
          {number.format(count)}
        </span>
      )}
    </Link>
  );
});
