import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { setStatus } from './change.ts';
import { statusName } from './names.ts';
import { StatusGlyph } from './statusGlyph.tsx';

interface PropertyMenuProps {
  ticket: TicketView;
  trigger: ReactElement;
}

export function StatusMenu({ ticket, trigger }: PropertyMenuProps) {
  const { t } = useTranslation();
  const screen = useScreen();
  const statuses = useShown((state) => state.pipelines[ticket.pipelineId]?.statuses) ?? [];
  return (
    <Menu trigger={trigger}>
      {statuses.map((status) => (
        <MenuItem
          key={status.id}
          icon={<StatusGlyph status={status} />}
          checked={status.id === ticket.statusId}
          onSelect={() => setStatus(screen, ticket, status)}
        >
          {statusName(t, status)}
        </MenuItem>
      ))}
    </Menu>
  );
}
