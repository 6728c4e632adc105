import { ChevronRight, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShown } from '../../connection/screenContext.ts';
import { pipelineName, statusName } from '../../tickets/names.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../card.tsx';
import { Page } from '../page.tsx';
import { PipelinePanel } from './pipelinePanel.tsx';

export function Pipelines() {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const pipelines = Object.values(useShown((state) => state.pipelines));
  /** Which is open; `new` for one that is not there yet. */
  const [open, setOpen] = useState<string | null>(null);
  const chosen = pipelines.find(({ id }) => id === open);
  const add = (
    <Button look="primary" onClick={() => setOpen('new')}>
      <Plus className="size-4" aria-hidden />
      {t('pipelines.add')}
    </Button>
  );
  return (
    <>
      <Page id="pipelines" intro={t('pipelines.intro')} action={add}>
        <Card title={t('section.pipelines')}>
          <ul>
            {pipelines.map((pipeline) => {
              const name = pipelineName(common, pipeline);
              return (
                <li key={pipeline.id} className="border-line not-first:border-t">
                  <button
                    type="button"
                    aria-label={t('pipelines.open', { name })}
                    aria-expanded={pipeline.id === open}
                    onClick={() => setOpen(pipeline.id)}
                    className={`flex min-h-13 w-full items-center gap-3 px-4 py-2 text-left -outline-offset-2 ${pipeline.id === open ? 'bg-sel' : 'hover:bg-hover'}`}
                  >
                    <span className="min-w-0 flex-1">
                      <span className="block truncate font-medium">{name}</span>
                      <span className="block truncate text-meta text-ink-3">
                        {pipeline.statuses.map((status) => statusName(common, status)).join(' · ')}
                      </span>
                    </span>
                    <span className="shrink-0 text-ink-2">
                      {t('pipelines.statuses', { count: pipeline.statuses.length })}
                    </span>
                    <ChevronRight className="size-4 shrink-0 text-ink-3" aria-hidden />
                  </button>
                </li>
              );
            })}
          </ul>
        </Card>
      </Page>
      {(open === 'new' || chosen) && (
        <PipelinePanel key={open} pipeline={chosen ?? null} onClose={() => setOpen(null)} />
      )}
    </>
  );
}
