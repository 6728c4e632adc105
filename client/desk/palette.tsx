import { Dialog } from '@base-ui/react/dialog';
import { Command } from 'cmdk';
import {
  CircleCheck,
  Globe,
  Lock,
  LogOut,
  type LucideIcon,
  Palette as PaletteIcon,
  Plus,
  Reply,
  Search,
} from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canEdit } from '../../shared/access.ts';
import { keysOf } from '../../shared/keys.ts';
import { priorities } from '../../shared/order.ts';
import { meIn } from '../../shared/state.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { languages } from '../i18n/firstWords.ts';
import { chooseLanguage } from '../i18n/language.ts';
import { capsOf } from '../keyboard/caps.ts';
import { perform } from '../keyboard/keyboard.ts';
import { changeStatus } from '../required/asking.ts';
import { useOpenHit } from '../search/useOpenHit.ts';
import { leave } from '../session/leave.ts';
import { setOwner, setPriority } from '../tickets/change.ts';
import { statusName, statusOf } from '../tickets/names.ts';
import { useOwners } from '../tickets/owners.ts';
import { PriorityBars } from '../tickets/priorityBars.tsx';
import { StatusGlyph } from '../tickets/statusGlyph.tsx';
import { MemberAvatar, NobodyAvatar } from '../ui/avatar.tsx';
import { KeyCap } from '../ui/keyCap.tsx';
import { chooseTheme, themes } from '../ui/theme.ts';
import { deskViewsOf } from '../views/deskViews.ts';
import { usePlace } from '../views/place.ts';
import { viewIcons } from '../views/viewIcons.ts';
import { PaletteHits, usePaletteHits } from './paletteHits.tsx';

/** Every word that was typed stands in an item; those it begins with come first. */
function rank(_key: string, typed: string, [text = '']: string[] = []): number {
  const line = ` ${text.toLowerCase()}`;
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.every((word) => line.includes(word))) return 0;
  return words.every((word) => line.includes(` ${word}`)) ? 1 : 0.5;
}

const glyph = (Icon: LucideIcon) => <Icon className="size-4" aria-hidden />;

