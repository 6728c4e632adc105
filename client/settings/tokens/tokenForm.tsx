import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TokenScope } from '../../../shared/contract/call.ts';
import { meIn } from '../../../shared/state.ts';
import { useShown } from '../../connection/screenContext.ts';
import { Button } from '../../ui/button.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { askAccount } from '../ask.ts';
import { Choice } from '../choice.tsx';
import { scopes as allScopes } from '../options.ts';
import { refusalIn } from '../refusal.ts';
import { Tick } from '../tick.tsx';
import { useAsking } from '../useAsking.ts';

/** How many days a token is good for; the safe ones first. */
const lives = ['30', '90', '365', 'forever'] as const;
type Life = (typeof lives)[number];
const day = 86_400_000;

export function TokenForm({ onCancel, onMade }: { onCancel: () => void; onMade: (secret: string) => void }) {
  const { t } = useTranslation('settings');
  const admin = useShown(meIn).role === 'admin';
  const asking = useAsking();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly TokenScope[]>(['read']);
  const [life, setLife] = useState<Life>('90');
  const [tried, setTried] = useState(false);
  const offered = allScopes.filter((scope) => scope !== 'admin' || admin);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!name.trim() || scopes.length === 0) return;
    const until = life === 'forever' ? {} : { expiresAt: new Date(Date.now() + Number(life) * day).toISOString() };
    await asking.run(async () => {
      const made = await askAccount('token.create', { name: name.trim(), scopes: [...scopes], ...until });
      onMade(made.secret);
    });
  }

  const tick = (scope: TokenScope, on: boolean) =>
    setScopes(on ? [...scopes, scope] : scopes.filter((other) => other !== scope));
  return (
    <form
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
      noValidate
      className="flex flex-col gap-4 rounded-card border border-line-strong p-4"
    >
      <Field
        className="max-w-96"
        label={t('tokens.name')}
        hint={t('tokens.nameHint')}
        autoFocus
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={tried && !name.trim() ? t('tokens.nameMissing') : null}
      />
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1.5 text-[0.75rem]/4 font-medium">{t('tokens.scopes')}</legend>
        {offered.map((scope) => (
          <Tick
            key={scope}
            label={t(`tokens.${scope}`)}
            hint={t(`tokens.${scope}Hint`)}
            checked={scopes.includes(scope)}
            onTick={(on) => tick(scope, on)}
          />
        ))}
        {tried && scopes.length === 0 && <FieldError>{t('tokens.scopesMissing')}</FieldError>}
      </fieldset>
      <Choice
        className="max-w-56"
        label={t('tokens.expires')}
        value={life}
        options={lives.map((value) => ({
          value,
          name: value === 'forever' ? t('tokens.forever') : t('tokens.days', { count: Number(value) }),
        }))}
        onChoose={setLife}
      />
      {asking.trouble && <FieldError>{refusalIn(t, asking.trouble.reason)}</FieldError>}
      <div className="flex gap-2">
        <Button look="primary" type="submit" disabled={asking.busy}>
          {t(asking.busy ? 'tokens.creating' : 'tokens.create')}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
