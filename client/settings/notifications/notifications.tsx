import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Topic, Ways } from '../../../shared/entities.ts';
import { FieldError } from '../../ui/field.tsx';
import { Card } from '../card.tsx';
import { Page } from '../page.tsx';
import { refusalIn } from '../refusal.ts';
import { PushCard } from './pushCard.tsx';
import { QuietCard } from './quietCard.tsx';
import { useChoices } from './useChoices.ts';

const topics: readonly Topic[] = ['mention', 'assigned', 'replied', 'commented'];
const ways: readonly (keyof Ways)[] = ['bell', 'toast', 'sound', 'push', 'mail'];

/** How the reader is told of what, and when he is left in peace. Each choice is stored as it is made. */
export function Notifications() {
  const { t } = useTranslation('settings');
  const { chosen, trouble, saved, choose } = useChoices();
  const { topics: chosenWays, quiet } = chosen;
  const set = (topic: Topic, way: keyof Ways, on: boolean) =>
    choose({ topics: { ...chosenWays, [topic]: { ...chosenWays[topic], [way]: on } } });

  return (
    <Page
      id="notifications"
      intro={t('notifications.intro')}
      action={
        <p role="status" className="flex items-center gap-1.5 text-open">
          {saved && (
            <>
              <Check className="size-4" aria-hidden />
              {t('saved')}
            </>
          )}
        </p>
      }
    >
      {trouble && <FieldError>{refusalIn(t, trouble)}</FieldError>}
      <Card title={t('notifications.what')}>
        <div className="relative overflow-x-auto">
          <table className="w-full min-w-[420px] border-collapse">
            <thead>
              <tr className="border-b border-line text-[0.75rem]/4 text-ink-2">
                <th scope="col" className="px-4 py-2 text-left font-medium">
                  {t('notifications.topic.label')}
                </th>
                {ways.map((way) => (
                  <th key={way} scope="col" className="w-16 px-1 py-2 text-center font-medium">
                    {t(`notifications.way.${way}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {topics.map((topic) => (
                <tr key={topic} className="not-last:border-b border-line">
                  <th scope="row" className="px-4 py-2.5 text-left font-normal">
                    {t(`notifications.topic.${topic}`)}
                  </th>
                  {ways.map((way) => (
                    <td key={way} className="px-1 text-center">
                      <label className="inline-flex size-8 items-center justify-center max-md:size-11">
                        <span className="sr-only">
                          {t(`notifications.topic.${topic}`)}: {t(`notifications.way.${way}`)}
                        </span>
                        <input
                          type="checkbox"
                          className="size-4 accent-(--accent)"
                          checked={chosenWays[topic][way]}
                          disabled={topic === 'mention' && way === 'bell'}
                          onChange={(event) => set(topic, way, event.target.checked)}
                        />
                      </label>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p className="border-t border-line px-4 py-2.5 text-[0.75rem]/4 text-ink-3">{t('notifications.whatHint')}</p>
      </Card>
      <PushCard />
      <QuietCard quiet={quiet} onQuiet={(next) => choose({ quiet: next })} />
    </Page>
  );
}
