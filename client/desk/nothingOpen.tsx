import { MessageSquareText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useKeyOf } from '../keyboard/ownKeys.ts';
import { Empty } from '../ui/empty.tsx';

export default function NothingOpen() {
  const { t } = useTranslation();
  const key = useKeyOf('next');
  return (
    <main className="flex min-w-0 flex-1 items-center justify-center bg-page">
      <Empty icon={MessageSquareText} title={t('desk.nothingOpen')} body={key && t('desk.nothingOpenHint', { key })} />
    </main>
  );
}
