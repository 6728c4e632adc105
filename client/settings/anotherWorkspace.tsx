import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { enterWorkspace } from '../session/workspaces.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { askAccount } from './ask.ts';
import { Card } from './card.tsx';
import { refusalIn } from './refusal.ts';
import { useAsking } from './useAsking.ts';

/** A workspace of its own beside this one; whoever makes it is its first admin, and goes there. */
export function AnotherWorkspace() {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const asking = useAsking();
  const [name, setName] = useState('');
  const [missing, setMissing] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const wanted = name.trim();
    setMissing(wanted === '');
    if (wanted === '') return;
    await asking.run(async () => {
      const { workspaceId } = await askAccount('workspace.create', { name: wanted });
      enterWorkspace(workspaceId, common('desk.switchFailed'));
    });
  }
  return (
    <Card title={t('workspaceName.another')}>
      <form onSubmit={(event) => void submit(event)} noValidate className="flex max-w-96 flex-col gap-4 p-4">
        <p className="text-ink-2">{t('workspaceName.anotherHint')}</p>
        <Field
          label={t('workspaceName.anotherName')}
          autoComplete="off"
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={missing ? t('workspaceName.missing') : asking.trouble && refusalIn(t, asking.trouble.reason)}
        />
        <Button type="submit" className="w-fit" disabled={asking.busy}>
          {t('workspaceName.make')}
        </Button>
      </form>
    </Card>
  );
}
