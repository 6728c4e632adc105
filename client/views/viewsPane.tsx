import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { meIn } from '../../shared/state.ts';
import { useShown } from '../connection/screenContext.ts';
import { perform } from '../keyboard/keyboard.ts';
import { SearchField } from '../search/searchField.tsx';
import { WorkspaceSwitch } from '../session/workspaceSwitch.tsx';
import { useTools } from '../tickets/tools.ts';
import { Button } from '../ui/button.tsx';
import { Tip } from '../ui/tip.tsx';
import { deskViewsOf } from './deskViews.ts';
import { usePlace } from './place.ts';
import { ViewLink } from './viewLink.tsx';

export function ViewsPane() {
  const { t } = useTranslation();
  const { view: current } = usePlace();
  const tools = useTools();
  const views = deskViewsOf(useShown(meIn));
  return (
    <nav
      aria-label={t('desk.viewsPane')}
      className="flex h-full w-[232px] shrink-0 flex-col border-r border-line bg-app"
    >
      <h1 className="flex h-12 shrink-0 items-center px-2 font-semibold">
        <WorkspaceSwitch />
      </h1>
      <div className="shrink-0 px-3 pb-3">
        <SearchField />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <ul className="px-2">
          {views.map((view) => (
            <li key={view}>
              <ViewLink view={view} current={view === current} />
            </li>
          ))}
        </ul>
        {tools && <tools.CustomViews />}
      </div>
      <div className="p-3">
        <Tip text={t('create.open')} keys={['n']}>
          <Button look="primary" className="w-full" onClick={() => perform('create')}>
            <Plus className="size-4" aria-hidden />
            {t('create.open')}
          </Button>
        </Tip>
      </div>
    </nav>
  );
}
