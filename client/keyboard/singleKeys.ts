import { createStore, useStore } from '../connection/store.ts';

/** Whether keys without Ctrl or ⌘ act. WCAG 2.1.4: who speaks to the machine, or slips, can switch them off. */
const offFor = (memberId: string) => `baton.keysOff.${memberId}`;
const changes = createStore(0);

export const singleKeysOn = (memberId: string): boolean => localStorage.getItem(offFor(memberId)) === null;

export function switchSingleKeys(memberId: string, on: boolean): void {
  if (on) localStorage.removeItem(offFor(memberId));
  else localStorage.setItem(offFor(memberId), '1');
  changes.set((count) => count + 1);
}

export function useSingleKeys(memberId: string): boolean {
  useStore(changes, (count) => count);
  return singleKeysOn(memberId);
}
