import { ListFilter } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { priorities } from '../../shared/order.ts';
import { type ViewId, viewRules } from '../../shared/views.ts';
import { useShown } from '../connection/screenContext.ts';
import { Menu, MenuGroup, MenuItem, MenuLine } from '../ui/menu.tsx';
import type { QuickFilter } from './list.ts';
import { statusName } from './names.ts';
import { useOwners } from './owners.ts';

const sources = ['email', 'manual', 'api'] as const;

interface QuickFiltersProps {
  view: ViewId;
  filter: QuickFilter;
  onFilter: (filter: QuickFilter) => void;
}

/** Narrows a view: each choice is one more condition, chosen again it is gone. */
export function QuickFilters({ view, filter, onFilter }: QuickFiltersProps) {
  const { t } = useTranslation();
  const owners = useOwners();
  const meId = useShown((state) => state.meId);
  const teams = useShown((state) => state.teams);
  const pipelines = useShown((state) => state.pipelines);
  const phases = viewRules[view].phases;
  const statuses = Object.values(pipelines).flatMap((pipeline) => pipeline.statuses);
  const count = Object.keys(filter).length;
  const choose = <F extends keyof QuickFilter>(field: F, value: QuickFilter[F]) => {
    const { [field]: before, ...rest } = filter;
    onFilter(before === value ? rest : { ...rest, [field]: value });
  };
  const item = <F extends keyof QuickFilter>(field: F, value: QuickFilter[F], words: string) => (
    <MenuItem key={String(value)} checked={filter[field] === value} onSelect={() => choose(field, value)}>
      {words}
    </MenuItem>
  );
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={count > 0 ? t('list.filtered', { count }) : t('list.filter')}
          className={`flex h-6 items-center gap-1.5 rounded-control px-1 text-[0.75rem] hover:bg-hover max-md:h-11 ${
            count > 0 ? 'bg-sel font-medium text-accent-ink' : 'text-ink-3 hover:text-ink'
          }`}
        >
          <ListFilter className="size-3.5" aria-hidden />
          {count > 0 ? t('list.filtered', { count }) : t('list.filter')}
        </button>
      }
    >
      {count > 0 && (
        <>
          <MenuItem onSelect={() => onFilter({})}>{t('list.noFilter')}</MenuItem>
          <MenuLine />
        </>
      )}
      {item('unread', true, t('list.unread'))}
      {viewRules[view].owner === undefined && (
        <MenuGroup label={t('owner.label')}>
          {item('ownerId', null, t('owner.nobody'))}
          {owners.map(({ id, name }) => item('ownerId', id, id === meId ? t('owner.me', { name }) : name))}
        </MenuGroup>
      )}
      <MenuGroup label={t('team.label')}>
        {Object.values(teams).map(({ id, name }) => item('teamId', id, name))}
        {item('teamId', null, t('team.none'))}
      </MenuGroup>
      <MenuGroup label={t('priority.label')}>
        {priorities.toReversed().map((priority) => item('priority', priority, t(`priority.${priority}`)))}
      </MenuGroup>
      <MenuGroup label={t('status.label')}>
        {statuses
          .filter(
            ({ state }) =>
              phases.includes(state) || !phases.some((phase) => ['open', 'waiting', 'closed'].includes(phase)),
          )
          .map((status) => item('statusId', status.id, statusName(t, status)))}
      </MenuGroup>
      <MenuGroup label={t('property.source')}>
        {sources.map((source) => item('source', source, t(`channel.${source}`)))}
      </MenuGroup>
    </Menu>
  );
}
