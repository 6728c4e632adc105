import { ArrowDown, ArrowUp, ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TicketSort } from '../../shared/contract/tickets.ts';
import { SelectShown } from '../tickets/selectShown.tsx';
import { Edge } from '../ui/edge.tsx';
import { Menu, MenuItem, MenuLine } from '../ui/menu.tsx';
import { type Column, moved, narrowest, widest, widthWithin } from './columns.ts';

/** By the menu. In CSS pixels. */
const step = 48;
/** Orders that begin with the oldest. */
const upwards: readonly TicketSort[] = ['first', 'oldest'];

interface HeaderProps {
  columns: readonly Column[];
  widthOf: (column: Column) => number;
  sort: TicketSort;
  onSort: (sort: TicketSort) => void;
  onWidth: (key: string, width: number) => void;
  onColumns: (keys: string[]) => void;
}

/** The table's head: each column is sorted, moved, hidden and made wider from here, by pointer or keys. */
export function Header(props: HeaderProps) {
  return (
    <thead className="sticky top-0 z-10 block border-b border-line bg-page">
      <tr className="flex h-8 items-stretch">
        <th scope="col" className="flex w-11 shrink-0 items-center justify-center">
          <SelectShown />
        </th>
        {props.columns.map((column) => (
          <Head key={column.key} column={column} {...props} />
        ))}
      </tr>
    </thead>
  );
}

function Head({ column, columns, widthOf, sort, onSort, onWidth, onColumns }: HeaderProps & { column: Column }) {
  const { t } = useTranslation('views');
  const { t: common } = useTranslation();
  const { key, name, sorts } = column;
  const keys = columns.map((one) => one.key);
  const at = keys.indexOf(key);
  const width = widthOf(column);
  const on = sorts.includes(sort);
  const up = on && upwards.includes(sort);
  const Arrow = up ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      data-column={key}
      aria-sort={on ? (up ? 'ascending' : 'descending') : undefined}
      draggable
      onDragStart={(event) => event.dataTransfer.setData('text/x-column', key)}
      onDragOver={(event) => event.dataTransfer.types.includes('text/x-column') && event.preventDefault()}
      onDrop={(event) => {
        const dragged = event.dataTransfer.getData('text/x-column');
        if (dragged && dragged !== key) onColumns(moved(keys, dragged, at));
      }}
      style={{ width }}
      className="relative flex shrink-0 items-center px-2 text-left font-normal text-ink-2"
    >
      <Menu
        trigger={
          <button
            type="button"
            aria-label={t('table.of', { name })}
            className="group -ml-1 flex h-6 min-w-0 items-center gap-1 rounded-control px-1 text-meta hover:bg-hover hover:text-ink"
          >
            <span className="truncate">{name}</span>
            {on ? (
              <Arrow className="size-3.5 shrink-0 text-ink" aria-hidden />
            ) : (
              <ChevronDown className="size-3 shrink-0 opacity-0 group-hover:opacity-100" aria-hidden />
            )}
          </button>
        }
      >
        {sorts.map((one) => (
          <MenuItem key={one} checked={one === sort} onSelect={() => onSort(one)}>
            {common(`list.${one}`)}
          </MenuItem>
        ))}
        {sorts.length > 0 && <MenuLine />}
        <MenuItem disabled={at === 0} onSelect={() => onColumns(moved(keys, key, at - 1))}>
          {t('table.left')}
        </MenuItem>
        <MenuItem disabled={at === keys.length - 1} onSelect={() => onColumns(moved(keys, key, at + 1))}>
          {t('table.right')}
        </MenuItem>
        <MenuItem onSelect={() => onWidth(key, widthWithin(width + step))}>{t('table.wider')}</MenuItem>
        <MenuItem onSelect={() => onWidth(key, widthWithin(width - step))}>{t('table.narrower')}</MenuItem>
        <MenuLine />
        <MenuItem disabled={key === 'name'} onSelect={() => onColumns(keys.filter((one) => one !== key))}>
          {t('table.hide')}
        </MenuItem>
      </Menu>
      <Edge
        label={t('table.width', { name })}
        width={width}
        narrowest={narrowest}
        widest={widest}
        onWidth={(next) => onWidth(key, next)}
        className="absolute inset-y-1.5 right-0 w-px after:-inset-x-1 after:inset-y-0"
      />
    </th>
  );
}
