import { Link } from '@tanstack/react-router';
import { Inbox } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { OwnMenu } from '../session/ownMenu.tsx';
import { Logo } from '../ui/logo.tsx';
import { Tip } from '../ui/tip.tsx';
import { usePlace } from '../views/place.ts';

export function Rail() {
  const { t } = useTranslation();
  const { view } = usePlace();
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
          aria-current="page"
          className="mt-4 flex size-10 h-9 items-center justify-center rounded-control bg-active"
        >
          <Inbox className="size-5" aria-hidden />
        </Link>
      </Tip>
      <div className="flex-1" />
      <OwnMenu side="right" />
    </nav>
  );
}
