import { Link2Off, WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../shared/contract.ts';
import { post } from '../connection/post.ts';
import { reasonOf } from '../connection/refused.ts';
import { Button } from '../ui/button.tsx';
import { Bar } from '../ui/skeleton.tsx';
import { Frame } from './frame.tsx';
import { JoinForm } from './joinForm.tsx';
import { Outcome } from './outcome.tsx';
import { leave } from './outside.ts';

type Found = Output<'invitation.get'> | 'looking' | 'dead' | 'unreachable';

/** A mailed invitation: says to what, asks who, and lets in. */
export function Join({ token }: { token: string }) {
  const { t } = useTranslation('account');
  const [found, setFound] = useState<Found>('looking');
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try looks again
  useEffect(() => {
    let here = true;
    post('invitation.get', { token }).then(
      ({ value }) => here && setFound(value),
      (error: unknown) => {
        const reason = reasonOf(error);
        if (here) setFound(reason === 'notFound' || reason === 'invalid' ? 'dead' : 'unreachable');
      },
    );
    return () => {
      here = false;
    };
  }, [token, tries]);

  if (found === 'looking') {
    return (
      <Frame title={t('join.bare')}>
        <p role="status" className="sr-only">
          {t('checking')}
        </p>
        <Bar className="h-3 w-24" />
        <Bar className="mt-2 h-8" />
        <Bar className="mt-5 h-9" />
      </Frame>
    );
  }
  if (found === 'dead') {
    return (
      <Frame title={t('join.bare')}>
        <Outcome icon={Link2Off} title={t('join.dead')} body={t('join.deadHint')}>
          <Button size="large" onClick={leave}>
            {t('toDesk')}
          </Button>
        </Outcome>
      </Frame>
    );
  }
  if (found === 'unreachable') {
    const again = () => {
      setFound('looking');
      setTries(tries + 1);
    };
    return (
      <Frame title={t('join.bare')}>
        <Outcome icon={WifiOff} title={t('join.bare')} body={t('unreachable')}>
          <Button size="large" onClick={again}>
            {t('again')}
          </Button>
        </Outcome>
      </Frame>
    );
  }
  return (
    <Frame title={t('join.title', { workspace: found.workspace.name })} intro={t('join.as', { email: found.email })}>
      <JoinForm token={token} invitation={found} onDead={() => setFound('dead')} />
    </Frame>
  );
}
