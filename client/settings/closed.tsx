import { useNavigate } from '@tanstack/react-router';
import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { meIn } from '../../shared/state.ts';
import { useShown } from '../connection/screenContext.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';

/** In the place of a section whose reader is no admin. `lost`: he was one a moment ago. */
export function Closed({ lost }: { lost: boolean }) {
  const { t } = useTranslation('settings');
  const navigate = useNavigate();
  const { role } = useShown(meIn);
  return (
    <main role="alert" className="flex min-w-0 flex-1 items-center justify-center bg-page">
      <Empty
        icon={Lock}
        title={t('closed.title')}
        body={t(lost ? 'closed.lost' : 'closed.never', { role: t(`role.${role}`) })}
        action={
          <Button onClick={() => void navigate({ to: '/settings/{-$section}', params: { section: 'profile' } })}>
            {t('closed.go')}
          </Button>
        }
      />
    </main>
  );
}
