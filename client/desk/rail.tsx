import { Link, useLocation } from '@tanstack/react-router';
import { Inbox, Settings, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Bell } from '../notices/bell.tsx';
import { OwnMenu } from '../session/ownMenu.tsx';
import { Logo } from '../ui/logo.tsx';
import { Tip } from '../ui/tip.tsx';
import { usePlace } from '../views/place.ts';

export function Rail() {
  const { t } = useTranslation();
  const { view } = usePlace();
  const at = useLocation({
    select: ({ pathname }) =>
      pathname.startsWith('/settings') ? 'settings' : /^\/(contacts|companies)/.test(pathname) ? 'contacts' : 'desk',
  });
  const entry = (here: boolean) =>
    `flex size-10 h-9 items-center justify-center rounded-control ${here ? 'bg-active' : 'text-ink-2 hover:bg-hover hover:text-ink'}`;
  return (
    <nav
      aria-label={t('app')}
      className="flex h-full w-14 shrink-0 flex-col items-center border-r border-line bg-app py-3"
    >
      <Logo className="size-8" />
      <Tip text={t('desk.helpDesk')} side="right">
        <Link
          to="/desk/$view/{-$ticketId}"
          params={{ view, ticketId: undefined }}
          aria-label={t('desk.helpDesk')}
          aria-current={at === 'desk' ? 'page' : undefined}
          className={`mt-4 ${entry(at === 'desk')}`}
        >
          <Inbox className="size-5" aria-hidden />
        </Link>
      </Tip>
      <Tip text={t('desk.contacts')} side="right">
        <Link
          to="/contacts/{-$contactId}"
          params={{ contactId: undefined }}
          aria-label={t('desk.contacts')}
          aria-current={at === 'contacts' ? 'page' : undefined}
          className={`mt-1 ${entry(at === 'contacts')}`}
        >
          <Users className="size-5" aria-hidden />
        </Link>
      </Tip>
      <Tip text={t('desk.settings')} side="right">
        <Link
          to="/settings/{-$section}"
          params={{ section: undefined }}
          aria-label={t('desk.settings')}
          aria-current={at === 'settings' ? 'page' : undefined}
          className={`mt-1 ${entry(at === 'settings')}`}
        >
          <Settings className="size-5" aria-hidden />
        </Link>
      </Tip>
      <div className="flex-1" />
      <Bell className={`mb-2 ${entry(false)}`} side="right" />
      <OwnMenu side="right" />
    </nav>
  );
}
