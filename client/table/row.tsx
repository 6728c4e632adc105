import { Pencil } from 'lucide-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canEdit } from '../../shared/access.ts';
import type { MemberView, TicketView } from '../../shared/entities.ts';
import type { Names } from '../connection/screenContext.ts';
import { Here } from '../presence/here.tsx';
import { RowCheck } from '../tickets/rowCheck.tsx';
import { Cell, Typing } from './cell.tsx';
import type { Column } from './columns.ts';

interface RowProps {
  /** Where it begins, in pixels from the top. */
  start: number;
  ticket: TicketView;
  columns: readonly Column[];
  widthOf: (column: Column) => number;
  names: Names;
  me: MemberView;
  unread: boolean;
  chosen: boolean;
  pending: boolean;
  onOpen: (ticketId: string) => void;
}

function RowBare({ start, ticket, columns, widthOf, names, me, unread, chosen, pending, onOpen }: RowProps) {
  const editable = canEdit(me, ticket);
  return (
    <tr
      style={{ transform: `translateY(${start}px)` }}
      className={`group absolute top-0 left-0 flex h-9 items-stretch border-b border-line ${chosen ? 'bg-sel' : 'hover:bg-panel'} ${pending ? 'opacity-80' : ''}`}
    >
      <td className="flex w-11 shrink-0 items-center justify-center">
        <RowCheck ticketId={ticket.id} name={ticket.name} always />
      </td>
      {columns.map((column) => (
        <td
          key={column.key}
          data-cell={column.key}
          style={{ width: widthOf(column) }}
          className="flex shrink-0 items-center"
        >
          {column.key === 'name' ? (
            <NameCell {...{ column, ticket, names, editable, unread, onOpen }} />
          ) : (
            <Cell {...{ column, ticket, names, editable }} />
          )}
        </td>
      ))}
    </tr>
  );
}

export const Row = memo(RowBare);

type NameCellProps = Pick<RowProps, 'ticket' | 'names' | 'unread' | 'onOpen'> & { column: Column; editable: boolean };

function NameCell({ column, ticket, names, editable, unread, onOpen }: NameCellProps) {
  const { t } = useTranslation('views');
  const [typing, setTyping] = useState(false);
  if (typing) return <Typing {...{ column, ticket, names, editable }} onEnd={() => setTyping(false)} />;
  return (
    <>
      <button
        type="button"
        data-ticket={ticket.id}
        onClick={() => onOpen(ticket.id)}
        className="flex h-full min-w-0 flex-1 items-center px-2 text-left focus-visible:outline-offset-[-2px]"
      >
        <span className={`truncate hover:underline ${unread ? 'font-semibold' : 'font-medium'}`}>{ticket.name}</span>
      </button>
      <Here ticketId={ticket.id} />
      {editable && (
        <button
          type="button"
          aria-label={t('table.edit', { name: column.name, value: ticket.name })}
          onClick={() => setTyping(true)}
          className="mr-1 flex size-6 shrink-0 items-center justify-center rounded-control text-ink-3 opacity-0 hover:bg-hover focus-visible:opacity-100 group-hover:opacity-100"
        >
          <Pencil className="size-3.5" aria-hidden />
        </button>
      )}
    </>
  );
}
