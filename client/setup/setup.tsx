import '../settings/words/load.ts';
import { CircleCheck, Wrench } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../shared/contract.ts';
import { Frame } from '../account/frame.tsx';
import { Outcome } from '../account/outcome.tsx';
import { goTo } from '../account/outside.ts';
import { post } from '../connection/post.ts';
import { Button } from '../ui/button.tsx';
import { Bar } from '../ui/skeleton.tsx';
import { Wizard } from './wizard.tsx';

type Found = Output<'setup.status'> | 'looking' | 'unreachable';

/** The first page of a new installation; on one that is not new it says so. */
export default function Setup() {
  const { t } = useTranslation('settings');
  const [found, setFound] = useState<Found>('looking');
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try looks again
  useEffect(() => {
    let here = true;
    post('setup.status', {}).then(
      ({ value }) => here && setFound(value),
      () => here && setFound('unreachable'),
    );
    return () => {
      here = false;
    };
  }, [tries]);

  if (found === 'looking') {
    return (
      <Frame title={t('setup.title')}>
        <p role="status" className="sr-only">
          {t('loading')}
        </p>
        <Bar className="h-3 w-24" />
        <Bar className="mt-2 h-8" />
      </Frame>
    );
  }
  if (found === 'unreachable') {
    return (
      <Frame title={t('setup.title')}>
        <Outcome icon={Wrench} title={t('setup.title')} body={t('refusal.unreachable')}>
          <Button size="large" onClick={() => setTries(tries + 1)}>
            {t('again')}
          </Button>
        </Outcome>
      </Frame>
    );
  }
  if (!found.needed) {
    return (
      <Frame title={t('setup.title')}>
        <Outcome icon={CircleCheck} title={t('setup.done')} body={t('setup.doneHint')}>
          <Button look="primary" size="large" onClick={() => goTo('/')}>
            {t('setup.toSignIn')}
          </Button>
        </Outcome>
      </Frame>
    );
  }
  return <Wizard installation={found} onTooLate={() => setFound({ ...found, needed: false })} />;
}
