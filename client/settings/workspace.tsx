import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { say } from '../ui/toast.tsx';
import { AnotherWorkspace } from './anotherWorkspace.tsx';
import { Page } from './page.tsx';
import { refusalIn } from './refusal.ts';
import { useAsking } from './useAsking.ts';

export function Workspace() {
  const { t } = useTranslation('settings');
  const screen = useScreen();
  const known = useShown((state) => state.workspace.name);
  const asking = useAsking();
  /** What was typed; null shows the name as it is now, wherever it was changed. */
  const [typed, setTyped] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const name = typed ?? known;

  async function submit(event: FormEvent) {
    event.preventDefault();
    const next = name.trim();
    setMissing(next === '');
    if (next === '' || !(await asking.run(() => screen.ask('workspace.update', { name: next })))) return;
    setTyped(null);
    say(t('saved'));
  }
  return (
    <Page id="workspace" intro={t('workspaceName.intro')}>
      <form onSubmit={(event) => void submit(event)} noValidate className="flex max-w-96 flex-col gap-4">
        <Field
          label={t('workspaceName.name')}
          maxLength={100}
          value={name}
          onChange={(event) => setTyped(event.target.value)}
          error={missing ? t('workspaceName.missing') : asking.trouble && refusalIn(t, asking.trouble.reason)}
        />
        <Button look="primary" type="submit" className="w-fit" disabled={asking.busy || name.trim() === known}>
          {t(asking.busy ? 'saving' : 'save')}
        </Button>
      </form>
      <AnotherWorkspace />
    </Page>
  );
}
