import { Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../ui/empty.tsx';

export function NoneOpen() {
  const { t } = useTranslation('contacts');
  return (
    <main className="flex min-w-0 flex-1 items-center justify-center bg-page">
      <Empty icon={Users} title={t('noneOpen')} body={t('noneOpenHint')} />
    </main>
  );
}
