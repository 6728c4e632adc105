import { History } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry, AuditFilter } from '../../../shared/contract/audit.ts';
import { useShown } from '../../connection/screenContext.ts';
import { momentOf } from '../../i18n/format.ts';
import { useClock } from '../../i18n/useClock.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { RowsShape } from '../card.tsx';
import { useAuditPages } from './useAuditPages.ts';
import { actionIn, detailsIn } from './words.ts';

export function AuditLines({ filter, onClear }: { filter: AuditFilter; onClear: () => void }) {
  const { t } = useTranslation('settings');
  const { items, state, next } = useAuditPages(filter);
  if (state === 'end' && items.length === 0) {
    const clear = <Button onClick={onClear}>{t('audit.clear')}</Button>;
    return <Empty icon={History} title={t('audit.none')} body={t('audit.noneHint')} action={clear} />;
  }
  return (
    <div className="overflow-x-auto rounded-card border border-line">
      <table className="w-full border-collapse text-left tabular-nums max-md:block">
        <thead className="bg-panel text-meta text-ink-3 max-md:hidden">
          <tr>
            {(['when', 'who', 'what', 'details', 'where'] as const).map((head) => (
              <th key={head} scope="col" className="h-8 px-3 font-normal first:pl-4 last:pr-4">
                {t(`audit.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:block">
          {items.map((entry) => (
            <Line key={entry.id} entry={entry} />
          ))}
        </tbody>
      </table>
      {state === 'loading' && <RowsShape />}
      {(state === 'more' || state === 'failed') && (
        <div className="flex items-center gap-3 border-t border-line p-3">
          {state === 'failed' && <span role="alert">{t('failed')}</span>}
          <Button size="small" onClick={next}>
            {t(state === 'failed' ? 'again' : 'more')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Line({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('settings');
  const clock = useClock();
  const members = useShown((state) => state.members);
  const teams = useShown((state) => state.teams);
  const actor = entry.actorId && (members[entry.actorId]?.name ?? entry.actorId.slice(0, 8));
  const target = entry.targetId && entry.targetId !== entry.actorId ? members[entry.targetId]?.name : undefined;
  const cell =
    'px-3 py-2 align-top first:pl-4 last:pr-4 max-md:inline-block max-md:px-0 max-md:py-0 max-md:pr-2 max-md:first:pl-0';
  return (
    <tr className="border-t border-line max-md:block max-md:px-4 max-md:py-2.5">
      <td className={`${cell} whitespace-nowrap text-ink-2`}>{momentOf(new Date(entry.at), clock)}</td>
      <td className={`${cell} font-medium`}>{actor ?? t('audit.nobody')}</td>
      <td className={cell}>{actionIn(t, entry.action)}</td>
      <td className={`${cell} max-w-96 break-words text-ink-2 max-md:block`}>
        {target && <span className="text-ink">{target} </span>}
        {detailsIn(t, entry.details, teams)}
      </td>
      <td className={`${cell} whitespace-nowrap text-ink-3`}>{entry.address}</td>
    </tr>
  );
}
