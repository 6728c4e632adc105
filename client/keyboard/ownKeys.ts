import { type KeyAction, keysOf, type OwnKeys } from '../../shared/keys.ts';
import { createStore, useStore } from '../connection/store.ts';

/** The keys of whoever is at the desk, where they are others than usual. */
export const ownKeys = createStore<OwnKeys | undefined>(undefined);

/** The key of an action as its reader has it: `e`, `g m`, or '' for none. */
export const useKeyOf = (action: KeyAction): string => keysOf(useStore(ownKeys, (own) => own))[action];
