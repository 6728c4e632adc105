import { Link } from '@tanstack/react-router';
import { Ellipsis, Globe, ListFilter, Plus, Users } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomView } from '../../shared/contract/views.ts';
import { mayChange } from '../../shared/customViews.ts';
import { meIn } from '../../shared/state.ts';
import { reasonOf } from '../connection/refused.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import { IconButton } from '../ui/iconButton.tsx';
import { Menu, MenuItem, MenuLine } from '../ui/menu.tsx';
import { say, warn } from '../ui/toast.tsx';
import { countedOf, countKey, countWord } from './counted.ts';
import { useWatchedCounts } from './liveCounts.ts';
import { useMoveView, useOwnViews } from './ownViews.ts';
import { usePlace } from './place.ts';
import { RemoveDialog } from './removeDialog.tsx';
import { saveView } from './saving.ts';
import { ViewDialog } from './viewDialog.tsx';

const icons = { private: ListFilter, team: Users, everyone: Globe };

type Doing = { what: 'edit' | 'remove'; view: CustomView } | { what: 'make' } | null;

/** The views that people have put together, below those that everybody has. */
export function CustomViews() {
  const { t } = useTranslation('views');
  const { view: place, go } = usePlace();
  const me = useShown(meIn);
  const views = useOwnViews();
  const lists = useMemo(() => views.map(({ filter }) => ({ view: null, where: filter })), [views]);
  useWatchedCounts(lists);
  const [doing, setDoing] = useState<Doing>(null);
  const close = () => setDoing(null);
  if (me.role === 'collaborator') return null;
  const makeable = place !== 'drafts' && place !== 'mentions';
  return (
    <section aria-labelledby="custom-views" className="mt-3 px-2 pb-2">
      <div className="flex h-7 items-center justify-between pr-1 pl-2">
        <h2 id="custom-views" className="text-meta font-medium text-ink-2">
          {t('own.title')}
        </h2>
        {makeable && <IconButton small icon={Plus} label={t('own.make')} onClick={() => setDoing({ what: 'make' })} />}
      </div>
      <ul>
        {views.map((view) => (
          <ViewRow
            key={view.id}
            view={view}
            current={place === `v-${view.id}`}
            onEdit={() => setDoing({ what: 'edit', view })}
            onRemove={() => setDoing({ what: 'remove', view })}
          />
        ))}
      </ul>
      {doing?.what === 'make' && <ViewDialog from={place} onClose={close} />}
      {doing?.what === 'edit' && <ViewDialog from={`v-${doing.view.id}`} view={doing.view} onClose={close} />}
      {doing?.what === 'remove' && (
        <RemoveDialog view={doing.view} onClose={close} onLeave={() => place === `v-${doing.view.id}` && go('open')} />
      )}
    </section>
  );
}

interface ViewRowProps {
  view: CustomView;
  current: boolean;
  onEdit: () => void;
  onRemove: () => void;
}

function ViewRow({ view, current, onEdit, onRemove }: ViewRowProps) {
  const { t } = useTranslation('views');
  const { t: common } = useTranslation();
  const screen = useScreen();
  const { go } = usePlace();
  const me = useShown(meIn);
  const owner = useShown((state) => state.members[view.ownerId]?.name ?? '');
  const counted = useStore(countedOf(screen), (all) => all[countKey({ view: null, where: view.filter })]);
  const move = useMoveView();
  const Icon = icons[view.sharing];
  const changeable = mayChange(view, me);
  const said = counted
    ? counted.more
      ? t('own.countMore', { count: counted.n })
      : t('own.count', { count: counted.n })
    : t('own.uncounted');
  const shared = view.ownerId === me.id ? '' : `, ${t('own.sharedBy', { name: owner })}`;
  const copy = async () => {
    const { name, filter, sort, layout, columns } = view;
    try {
      const copied = t('own.copyName', { name }).slice(0, 80);
      go(`v-${await saveView(screen, { name: copied, filter, sort, layout, columns, sharing: 'private' })}`);
      say(t('own.saved', { name: copied }));
    } catch (error) {
      warn(t('own.refused', { why: common(`refusal.${reasonOf(error)}`) }));
    }
  };
  return (
    <li className="group relative">
      <Link
        to="/desk/$view/{-$ticketId}"
        params={{ view: `v-${view.id}`, ticketId: undefined }}
        data-view={view.id}
        aria-current={current ? 'page' : undefined}
        aria-label={`${view.name}, ${said}${shared}`}
        className={`flex h-7 items-center gap-2.5 rounded-control px-2 transition-colors duration-[80ms] ${
          current ? 'bg-active font-medium' : 'text-ink-2 hover:bg-hover'
        }`}
      >
        <Icon className="size-4 shrink-0" aria-hidden />
        <span className="min-w-0 flex-1 truncate">{view.name}</span>
        <span className="font-normal tabular-nums text-ink-3 group-focus-within:invisible group-hover:invisible">
          {counted && countWord(counted)}
        </span>
      </Link>
      <span className="absolute inset-y-0 right-1 flex items-center opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
        <Menu
          trigger={
            <button
              type="button"
              aria-label={t('own.menu', { name: view.name })}
              className="flex size-6 items-center justify-center rounded-control text-ink-2 hover:bg-active"
            >
              <Ellipsis className="size-4" aria-hidden />
            </button>
          }
        >
          <MenuItem
            disabled={!changeable}
            note={changeable ? undefined : t('own.mayNot', { name: owner })}
            onSelect={onEdit}
          >
            {t('own.edit')}
          </MenuItem>
          <MenuItem onSelect={() => void copy()}>{t('own.copy')}</MenuItem>
          <MenuItem onSelect={() => move(view.id, -1)}>{t('own.up')}</MenuItem>
          <MenuItem onSelect={() => move(view.id, 1)}>{t('own.down')}</MenuItem>
          {changeable && (
            <>
              <MenuLine />
              <MenuItem onSelect={onRemove}>{t('own.remove')}</MenuItem>
            </>
          )}
        </Menu>
      </span>
    </li>
  );
}
