import { ArrowDownNarrowWide, ArrowUp, ChevronDown, Plus } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketSort } from '../../shared/contract/tickets.ts';
import { ticketSorts } from '../../shared/order.ts';
import { countOf } from '../../shared/state.ts';
import type { ViewId } from '../../shared/views.ts';
import { useShown } from '../connection/screenContext.ts';
import { perform } from '../keyboard/keyboard.ts';
import { IconButton } from '../ui/iconButton.tsx';
import { usePhone } from '../ui/media.ts';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { useRemembered } from '../ui/remembered.ts';
import { usePlace } from '../views/place.ts';
import { ViewPane } from '../views/viewPane.tsx';
import { QuickFilters } from './quickFilters.tsx';
import { TicketList } from './ticketList.tsx';
import { useQuickFilter } from './useQuickFilter.ts';

const isSort = (value: unknown): value is TicketSort => ticketSorts.some((sort) => sort === value);

export function ListPane({ view, width }: { view: ViewId; width: number | undefined }) {
  const { t } = useTranslation();
  const { ticketId, go } = usePlace();
  const [sort, setSort] = useRemembered<TicketSort>(`baton.sort.${view}`, 'activity', isSort);
  const [filter, setFilter] = useQuickFilter(view);
  const [waiting, setWaiting] = useState<{ count: number; show: () => void } | null>(null);
  const count = useShown((state) => countOf(state, view));
  const phone = usePhone();
  const open = useCallback((id: string) => go(view, id), [go, view]);
  return (
    <ViewPane
      label={t('desk.ticketsPane')}
      title={t(`view.${view}`)}
      count={count}
      width={width}
      action={<IconButton icon={Plus} label={t('create.open')} keys={['n']} onClick={() => perform('create')} />}
    >
      <div className="flex h-8 shrink-0 items-center gap-1 border-y border-line pr-2 pl-3 max-md:h-11">
        <Menu
          trigger={
            <button
              type="button"
              aria-label={`${t('list.sort')}: ${t(`list.${sort}`)}`}
              className="-ml-1 flex h-6 items-center gap-1.5 rounded-control px-1 text-[0.75rem] text-ink-3 hover:bg-hover hover:text-ink max-md:h-11"
            >
              <ArrowDownNarrowWide className="size-3.5" aria-hidden />
              {t(`list.${sort}`)}
              <ChevronDown className="size-3.5" aria-hidden />
            </button>
          }
        >
          {ticketSorts.map((option) => (
            <MenuItem key={option} checked={option === sort} onSelect={() => setSort(option)}>
              {t(`list.${option}`)}
            </MenuItem>
          ))}
        </Menu>
        <QuickFilters view={view} filter={filter} onFilter={setFilter} />
        <span className="flex-1" />
        <div aria-live="polite">
          {waiting && (
            <button
              type="button"
              onClick={waiting.show}
              title={t('list.showNew')}
              className="flex h-6 animate-arrive items-center gap-1 rounded-chip bg-sel px-2 text-[0.75rem] font-medium text-accent-ink hover:underline"
            >
              <ArrowUp className="size-3.5" aria-hidden />
              {t('list.new', { count: waiting.count })}
            </button>
          )}
        </div>
      </div>
      <TicketList
        key={`${view} ${sort} ${JSON.stringify(filter)} ${phone}`}
        view={view}
        sort={sort}
        filter={filter}
        ticketId={ticketId}
        onOpen={open}
        onWaiting={setWaiting}
      />
    </ViewPane>
  );
}
