/** What keys do, and the usual key of each: one that is pressed alone, or `g` and then another. */
export const usualKeys = {
  next: 'j',
  previous: 'k',
  reply: 'r',
  comment: 'c',
  assign: 'a',
  status: 's',
  close: 'e',
  create: 'n',
  snooze: 'z',
  merge: 'm',
  follow: 'f',
  select: 'x',
  search: '/',
  help: '?',
  goMine: 'g m',
  goUnassigned: 'g u',
  goOpen: 'g o',
  goDrafts: 'g d',
  notices: 'g n',
};
export type KeyAction = keyof typeof usualKeys;

/** What somebody has chosen instead; '' is no key. */
export type OwnKeys = { readonly [A in KeyAction]?: string | undefined };

export const keysOf = (own: OwnKeys = {}) => ({ ...usualKeys, ...own }) as Record<KeyAction, string>;
