import { useEffect, useRef } from 'react';
import type { OwnKeys } from '../../shared/keys.ts';
import { type Action, actionFor, isGo } from './actions.ts';
import { ownKeys } from './ownKeys.ts';
import { singleKeysOn } from './singleKeys.ts';

const doers = new Map<Action, (() => void)[]>();

/** Does an action, as its key would; false when nobody on the page takes it. */
export function perform(action: Action): boolean {
  const doer = doers.get(action)?.at(-1);
  doer?.();
  return doer !== undefined;
}

/** Takes an action while mounted; the last to come goes first. */
export function useAction(action: Action, does: () => void, when = true): void {
  const latest = useRef(does);
  useEffect(() => {
    latest.current = does;
  });
  useEffect(() => {
    if (!when) return;
    const doer = () => latest.current();
    doers.set(action, [...(doers.get(action) ?? []), doer]);
    return () => {
      doers.set(
        action,
        (doers.get(action) ?? []).filter((other) => other !== doer),
      );
    };
  }, [action, when]);
}

/** Keys that a box to tick has no use for are the page's. */
const takesLetters = 'input:not([type=checkbox]), textarea, select, [role=menu], [role=dialog]';

const isBusy = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest(takesLetters) !== null);

/** So long after `g` the next letter leads somewhere. */
const goMs = 1500;

/** Listens to the whole page's keys. `busy`: something lies over the page, or is about to, and keys are not for it. */
export function useKeyboard(busy: boolean, memberId: string, own: OwnKeys | undefined): void {
  useEffect(() => ownKeys.set(() => own), [own]);
  useEffect(() => {
    let wentAt = Number.NEGATIVE_INFINITY;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const afterGo = event.timeStamp - wentAt < goMs;
      wentAt = Number.NEGATIVE_INFINITY;
      const { key, ctrlKey, metaKey, altKey, shiftKey, repeat, isComposing, keyCode } = event;
      const pressed = { key, ctrlKey, metaKey, altKey, shiftKey, repeat, isComposing, keyCode };
      const lettersOff = !singleKeysOn(memberId);
      const said = { ...pressed, busy: busy || isBusy(event.target), lettersOff, afterGo, own: ownKeys.get() };
      if (!afterGo && isGo(said)) wentAt = event.timeStamp;
      const action = actionFor(said);
      if (action && perform(action)) event.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [busy, memberId]);
}
