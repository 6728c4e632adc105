import { WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../ui/empty.tsx';

/** The server did not answer at all; the page keeps asking. */
export function Unreached() {
  const { t } = useTranslation();
  return (
    <main role="status" className="flex h-full flex-1 items-center justify-center bg-app">
      <Empty icon={WifiOff} title={t('line.offlineNow')} body={t('signIn.unreachable')} />
    </main>
  );
}
