import { MessageSquareText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../ui/empty.tsx';

export default function NothingOpen() {
  const { t } = useTranslation();
  return (
    <main className="flex min-w-0 flex-1 items-center justify-center bg-page">
      <Empty icon={MessageSquareText} title={t('desk.nothingOpen')} body={t('desk.nothingOpenHint', { key: 'j' })} />
    </main>
  );
}
