import { type KeyAction, keysOf, type OwnKeys } from '../../shared/keys.ts';

/** What a key can do, wherever on the desk it is pressed. */
export type Action = KeyAction | 'palette';

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
  /** The reader's keys, where they are others than usual. */
  own?: OwnKeys | undefined;
}

/** The action of a key of the reader's, if it has one. */
const actionOf = (key: string, own?: OwnKeys): KeyAction | null => {
  const keys = keysOf(own);
  return (Object.keys(keys) as KeyAction[]).find((action) => keys[action] === key) ?? null;
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
  const action = actionOf(event.afterGo ? `g ${event.key}` : event.key, event.own);
  const walks = action === 'next' || action === 'previous';
  return event.repeat && !walks ? null : action;
}

/** The name of the command key on this machine. */
export const commandKey = (platform: string): string => (/mac|iphone|ipad/i.test(platform) ? '⌘' : 'Ctrl');
