import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { MemberAvatar, NobodyAvatar } from '../ui/avatar.tsx';
import { Menu, MenuItem, MenuLine } from '../ui/menu.tsx';
import { setOwner } from './change.ts';
import { useOwners } from './owners.ts';

interface OwnerMenuProps {
  ticket: TicketView;
  trigger: ReactElement;
}

export function OwnerMenu({ ticket, trigger }: OwnerMenuProps) {
  const { t } = useTranslation();
  const screen = useScreen();
  const meId = useShown((state) => state.meId);
  const owners = useOwners();
  return (
    <Menu trigger={trigger}>
      {owners.map((member) => (
        <MenuItem
          key={member.id}
          icon={<MemberAvatar name={member.name} color={member.color} size={18} />}
          checked={member.id === ticket.ownerId}
          onSelect={() => setOwner(screen, ticket, member.id)}
        >
          {member.id === meId ? t('owner.me', { name: member.name }) : member.name}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem
        icon={<NobodyAvatar size={18} />}
        checked={ticket.ownerId === null}
        onSelect={() => setOwner(screen, ticket, null)}
      >
        {t('owner.nobody')}
      </MenuItem>
    </Menu>
  );
}
