import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DkimCheck, DkimInput, DkimView } from '../../../shared/contract/dkim.ts';
import { useScreen } from '../../connection/screenContext.ts';
import { Button } from '../../ui/button.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { say } from '../../ui/toast.tsx';
import { Await } from '../await.tsx';
import { Copyable } from '../copyable.tsx';
import { refusalIn } from '../refusal.ts';
import { SureButton } from '../sureButton.tsx';
import { TextArea } from '../textArea.tsx';
import { Tick } from '../tick.tsx';
import { useAsking } from '../useAsking.ts';
import { useLoaded } from '../useLoaded.ts';

const usualSelector = 'baton';

/** With which key an address's mail is signed, and the record that its domain needs for it. */
export function Signing({ channelId, address }: { channelId: string; address: string }) {
  const { t } = useTranslation('settings');
  const screen = useScreen();
  const settings = useLoaded(async () => (await screen.ask('channel.settings', { channelId })).value, channelId);
  return (
    <section className="flex flex-col gap-4 border-t border-line pt-5">
      <h3 className="font-semibold">{t('dkim.title')}</h3>
      <Await loaded={settings}>
        {({ dkim }) => (
          <SigningForm
            key={JSON.stringify(dkim)}
            channelId={channelId}
            address={address}
            kept={dkim}
            onSaved={() => settings.again()}
          />
        )}
      </Await>
    </section>
  );
}

interface SigningFormProps {
  channelId: string;
  address: string;
  kept: DkimView | null;
  onSaved: () => void;
}

