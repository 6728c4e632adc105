/** What a key can do, wherever on the desk it is pressed. */
export type Action =
  | 'next'
  | 'previous'
  | 'reply'
  | 'comment'
  | 'assign'
  | 'status'
  | 'close'
  | 'palette'
  | 'help'
  | 'create'
  | 'snooze'
  | 'merge'
  | 'follow'
  | 'goMine'
  | 'goUnassigned'
  | 'goOpen'
  | 'goDrafts'
  | 'search'
  | 'notices'
  | 'select';

/** What of a keyboard event decides. */
export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  repeat: boolean;
  isComposing: boolean;
  keyCode: number;
  /** The focus is where text is typed, or in an open menu or dialog. */
  busy: boolean;
  /** The reader has switched off keys that act without Ctrl or ⌘. */
  lettersOff?: boolean;
  /** `g` was pressed right before it. */
  afterGo?: boolean;
}

const letters: Readonly<Record<string, Action>> = {
  j: 'next',
  k: 'previous',
  r: 'reply',
  c: 'comment',
  a: 'assign',
  s: 'status',
  e: 'close',
  n: 'create',
  z: 'snooze',
  m: 'merge',
  f: 'follow',
  x: 'select',
  '/': 'search',
  '?': 'help',
};

/** Letters that lead somewhere when `g` was pressed right before them. */
const places: Readonly<Record<string, Action>> = {
  m: 'goMine',
  u: 'goUnassigned',
  o: 'goOpen',
  d: 'goDrafts',
  n: 'notices',
};

/** While an input method composes, keys belong to it; browsers tell by `isComposing` or by code 229. */
export const isComposing = (event: Pick<Pressed, 'isComposing' | 'keyCode'>): boolean =>
  event.isComposing || event.keyCode === 229;

const isLetter = (event: Pressed): boolean =>
  !isComposing(event) && !event.busy && !event.lettersOff && !event.ctrlKey && !event.metaKey && !event.altKey;

/** Is it the key after which the next one leads somewhere? */
export const isGo = (event: Pressed): boolean => isLetter(event) && event.key === 'g' && !event.repeat;

/** The action a key stands for, or null when the key belongs to somebody else. */
export function actionFor(event: Pressed): Action | null {
  if (isComposing(event)) return null;
  const command = event.ctrlKey || event.metaKey;
  if (command && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') return 'palette';
  if (!isLetter(event)) return null;
  const action = (event.afterGo ? places[event.key] : letters[event.key]) ?? null;
  const walks = action === 'next' || action === 'previous';
  return event.repeat && !walks ? null : action;
}

/** The name of the command key on this machine. */
export const commandKey = (platform: string): string => (/mac|iphone|ipad/i.test(platform) ? '⌘' : 'Ctrl');
