import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketSort } from '../../shared/contract/tickets.ts';
import { type Property, propertiesOf } from '../../shared/properties.ts';
import { useNames } from '../connection/screenContext.ts';
import { propertyName } from '../tickets/propertyWords.ts';

export interface Column {
  key: string;
  name: string;
  /** In pixels, until the reader has changed it. */
  width: number;
  /** Null for the number, which is no property. */
  property: Property | null;
  /** The orders it stands for: first to last, and the other way round. */
  sorts: readonly TicketSort[];
}

export const narrowest = 64;
export const widest = 640;
export const widthWithin = (width: number): number => Math.min(widest, Math.max(narrowest, Math.round(width)));

/** What a table shows until somebody has chosen otherwise. */
export const usualColumns = [
  'number',
  'name',
  'contacts',
  'status',
  'priority',
  'owner',
  'team',
  'category',
  'activity',
];

/** All usual columns stand side by side at 1440. */
const widths: Record<string, number> = {
  number: 64,
  name: 244,
  contacts: 136,
  status: 164,
  priority: 92,
  owner: 112,
  team: 104,
  category: 112,
  activity: 88,
};
const sorts: Record<string, readonly TicketSort[]> = {
  number: ['created', 'first'],
  created: ['created', 'first'],
  activity: ['activity', 'oldest'],
  priority: ['priority'],
};

function columnOf(key: string, name: string, property: Property | null): Column {
  const wide = property?.kind === 'moment' || property?.kind === 'text' ? 160 : 132;
  return { key, name, property, width: widths[key] ?? wide, sorts: sorts[key] ?? [] };
}

/** Every column there can be, in the reader's words. */
export function useColumns(): readonly Column[] {
  const { t } = useTranslation();
  const { t: word } = useTranslation('views');
  const names = useNames();
  return useMemo(
    () => [
      columnOf('number', word('table.number'), null),
      ...propertiesOf(names.properties).map((property) =>
        columnOf(
          property.key,
          property.key === 'name'
            ? word('table.name')
            : property.key === 'activity'
              ? word('table.last')
              : propertyName(t, names, property.key),
          property,
        ),
      ),
    ],
    [t, word, names],
  );
}

/** Those that are shown, in their order; one that is no longer there is left out. */
export function chosenColumns(all: readonly Column[], keys: readonly string[]): Column[] {
  const wanted = keys.length > 0 ? keys : usualColumns;
  const found = wanted.flatMap((key) => all.find((column) => column.key === key) ?? []);
  return found.length > 0 ? found : all.filter(({ key }) => key === 'name');
}

/** One moved by so many places, as far as there are any. */
export function moved(keys: readonly string[], key: string, to: number): string[] {
  const others = keys.filter((one) => one !== key);
  const at = Math.min(others.length, Math.max(0, to));
  return [...others.slice(0, at), key, ...others.slice(at)];
}
