import { ChevronDown, UsersRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { canSee } from '../../shared/access.ts';
import type { MemberView, TicketView } from '../../shared/entities.ts';
import { useShown } from '../connection/screenContext.ts';
import { useOwners } from '../tickets/owners.ts';
import { MemberAvatar } from '../ui/avatar.tsx';
import { Menu, MenuGroup, MenuItem, MenuLine } from '../ui/menu.tsx';

interface TogetherMenuProps {
  ticket: TicketView;
  /** Who writes along already. */
  withIds: readonly string[];
  onShare: (member: MemberView) => void;
  onUnshare: (member: MemberView) => void;
  /** From then on it is the other's alone. */
  onHandOver?: (member: MemberView) => void;
}

/** By choice: who may write this along. Nobody else sees it before it is added. */
export function TogetherMenu({ ticket, withIds, onShare, onUnshare, onHandOver }: TogetherMenuProps) {
  const { t } = useTranslation('comments');
  const meId = useShown((state) => state.meId);
  const people = useOwners().filter((member) => member.id !== meId && canSee(member, ticket));
  const invited = people.filter(({ id }) => withIds.includes(id));
  return (
    <Menu
      side="top"
      trigger={
        <button
          type="button"
          className="flex h-7 items-center gap-1.5 rounded-control px-1.5 text-ink-2 hover:bg-hover hover:text-ink max-md:h-11"
        >
          {invited.length === 0 ? (
            <UsersRound className="size-4" aria-hidden />
          ) : (
            <span className="flex -space-x-1">
              {invited.slice(0, 3).map((member) => (
                <MemberAvatar key={member.id} name={member.name} color={member.color} size={18} label={member.name} />
              ))}
            </span>
          )}
          <span className="@max-[480px]:sr-only">
            {t(invited.length === 0 ? 'together.invite' : 'together.written')}
          </span>
          <ChevronDown className="size-3.5" aria-hidden />
        </button>
      }
    >
      <MenuGroup label={onHandOver ? t('share.title', { ns: 'drafts' }) : t('together.title')}>
        {people.map((member) => (
          <MenuItem
            key={member.id}
            icon={<MemberAvatar name={member.name} color={member.color} size={16} />}
            checked={withIds.includes(member.id)}
            onSelect={() => (withIds.includes(member.id) ? onUnshare(member) : onShare(member))}
          >
            {member.name}
          </MenuItem>
        ))}
      </MenuGroup>
      {onHandOver && (
        <>
          <MenuLine />
          <MenuGroup label={t('share.handOver', { ns: 'drafts' })}>
            {people.map((member) => (
              <MenuItem
                key={member.id}
                icon={<MemberAvatar name={member.name} color={member.color} size={16} />}
                onSelect={() => onHandOver(member)}
              >
                {member.name}
              </MenuItem>
            ))}
          </MenuGroup>
        </>
      )}
    </Menu>
  );
}
