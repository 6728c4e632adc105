import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineView } from '../../../shared/entities.ts';
import { useScreen } from '../../connection/screenContext.ts';
import { pipelineName } from '../../tickets/names.ts';
import { FieldError } from '../../ui/field.tsx';
import { say } from '../../ui/toast.tsx';
import { Choice } from '../choice.tsx';
import { refusalIn } from '../refusal.ts';
import { SureButton } from '../sureButton.tsx';
import { useAsking } from '../useAsking.ts';

interface DeletePipelineProps {
  pipeline: PipelineView;
  name: string;
  others: readonly PipelineView[];
  onDeleted: () => void;
}

export function DeletePipeline({ pipeline, name, others, onDeleted }: DeletePipelineProps) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const screen = useScreen();
  const asking = useAsking();
  const [chosen, setChosen] = useState<string | null>(null);
  const moveTo = others.find(({ id }) => id === chosen)?.id ?? others[0]?.id;

  async function remove() {
    if (!moveTo) return;
    if (!(await asking.run(() => screen.ask('pipeline.delete', { pipelineId: pipeline.id, moveTo })))) return;
    say(t('pipelines.deleted', { name }));
    onDeleted();
  }
  return (
    <section className="flex flex-col gap-3 border-t border-line pt-5">
      <h3 className="font-semibold">{t('pipelines.deleteTitle')}</h3>
      {moveTo === undefined ? (
        <p className="text-ink-2">{t('pipelines.deleteLast')}</p>
      ) : (
        <>
          <Choice
            label={t('pipelines.deleteTo')}
            hint={t('pipelines.deleteHint')}
            value={moveTo}
            options={others.map((one) => ({ value: one.id, name: pipelineName(common, one) }))}
            onChoose={setChosen}
          />
          {asking.trouble && <FieldError>{refusalIn(t, asking.trouble.reason)}</FieldError>}
          <span className="self-start">
            <SureButton
              words={t('pipelines.delete')}
              sure={t('pipelines.sure')}
              busy={asking.busy}
              onSure={() => void remove()}
            />
          </span>
        </>
      )}
    </section>
  );
}
