import { type KeyAction, keysOf, type OwnKeys, usualKeys } from '../../shared/keys.ts';
import { useStore } from '../connection/store.ts';
import { ownKeys } from './ownKeys.ts';

/** What is pressed one after the other for this key. */
export const capsOf = (key: string): string[] => (key === '' ? [] : key.split(' '));

const actions = Object.keys(usualKeys) as KeyAction[];

/** Caps that stand for an action's usual key, as its reader has them; others as they are. */
export function ownCaps(caps: readonly string[], own: OwnKeys | undefined): readonly string[] {
  const action = actions.find((one) => usualKeys[one] === caps.join(' '));
  return action ? capsOf(keysOf(own)[action]) : caps;
}

export const useOwnCaps = (caps: readonly string[] = []): readonly string[] =>
  ownCaps(
    caps,
    useStore(ownKeys, (own) => own),
  );