function SigningForm({ channelId, address, kept, onSaved }: SigningFormProps) {
  const { t } = useTranslation('settings');
  const screen = useScreen();
  const asking = useAsking();
  const [wanted, setWanted] = useState(kept !== null);
  const [domain, setDomain] = useState(kept?.domain ?? address.split('@').at(-1) ?? '');
  const [selector, setSelector] = useState(kept?.selector ?? usualSelector);
  const [pasting, setPasting] = useState(false);
  const [privateKey, setPrivateKey] = useState('');

  const save = (key: Pick<DkimInput, 'privateKey' | 'sealedKey'>, on: boolean) =>
    screen.ask('channel.setDkim', { channelId, dkim: { domain, selector, on, ...key } });

  async function run(work: () => Promise<unknown>, told: string) {
    if (!(await asking.run(work))) return;
    say(told);
    onSaved();
  }

  /** A pair of keys, kept but not signed with: the record has to be there first. */
  const make = () =>
    run(async () => {
      const { value } = await screen.ask('channel.makeDkimKey', {});
      await save({ sealedKey: value.sealedKey }, false);
    }, t('dkim.made'));
  const paste = () => run(() => save({ privateKey }, kept?.on ?? false), t('dkim.saved'));
  const turn = (on: boolean) => run(() => save({}, on), t(on ? 'dkim.turnedOn' : 'dkim.turnedOff'));
  const remove = () => run(() => screen.ask('channel.setDkim', { channelId, dkim: null }), t('dkim.removed'));

  if (!wanted) {
    return (
      <>
        <p className="text-ink-2">{t('dkim.none')}</p>
        <Button className="w-fit" onClick={() => setWanted(true)}>
          {t('dkim.add')}
        </Button>
      </>
    );
  }
  const at = asking.trouble?.field ?? null;
  const placeChanged = kept !== null && (kept.domain !== domain || kept.selector !== selector);
  return (
    <>
      <div className="grid grid-cols-2 gap-x-3 gap-y-4 max-sm:grid-cols-1">
        <Field
          label={t('dkim.domain')}
          autoComplete="off"
          maxLength={190}
          value={domain}
          onChange={(event) => setDomain(event.target.value.trim().toLowerCase())}
          error={at === 'dkim.domain' ? t('dkim.domainBad', { host: address.split('@').at(-1) }) : null}
        />
        <Field
          label={t('dkim.selector')}
          hint={t('dkim.selectorHint')}
          autoComplete="off"
          maxLength={63}
          value={selector}
          onChange={(event) => setSelector(event.target.value.trim().toLowerCase())}
          error={at === 'dkim.selector' ? t('dkim.selectorBad') : null}
        />
      </div>
      {kept && !placeChanged && (
        <>
          <div className="flex flex-col gap-3 rounded-control border border-line p-3">
            <p className="text-ink-2">{t('dkim.record')}</p>
            <Copyable
              label={t('dkim.recordName')}
              shown={kept.record.name}
              text={kept.record.name}
              words={t('dkim.copy')}
            />
            <Copyable
              label={t('dkim.recordValue')}
              shown={kept.record.value}
              text={kept.record.value}
              words={t('dkim.copy')}
            />
            <RecordCheck channelId={channelId} />
          </div>
          <Tick
            label={t('dkim.sign')}
            hint={t('dkim.signHint')}
            checked={kept.on}
            disabled={asking.busy}
            onTick={(on) => void turn(on)}
          />
        </>
      )}
      {pasting && (
        <TextArea
          label={t('dkim.privateKey')}
          hint={at === 'dkim.privateKey' ? undefined : t('dkim.privateKeyHint')}
          rows={5}
          maxLength={10_000}
          spellCheck={false}
          autoComplete="off"
          value={privateKey}
          onType={setPrivateKey}
        />
      )}
      {at === 'dkim.privateKey' && <FieldError>{t('dkim.privateKeyBad')}</FieldError>}
      {asking.trouble && !at?.startsWith('dkim.') && <FieldError>{refusalIn(t, asking.trouble.reason)}</FieldError>}
      <div className="flex flex-wrap items-center gap-2">
        {pasting ? (
          <Button disabled={asking.busy || privateKey.trim() === ''} onClick={() => void paste()}>
            {t(asking.busy ? 'saving' : 'dkim.saveKey')}
          </Button>
        ) : kept ? (
          <SureButton
            words={t('dkim.makeAnew')}
            sure={t('dkim.sureAnew')}
            busy={asking.busy}
            onSure={() => void make()}
          />
        ) : (
          <Button disabled={asking.busy} onClick={() => void make()}>
            {t(asking.busy ? 'saving' : 'dkim.make')}
          </Button>
        )}
        {kept && placeChanged && (
          <Button disabled={asking.busy} onClick={() => void run(() => save({}, kept.on), t('dkim.saved'))}>
            {t('save')}
          </Button>
        )}
        <Button look="quiet" onClick={() => setPasting(!pasting)}>
          {t(pasting ? 'dkim.notPaste' : 'dkim.paste')}
        </Button>
        {kept && (
          <SureButton
            words={t('dkim.remove')}
            label={t('dkim.remove')}
            sure={t('dkim.sure')}
            busy={asking.busy}
            onSure={() => void remove()}
          />
        )}
      </div>
    </>
  );
}

/** Is the record where it has to be? */
function RecordCheck({ channelId }: { channelId: string }) {
  const { t } = useTranslation('settings');
  const screen = useScreen();
  const asking = useAsking();
  const [found, setFound] = useState<DkimCheck | null>(null);
  const check = () => asking.run(async () => setFound((await screen.ask('channel.checkDkim', { channelId })).value));
  const Icon = found?.ok ? CircleCheck : TriangleAlert;
  return (
    <div className="flex flex-wrap items-start gap-3">
      <Button size="small" disabled={asking.busy} onClick={() => void check()}>
        {t('dkim.check')}
      </Button>
      <div role="status" className="min-w-0 flex-1 pt-1">
        {asking.trouble && <FieldError>{refusalIn(t, asking.trouble.reason)}</FieldError>}
        {found && (
          <p className="flex items-start gap-2">
            <Icon className={`mt-0.5 size-4 shrink-0 ${found.ok ? 'text-open' : 'text-danger'}`} aria-hidden />
            {found.ok ? t('dkim.found') : t(`dkim.why.${found.why ?? 'missing'}`)}
          </p>
        )}
        {found?.found && <p className="mt-0.5 font-mono text-meta break-all text-ink-3">{found.found}</p>}
      </div>
    </div>
  );
}
