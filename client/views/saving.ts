import type { CustomView } from '../../shared/contract/views.ts';
import type { Input } from '../../shared/contract.ts';
import { type AndFilter, type Filter, isGroup, partsOf } from '../../shared/filter/language.ts';
import { within } from '../../shared/filter/within.ts';
import type { Screen } from '../connection/screen.ts';
import type { ListOf } from '../tickets/list.ts';

/** What a list is of, as one filter: a view of one's own stands by itself. */
export function wholeFilter({ view, where }: ListOf): Filter {
  const parts = where === null ? [] : isGroup(where) && 'and' in where ? partsOf(where) : [where];
  if (view === null) return where ?? { and: [] };
  return { and: [...partsOf(within(view, { and: [] }) as AndFilter).filter((part) => !isEmptyGroup(part)), ...parts] };
}

const isEmptyGroup = (part: Filter): boolean => isGroup(part) && partsOf(part).length === 0;

/** The version that a change of these fields sets out from: whatever else was saved meanwhile is no quarrel. */
export function baseOf<K extends keyof CustomView>(
  begun: Pick<CustomView, K | 'version'>,
  now: CustomView | undefined,
  fields: readonly K[],
): number {
  const same = now && fields.every((field) => JSON.stringify(now[field]) === JSON.stringify(begun[field]));
  return same ? now.version : begun.version;
}

/** Saves a view; answers when this screen has it. */
export async function saveView(screen: Screen, input: Input<'view.save'>): Promise<string> {
  const { value } = await screen.ask('view.save', input);
  const { viewId, version } = value;
  const here = () => (screen.store.get().known?.views[viewId]?.version ?? 0) >= version;
  if (here()) return viewId;
  await new Promise<void>((resolve) => {
    const stop = screen.store.subscribe(() => {
      if (!here() && !screen.isClosed()) return;
      stop();
      resolve();
    });
  });
  return viewId;
}
