import { ChevronsUpDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useShown } from '../connection/screenContext.ts';
import { Menu, MenuGroup, MenuItem } from '../ui/menu.tsx';
import { enterWorkspace, useWorkspaces } from './workspaces.ts';

/** Where one is; with several workspaces, the way to the others. */
export function WorkspaceSwitch() {
  const { t } = useTranslation();
  const name = useShown((state) => state.workspace.name);
  const workspaces = useWorkspaces();
  if (workspaces.length < 2) return <span className="truncate px-2">{name}</span>;
  return (
    <Menu
      side="bottom"
      align="start"
      className="w-56"
      trigger={
        <button
          type="button"
          aria-label={`${t('desk.workspaces')}: ${name}`}
          className="flex h-8 min-w-0 max-w-full items-center gap-1.5 rounded-control px-2 font-semibold hover:bg-hover"
        >
          <span className="truncate">{name}</span>
          <ChevronsUpDown className="size-4 shrink-0 text-ink-3" aria-hidden />
        </button>
      }
    >
      <MenuGroup label={t('desk.workspaces')}>
        {workspaces.map(({ id, name: called, current }) => (
          <MenuItem key={id} checked={current} onSelect={() => !current && enterWorkspace(id, t('desk.switchFailed'))}>
            {called}
          </MenuItem>
        ))}
      </MenuGroup>
    </Menu>
  );
}
