import '../merging/words/load.ts';
import { Ellipsis, Eye, EyeOff, FolderInput, GitMerge, Mail, ShieldAlert, Split, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { canDelete } from '../../shared/access.ts';
import type { TicketView } from '../../shared/entities.ts';
import { follows, meIn } from '../../shared/state.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { useAction } from '../keyboard/keyboard.ts';
import { IconButton } from '../ui/iconButton.tsx';
import { Menu, MenuItem, MenuLine } from '../ui/menu.tsx';
import { lay } from './aside.ts';
import type { Question } from './question.ts';
import { canSnooze, SnoozeItems } from './snoozeItems.tsx';

interface MoreMenuProps {
  ticket: TicketView;
  editable: boolean;
  /** The reader turns to the list: what he leaves is new again, or gone. */
  onLeave: () => void;
  onAsk: (question: Question) => void;
}

/** What else may be done with a ticket: follow, snooze, put away. */
export function MoreMenu({ ticket, editable, onLeave, onAsk }: MoreMenuProps) {
  const { t } = useTranslation();
  const { t: merging } = useTranslation('merging');
  const screen = useScreen();
  const followed = useShown((state) => follows(state, ticket.id));
  const deletable = useShown((state) => canDelete(meIn(state), ticket));
  const { id: ticketId, phase } = ticket;
  const follow = () =>
    void lay(screen, t, ticket, { name: followed ? 'ticket.unfollow' : 'ticket.follow', input: { ticketId } });
  const mergeable = editable && phase !== 'spam' && phase !== 'trash';
  useAction('follow', follow);
  useAction('merge', () => onAsk('merge'), mergeable);
  const icon = (Icon: typeof Eye) => <Icon className="size-4" aria-hidden />;
  return (
    <Menu align="end" trigger={<IconButton icon={Ellipsis} label={t('more.label')} side="bottom" />}>
      <MenuItem icon={icon(followed ? EyeOff : Eye)} keys={['f']} onSelect={follow}>
        {t(followed ? 'more.unfollow' : 'more.follow')}
      </MenuItem>
      {ticket.lastInSeq > 0 && (
        <MenuItem
          icon={icon(Mail)}
          onSelect={() => {
            onLeave();
            void lay(screen, t, ticket, { name: 'ticket.markUnread', input: { ticketId } });
          }}
        >
          {t('more.unread')}
        </MenuItem>
      )}
      {editable && canSnooze(ticket) && <SnoozeItems ticket={ticket} onChooseTime={() => onAsk('wakingTime')} />}
      {editable && <MenuLine />}
      {mergeable && (
        <MenuItem icon={icon(GitMerge)} keys={['m']} onSelect={() => onAsk('merge')}>
          {merging('merge')}
        </MenuItem>
      )}
      {editable && ticket.lastMessage && (
        <MenuItem icon={icon(Split)} onSelect={() => onAsk('split')}>
          {merging('split')}
        </MenuItem>
      )}
      {editable && (
        <MenuItem icon={icon(FolderInput)} onSelect={() => onAsk('move')}>
          {merging('move')}
        </MenuItem>
      )}
      {(editable || deletable) && <MenuLine />}
      {editable && phase !== 'spam' && phase !== 'trash' && (
        <MenuItem
          icon={icon(ShieldAlert)}
          onSelect={() =>
            void lay(screen, t, ticket, { name: 'ticket.markSpam', input: { ticketId } }, t('more.spammed'))
          }
        >
          {t('more.spam')}
        </MenuItem>
      )}
      {deletable && phase !== 'trash' && (
        <MenuItem
          icon={icon(Trash2)}
          onSelect={() => void lay(screen, t, ticket, { name: 'ticket.trash', input: { ticketId } }, t('more.trashed'))}
        >
          {t('more.trash')}
        </MenuItem>
      )}
    </Menu>
  );
}
