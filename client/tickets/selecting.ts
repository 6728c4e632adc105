import type { ListOf } from './list.ts';

/** Which tickets of a list are chosen. Pure: `selection.ts` keeps it for a screen. */
export interface Selection {
  /** Names the list, with what it is of; another list begins with nothing chosen. */
  of: { name: string; list: ListOf };
  /** The list's rows as far as they have been read, first to last. */
  listed: readonly string[];
  chosen: ReadonlySet<string>;
  /** Everything that the list matches, read or not. */
  all: boolean;
  /** Where a range begins. */
  anchor: string | null;
}

export const nothing: Selection = {
  of: { name: '', list: { view: null, where: null } },
  listed: [],
  chosen: new Set(),
  all: false,
  anchor: null,
};

/** Those that are chosen and in the list now, in its order: what has left it counts no longer. */
export const chosenIn = ({ listed, chosen, all }: Selection): readonly string[] =>
  all ? listed : listed.filter((id) => chosen.has(id));

export const isChosen = ({ chosen, all }: Selection, id: string): boolean => all || chosen.has(id);

/** The list as it is now. */
export function shown(now: Selection, of: Selection['of'], listed: readonly string[]): Selection {
  if (of.name !== now.of.name) return { ...nothing, of, listed };
  return listed === now.listed ? now : { ...now, listed };
}

/** One more, or one less. Of everything, one less leaves the others that are shown. */
export function toggled(now: Selection, id: string): Selection {
  const chosen = new Set(now.all ? now.listed : now.chosen);
  if (!chosen.delete(id)) chosen.add(id);
  return { ...now, chosen, all: false, anchor: id };
}

/** All from where the last one was chosen to this one. */
export function reached(now: Selection, id: string): Selection {
  const from = now.anchor === null ? -1 : now.listed.indexOf(now.anchor);
  const to = now.listed.indexOf(id);
  if (from === -1 || to === -1) return toggled(now, id);
  const range = now.listed.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ...now, chosen: new Set([...now.chosen, ...range]) };
}

/** All that is shown, or, when it is all already, nothing. */
export function toggledShown(now: Selection): Selection {
  const whole = now.listed.length > 0 && chosenIn(now).length === now.listed.length;
  return { ...now, chosen: new Set(whole ? [] : now.listed), all: false, anchor: null };
}

/** Without those that the reader has lost: should they come back, they are not chosen. */
export function without(now: Selection, lost: (id: string) => boolean): Selection {
  const kept = [...now.chosen].filter((id) => !lost(id));
  return kept.length === now.chosen.size ? now : { ...now, chosen: new Set(kept) };
}
