import { Link, useLocation } from '@tanstack/react-router';
import { Inbox, type LucideIcon, PencilLine, Search, Settings, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { perform } from '../keyboard/keyboard.ts';

const placeOf = (pathname: string) => {
  if (pathname.startsWith('/settings')) return 'settings';
  if (/^\/(contacts|companies)/.test(pathname)) return 'contacts';
  return pathname.startsWith('/desk/drafts') ? 'drafts' : 'tickets';
};

/** On a phone the rail lies at the bottom, under the thumb. */
export default function PhoneBar() {
  const { t } = useTranslation();
  const at = useLocation({ select: ({ pathname }) => placeOf(pathname) });
  const look = (here: boolean) =>
    `flex min-h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-[0.75rem]/4 focus-visible:outline-offset-[-2px] ${here ? 'font-medium text-accent-ink' : 'text-ink-2'}`;
  const inside = (Icon: LucideIcon, label: string) => (
    <>
      <Icon className="size-5" aria-hidden />
      <span className="max-w-full truncate">{label}</span>
    </>
  );
  const current = (here: boolean) => ({ className: look(here), 'aria-current': here ? ('page' as const) : undefined });
  return (
    <nav aria-label={t('app')} className="flex shrink-0 border-t border-line bg-panel pb-[env(safe-area-inset-bottom)]">
      <Link to="/desk/$view/{-$ticketId}" params={{ view: 'open', ticketId: undefined }} {...current(at === 'tickets')}>
        {inside(Inbox, t('desk.ticketsPane'))}
      </Link>
      <button type="button" onClick={() => perform('search')} className={look(false)}>
        {inside(Search, t('desk.search'))}
      </button>
      <Link
        to="/desk/$view/{-$ticketId}"
        params={{ view: 'drafts', ticketId: undefined }}
        {...current(at === 'drafts')}
      >
        {inside(PencilLine, t('view.drafts'))}
      </Link>
      <Link to="/contacts/{-$contactId}" params={{ contactId: undefined }} {...current(at === 'contacts')}>
        {inside(Users, t('desk.contacts'))}
      </Link>
      <Link to="/settings/{-$section}" params={{ section: undefined }} {...current(at === 'settings')}>
        {inside(Settings, t('desk.settings'))}
      </Link>
    </nav>
  );
}
