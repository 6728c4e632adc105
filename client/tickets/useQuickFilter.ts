import { useMemo } from 'react';
import type { ViewId } from '../../shared/views.ts';
import { useRemembered } from '../ui/remembered.ts';
import type { QuickFilter } from './list.ts';

const fields = ['ownerId', 'teamId', 'priority', 'statusId', 'source', 'unread'];

function filterIn(text: string): QuickFilter {
  try {
    const stored: unknown = JSON.parse(text);
    if (typeof stored !== 'object' || stored === null) return {};
    return Object.fromEntries(Object.entries(stored).filter(([field]) => fields.includes(field)));
  } catch {
    return {};
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** What the view was narrowed to last, in this browser. */
export function useQuickFilter(view: ViewId): [QuickFilter, (filter: QuickFilter) => void] {
  const [text, setText] = useRemembered<string>(`baton.filter.${view}`, '{}', isText);
  const filter = useMemo(() => filterIn(text), [text]);
  return [filter, (next) => setText(JSON.stringify(next))];
}
