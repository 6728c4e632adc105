import { type ReactElement, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { changeStatus } from '../required/asking.ts';
import { useForbidden } from '../required/useForbidden.ts';
import { Menu, MenuItem } from '../ui/menu.tsx';
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
  const forbidden = useForbidden(ticket);
  const place = useRef<HTMLSpanElement>(null);
  return (
    // What a status asks for is asked beside its button.
    <span ref={place} data-status-of={ticket.id} className="contents">
      <Menu trigger={trigger}>
        {statuses.map((status) => {
          const why = forbidden(status);
          return (
            <MenuItem
              key={status.id}
              icon={<StatusGlyph status={status} />}
              checked={status.id === ticket.statusId}
              disabled={why !== null}
              note={why ?? undefined}
              onSelect={() =>
                void changeStatus(screen, [ticket.id], status, place.current?.querySelector('button') ?? null)
              }
            >
              {statusName(t, status)}
            </MenuItem>
          );
        })}
      </Menu>
    </span>
  );
}
