import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { meIn } from '../../shared/state.ts';
import { useShown } from '../connection/screenContext.ts';
import { useTools } from '../tickets/tools.ts';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { deskCountOf, deskViewsOf } from './deskViews.ts';
import { usePlace } from './place.ts';
import { viewIcons } from './viewIcons.ts';

/** The views as a menu, where there is no room for their pane. */
export default function ViewMenu({ title, count }: { title: string; count: string | number }) {
  const { t } = useTranslation();
  const { view: current, go } = usePlace();
  const state = useShown((shown) => shown);
  const tools = useTools();
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="-ml-2 flex h-(--control-small) min-w-0 items-center gap-2 rounded-control px-2 hover:bg-hover"
        >
          <span className="truncate text-list font-semibold max-md:text-[1.25rem]">{title}</span>
          <span className="tabular-nums text-ink-3">{count}</span>
          <ChevronDown className="size-4 shrink-0 text-ink-3" aria-hidden />
        </button>
      }
    >
      {deskViewsOf(meIn(state)).map((view) => {
        const Icon = viewIcons[view];
        return (
          <MenuItem
            key={view}
            icon={<Icon className="size-4" aria-hidden />}
            note={deskCountOf(state, view)}
            checked={view === current}
            onSelect={() => go(view)}
          >
            {t(`view.${view}`)}
          </MenuItem>
        );
      })}
      {tools && <tools.CustomViewItems />}
    </Menu>
  );
}
