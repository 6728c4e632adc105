import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meIn } from '../../../shared/state.ts';
import { useShown } from '../../connection/screenContext.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { askAccount } from '../ask.ts';
import { Await } from '../await.tsx';
import { Card } from '../card.tsx';
import { Copyable } from '../copyable.tsx';
import { Page } from '../page.tsx';
import { Tick } from '../tick.tsx';
import { useLoaded } from '../useLoaded.ts';
import { TokenForm } from './tokenForm.tsx';
import { TokenRow } from './tokenRow.tsx';

type Step = { at: 'list' } | { at: 'form' } | { at: 'secret'; secret: string };

export function Tokens() {
  const { t } = useTranslation('settings');
  const admin = useShown(meIn).role === 'admin';
  const [everybody, setEverybody] = useState(false);
  const all = admin && everybody;
  const tokens = useLoaded(() => askAccount('token.list', all ? { everybody: true } : {}), String(all));
  const [step, setStep] = useState<Step>({ at: 'list' });
  const toList = () => {
    setStep({ at: 'list' });
    tokens.again();
  };
  const make = step.at === 'list' && (
    <Button look="primary" onClick={() => setStep({ at: 'form' })}>
      <Plus className="size-4" aria-hidden />
      {t('tokens.make')}
    </Button>
  );
  return (
    <Page id="tokens" intro={t('tokens.intro')} action={make}>
      {step.at === 'form' && <TokenForm onCancel={toList} onMade={(secret) => setStep({ at: 'secret', secret })} />}
      {step.at === 'secret' && <Secret secret={step.secret} onKept={toList} />}
      <Card
        title={t('section.tokens')}
        action={admin && <Tick label={t('tokens.everybody')} checked={everybody} onTick={setEverybody} />}
      >
        <Await loaded={tokens}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty icon={KeyRound} title={t('tokens.none')} body={t('tokens.noneHint')} />
            ) : (
              <ul>
                {items.map((token) => (
                  <TokenRow key={token.id} token={token} withName={all} onRevoked={tokens.again} />
                ))}
              </ul>
            )
          }
        </Await>
      </Card>
    </Page>
  );
}

function Secret({ secret, onKept }: { secret: string; onKept: () => void }) {
  const { t } = useTranslation('settings');
  return (
    <section role="status" className="flex flex-col gap-3 rounded-card border border-line-strong p-4 shadow-pop">
      <h2 className="font-semibold">{t('tokens.ready')}</h2>
      <p className="text-ink-2">{t('tokens.once')}</p>
      <Copyable label={t('tokens.secret')} shown={secret} text={secret} words={t('copy')} />
      <Button className="w-fit" onClick={onKept}>
        {t('tokens.kept')}
      </Button>
    </section>
  );
}
