import { useTranslation } from 'react-i18next';
import { Field } from '../ui/field.tsx';
import type { Answers, Trouble } from './answers.ts';

export interface StepProps {
  answers: Answers;
  troubles: readonly Trouble[];
  change: (more: Partial<Answers>) => void;
}

interface WorkspaceStepProps extends StepProps {
  codeNeeded: boolean;
  codeWrong: boolean;
}

export function WorkspaceStep({ answers, troubles, change, codeNeeded, codeWrong }: WorkspaceStepProps) {
  const { t } = useTranslation('settings');
  return (
    <div className="flex max-w-96 flex-col gap-4">
      <Field
        label={t('setup.workspace.label')}
        hint={t('setup.workspace.hint')}
        required
        autoFocus
        autoComplete="organization"
        maxLength={100}
        value={answers.workspaceName}
        onChange={(event) => change({ workspaceName: event.target.value })}
        error={troubles.includes('workspaceName') ? t('setup.workspace.missing') : null}
      />
      {codeNeeded && (
        <Field
          label={t('setup.code.label')}
          hint={t('setup.code.hint')}
          required
          autoComplete="off"
          autoCapitalize="characters"
          maxLength={40}
          value={answers.code}
          onChange={(event) => change({ code: event.target.value })}
          error={codeWrong ? t('setup.code.wrong') : troubles.includes('code') ? t('setup.code.missing') : null}
        />
      )}
    </div>
  );
}
