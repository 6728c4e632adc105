import type { CustomView } from '../../shared/contract/views.ts';
import type { Filter } from '../../shared/filter/language.ts';
import type { PlaceView } from '../views/place.ts';

/** How a person looks at a view. */
export interface Choice extends Pick<CustomView, 'sort' | 'layout' | 'columns'> {
  /** Of a custom view its own filter, until the reader narrows it otherwise. */
  where: Filter | null;
  /** Of the table's columns, in pixels. */
  widths: Readonly<Record<string, number>>;
  /** What a custom view was when its reader began to narrow or sort it otherwise. */
  begun?: Pick<CustomView, 'filter' | 'sort' | 'version'>;
}

const keyOf = (owner: string, view: PlaceView) => `baton.list.${owner}.${view}`;

/** What this person has chosen for a view on this device. */
export function storedChoice(owner: string, view: PlaceView): Partial<Choice> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(owner, view)) ?? '{}');
    return typeof stored === 'object' && stored !== null ? stored : {};
  } catch {
    return {};
  }
}

export const storeChoice = (owner: string, view: PlaceView, choice: Partial<Choice>): void =>
  localStorage.setItem(keyOf(owner, view), JSON.stringify(choice));