export default function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const screen = useScreen();
  const state = useShown((shown) => shown);
  const { ticketId, go } = usePlace();
  const owners = useOwners();
  const keys = keysOf(state.preferences.keys);
  const me = meIn(state);
  const [text, setText] = useState('');
  const { groups } = usePaletteHits(text);
  const openHit = useOpenHit();
  const ticket = ticketId ? state.tickets[ticketId] : undefined;
  const editable = ticket && canEdit(me, ticket) ? ticket : undefined;
  const run = (does: () => void) => () => {
    onClose();
    // After the palette has given the focus back.
    setTimeout(does, 0);
  };
  const item = (key: string, icon: ReactNode, text: string, does: () => void, cap = '') => (
    <Command.Item
      key={key}
      value={key}
      keywords={[text]}
      onSelect={run(does)}
      className="flex min-h-9 items-center gap-3 rounded-control px-3 data-[selected=true]:bg-active max-md:min-h-11"
    >
      <span className="flex size-4 shrink-0 items-center justify-center text-ink-2">{icon}</span>
      <span className="min-w-0 flex-1 truncate">{text}</span>
      {capsOf(cap).map((one) => (
        <KeyCap key={one}>{one}</KeyCap>
      ))}
    </Command.Item>
  );
  const group =
    '[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-meta [&_[cmdk-group-heading]]:text-ink-3';
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 animate-arrive bg-scrim" />
        <Dialog.Popup
          aria-label={t('palette.title')}
          className="fixed top-[104px] left-1/2 z-40 w-[640px] max-w-[calc(100vw-24px)] -translate-x-1/2 overflow-hidden rounded-palette border border-line-strong bg-raised shadow-panel outline-none max-md:top-3"
        >
          <Command label={t('palette.title')} loop filter={rank}>
            {ticket && (
              <p className="mx-3 mt-3 flex h-5 w-fit max-w-[calc(100%-24px)] items-center gap-1.5 rounded-chip bg-closed-tint px-1.5 text-[0.75rem] font-medium text-ink-2">
                <StatusGlyph status={statusOf(state, ticket)} />
                <span className="truncate">
                  #{ticket.number} {ticket.name}
                </span>
              </p>
            )}
            <div className="flex items-center border-b border-line pr-4">
              <Command.Input
                value={text}
                onValueChange={setText}
                maxLength={200}
                placeholder={t('palette.placeholder')}
                className="h-12 min-w-0 flex-1 bg-transparent px-4 text-large outline-none placeholder:text-ink-3"
              />
              <KeyCap>Esc</KeyCap>
            </div>
            <Command.List className="max-h-[min(400px,60dvh)] overflow-y-auto p-1.5">
              {groups.length === 0 && (
                <Command.Empty className="px-3 py-6 text-center text-ink-3">{t('palette.nothing')}</Command.Empty>
              )}
              {editable && (
                <Command.Group heading={t('palette.ticket')} className={group}>
                  {item('reply', glyph(Reply), t('palette.reply'), () => perform('reply'), keys.reply)}
                  {item('comment', glyph(Lock), t('palette.comment'), () => perform('comment'), keys.comment)}
                  {item(
                    'close',
                    glyph(CircleCheck),
                    t(editable.phase === 'closed' ? 'conversation.reopen' : 'conversation.close'),
                    () => perform('close'),
                    keys.close,
                  )}
                  {(state.pipelines[editable.pipelineId]?.statuses ?? []).map((status) =>
                    item(
                      `status ${status.id}`,
                      <StatusGlyph status={status} />,
                      t('palette.setStatus', { status: statusName(t, status) }),
                      () => void changeStatus(screen, [editable.id], status),
                    ),
                  )}
                  {owners.map((member) =>
                    item(
                      `owner ${member.id}`,
                      <MemberAvatar name={member.name} color={member.color} size={18} />,
                      t('palette.assignTo', {
                        name: member.id === me.id ? t('owner.me', { name: member.name }) : member.name,
                      }),
                      () => setOwner(screen, editable, member.id),
                    ),
                  )}
                  {editable.ownerId !== null &&
                    item('owner none', <NobodyAvatar size={18} />, t('palette.unassign'), () =>
                      setOwner(screen, editable, null),
                    )}
                  {priorities.map((priority) =>
                    item(
                      `priority ${priority}`,
                      <PriorityBars priority={priority} />,
                      t('palette.setPriority', { priority: t(`priority.${priority}`) }),
                      () => setPriority(screen, editable, priority),
                    ),
                  )}
                </Command.Group>
              )}
              <Command.Group heading={t('palette.views')} className={group}>
                {deskViewsOf(me).map((view) =>
                  item(`view ${view}`, glyph(viewIcons[view]), t(`view.${view}`), () => go(view)),
                )}
                {item('create', glyph(Plus), t('create.open'), () => perform('create'), keys.create)}
                {item('search', glyph(Search), t('desk.search'), () => perform('search'), keys.search)}
              </Command.Group>
              <PaletteHits groups={groups} className={group} onOpen={(hit) => run(() => openHit(hit))()} />
              <Command.Group heading={t('palette.look')} className={group}>
                {themes.map((theme) =>
                  item(
                    `theme ${theme}`,
                    glyph(PaletteIcon),
                    t('palette.setTheme', { theme: t(`theme.${theme}`) }),
                    () => chooseTheme(theme),
                  ),
                )}
                {languages.map((language) =>
                  item(
                    `language ${language}`,
                    glyph(Globe),
                    t('palette.setLanguage', { language: t(`language.${language}`) }),
                    () => void chooseLanguage(language),
                  ),
                )}
              </Command.Group>
              <Command.Group heading={t('palette.account')} className={group}>
                {item('sign out', glyph(LogOut), t('desk.signOut'), () => void leave())}
              </Command.Group>
            </Command.List>
          </Command>
          <footer className="flex items-center gap-4 border-t border-line bg-panel px-4 py-2 text-[0.75rem] text-ink-3 max-md:hidden">
            <span className="flex items-center gap-1.5">
              <KeyCap>↑</KeyCap>
              <KeyCap>↓</KeyCap> {t('palette.move')}
            </span>
            <span className="flex items-center gap-1.5">
              <KeyCap>Enter</KeyCap> {t('palette.run')}
            </span>
            <span className="ml-auto">{t('palette.onlyYours')}</span>
          </footer>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
