import { useLocation, useNavigate } from '@tanstack/react-router';
import { Keyboard, LogOut, Terminal, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { meIn } from '../../shared/state.ts';
import { useShown } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import { languages } from '../i18n/firstWords.ts';
import { chooseLanguage, currentLanguage } from '../i18n/language.ts';
import { commandKey } from '../keyboard/actions.ts';
import { perform } from '../keyboard/keyboard.ts';
import { MemberAvatar } from '../ui/avatar.tsx';
import { Menu, MenuGroup, MenuItem, MenuLine } from '../ui/menu.tsx';
import { chooseTheme, theme, themes } from '../ui/theme.ts';
import { leave } from './leave.ts';
import { enterWorkspace, useWorkspaces } from './workspaces.ts';

export function OwnMenu({ side }: { side: 'right' | 'bottom' }) {
  const { t } = useTranslation();
  const me = useShown(meIn);
  const chosen = useStore(theme, (value) => value);
  const navigate = useNavigate();
  const onDesk = useLocation({ select: ({ pathname }) => pathname.startsWith('/desk') });
  const workspaces = useWorkspaces();
  const toProfile = () => void navigate({ to: '/settings/{-$section}', params: { section: 'profile' } });
  const icon = { className: 'size-4', 'aria-hidden': true } as const;
  return (
    <Menu
      side={side}
      align="end"
      className="max-h-(--available-height)! w-60"
      trigger={
        <button
          type="button"
          aria-label={`${t('desk.account')}: ${me.name}`}
          className="flex size-9 items-center justify-center rounded-full max-md:size-11"
        >
          <MemberAvatar name={me.name} color={me.color} size={28} />
        </button>
      }
    >
      <div className="px-2 py-1.5">
        <p className="truncate font-semibold">{me.name}</p>
        <p className="truncate text-meta text-ink-3">{me.email}</p>
      </div>
      <MenuLine />
      {workspaces.length > 1 && (
        <>
          <MenuGroup label={t('desk.workspaces')}>
            {workspaces.map(({ id, name, current }) => (
              <MenuItem
                key={id}
                checked={current}
                onSelect={() => !current && enterWorkspace(id, t('desk.switchFailed'))}
              >
                {name}
              </MenuItem>
            ))}
          </MenuGroup>
          <MenuLine />
        </>
      )}
      <MenuItem icon={<UserRound {...icon} />} onSelect={toProfile}>
        {t('desk.profile')}
      </MenuItem>
      <MenuLine />
      <MenuGroup label={t('theme.label')}>
        {themes.map((option) => (
          <MenuItem key={option} checked={option === chosen} onSelect={() => chooseTheme(option)}>
            {t(`theme.${option}`)}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuLine />
      <MenuGroup label={t('language.label')}>
        {languages.map((option) => (
          <MenuItem key={option} checked={option === currentLanguage()} onSelect={() => void chooseLanguage(option)}>
            {t(`language.${option}`)}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuLine />
      {onDesk && (
        <>
          <MenuItem
            icon={<Terminal {...icon} />}
            keys={[commandKey(navigator.platform), 'K']}
            onSelect={() => perform('palette')}
          >
            {t('desk.commands')}
          </MenuItem>
          <MenuItem icon={<Keyboard {...icon} />} keys={['?']} onSelect={() => perform('help')}>
            {t('desk.keyboard')}
          </MenuItem>
          <MenuLine />
        </>
      )}
      <MenuItem icon={<LogOut {...icon} />} onSelect={() => void leave()}>
        {t('desk.signOut')}
      </MenuItem>
    </Menu>
  );
}
