import { SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useChoice } from '../tickets/listChoice.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { usePlace } from '../views/place.ts';

/** A list that a filter has left nothing of. */
export function NoMatch() {
  const { t } = useTranslation('views');
  const { own, giveUp } = useChoice(usePlace().view);
  return (
    <Empty
      icon={SearchX}
      title={t('noMatch.title')}
      body={t('noMatch.body')}
      action={
        own.where && (
          <Button size="small" onClick={() => giveUp('where')}>
            {t('noMatch.clear')}
          </Button>
        )
      }
    />
  );
}
