import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { RowsShape } from './card.tsx';
import type { Loaded } from './useLoaded.ts';

/** What was asked for; its shape until it is here, and a way to ask again when it does not come. */
export function Await<T>({ loaded, children }: { loaded: Loaded<T>; children: (value: T) => ReactNode }) {
  const { t } = useTranslation('settings');
  if (loaded.value !== null) return children(loaded.value);
  if (!loaded.failed) return <RowsShape />;
  return (
    <div role="alert" className="flex flex-wrap items-center gap-3 p-4 text-ink-2">
      {t('failed')}
      <Button size="small" onClick={loaded.again}>
        {t('again')}
      </Button>
    </div>
  );
}
