import { ArrowDownNarrowWide, ChevronDown, ListFilter } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Condition } from '../../shared/filter/language.ts';
import { priorities, ticketSorts } from '../../shared/order.ts';
import { isViewId, viewRules } from '../../shared/views.ts';
import { useShown } from '../connection/screenContext.ts';
import { hasCondition, howMany, withCondition } from '../filters/shape.ts';
import { openTray } from '../filters/trayOpen.ts';
import { Menu, MenuGroup, MenuItem, MenuLine } from '../ui/menu.tsx';
import type { PlaceView } from '../views/place.ts';
import { useChoice } from './listChoice.ts';
import { statusName } from './names.ts';
import { useOwners } from './owners.ts';
import { SelectShown } from './selectShown.tsx';

const sources = ['email', 'manual', 'api'] as const;
const oneOf = (property: string, value: string): Condition => ({ property, op: 'anyOf', value: [value] });

/** Over a list: choosing all of it, and narrowing it. Each choice is one more condition, chosen again it is gone. */
export function ListTools({ view, choosing = true }: { view: PlaceView; choosing?: boolean }) {
  return (
    <>
      <SortMenu view={view} />
      <QuickFilters view={view} />
      {choosing && <SelectShown />}
    </>
  );
}

function SortMenu({ view }: { view: PlaceView }) {
  const { t } = useTranslation();
  const { sort, set } = useChoice(view);
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`${t('list.sort')}: ${t(`list.${sort}`)}`}
          className="-ml-1 flex h-6 min-w-0 items-center gap-1.5 rounded-control px-1 text-[0.75rem] text-ink-3 hover:bg-hover hover:text-ink max-md:h-11"
        >
          <ArrowDownNarrowWide className="size-3.5 shrink-0" aria-hidden />
          <span className="truncate">{t(`list.${sort}`)}</span>
          <ChevronDown className="size-3.5 shrink-0" aria-hidden />
        </button>
      }
    >
      {ticketSorts.map((option) => (
        <MenuItem key={option} checked={option === sort} onSelect={() => set({ sort: option })}>
          {t(`list.${option}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}

function QuickFilters({ view }: { view: PlaceView }) {
  const { t } = useTranslation();
  const { where, own, set, giveUp } = useChoice(view);
  const { t: word } = useTranslation('views');
  const owners = useOwners();
  const meId = useShown((state) => state.meId);
  const teams = useShown((state) => state.teams);
  const pipelines = useShown((state) => state.pipelines);
  const rule = isViewId(view) ? viewRules[view] : { phases: [] };
  const statuses = Object.values(pipelines).flatMap((pipeline) => pipeline.statuses);
  const count = howMany(where);
  const choose = (condition: Condition) => {
    const next = withCondition(where, condition);
    if (next === null) giveUp('where');
    else set({ where: next });
  };
  const item = (condition: Condition, words: string) => (
    <MenuItem
      key={JSON.stringify(condition)}
      checked={hasCondition(where, condition)}
      onSelect={() => choose(condition)}
    >
      {words}
    </MenuItem>
  );
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={count > 0 ? t('list.filtered', { count }) : t('list.filter')}
          className={`flex h-6 shrink-0 items-center gap-1.5 rounded-control px-1 text-[0.75rem] hover:bg-hover max-md:h-11 ${
            count > 0 ? 'bg-sel font-medium text-accent-ink' : 'text-ink-3 hover:text-ink'
          }`}
        >
          <ListFilter className="size-3.5" aria-hidden />
          {count > 0 ? t('list.filtered', { count }) : t('list.filter')}
        </button>
      }
    >
      <MenuItem onSelect={openTray}>{word('filter.all')}</MenuItem>
      {own.where && <MenuItem onSelect={() => giveUp('where')}>{t('list.noFilter')}</MenuItem>}
      <MenuLine />
      {item({ property: 'unread', op: 'is', value: true }, t('list.unread'))}
      {rule.owner === undefined && (
        <MenuGroup label={t('owner.label')}>
          {item(oneOf('owner', 'none'), t('owner.nobody'))}
          {owners.map(({ id, name }) =>
            id === meId ? item(oneOf('owner', 'me'), t('owner.me', { name })) : item(oneOf('owner', id), name),
          )}
        </MenuGroup>
      )}
      <MenuGroup label={t('team.label')}>
        {Object.values(teams).map(({ id, name }) => item(oneOf('team', id), name))}
        {item(oneOf('team', 'none'), t('team.none'))}
      </MenuGroup>
      <MenuGroup label={t('priority.label')}>
        {priorities.toReversed().map((priority) => item(oneOf('priority', priority), t(`priority.${priority}`)))}
      </MenuGroup>
      <MenuGroup label={t('status.label')}>
        {statuses
          .filter(
            ({ state }) =>
              rule.phases.includes(state) ||
              !rule.phases.some((phase) => ['open', 'waiting', 'closed'].includes(phase)),
          )
          .map((status) => item(oneOf('status', status.id), statusName(t, status)))}
      </MenuGroup>
      <MenuGroup label={t('property.source')}>
        {sources.map((source) => item(oneOf('source', source), t(`channel.${source}`)))}
      </MenuGroup>
    </Menu>
  );
}
