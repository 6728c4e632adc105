import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';

/** A bug has stopped the desk. Drafts are in the browser's store, so loading again is safe. */
export function Broken() {
  const { t } = useTranslation();
  return (
    <main className="flex h-full items-center justify-center bg-page">
      <Empty
        icon={TriangleAlert}
        title={t('desk.failed')}
        action={<Button onClick={() => window.location.reload()}>{t('desk.reload')}</Button>}
      />
    </main>
  );
}
