import type { DraftKind } from '../../shared/entities.ts';
import { perScreen } from '../connection/perScreen.ts';
import type { Screen } from '../connection/screen.ts';
import { useScreen } from '../connection/screenContext.ts';
import { createStore, useStore } from '../connection/store.ts';

/** Words that were typed without a line, for a ticket that was closed to their author meanwhile: only this device has them. */
export interface LeftHere {
  ticketId: string;
  kind: DraftKind;
}

const leftHere = perScreen(() => createStore<readonly LeftHere[]>([]));

export function markLeftHere(screen: Screen, { ticketId, kind }: LeftHere, isSo: boolean): void {
  const isThis = (one: LeftHere) => one.ticketId === ticketId && one.kind === kind;
  leftHere(screen).set((all) =>
    all.some(isThis) === isSo ? all : [...all.filter((one) => !isThis(one)), ...(isSo ? [{ ticketId, kind }] : [])],
  );
}

export const useLeftHere = (): readonly LeftHere[] => useStore(leftHere(useScreen()), (all) => all);
