import { cloneElement, type ReactElement, type SyntheticEvent, useEffect, useRef } from 'react';
import { usePopups } from './popups.ts';
import { after, hush, hushSoon, restMs, type Telling, told } from './told.ts';

type Handlers = Partial<
  Record<
    'onPointerEnter' | 'onPointerLeave' | 'onPointerDown' | 'onFocus' | 'onBlur',
    (event: SyntheticEvent<Element>) => void
  >
>;

const both =
  (one: ((event: SyntheticEvent<Element>) => void) | undefined, other: (event: SyntheticEvent<Element>) => void) =>
  (event: SyntheticEvent<Element>) => {
    one?.(event);
    other(event);
  };

/** Says what a control does, and by which key, when the pointer or the focus rests on it. */
export function Tip({ text, keys, side, children }: Telling & { children: ReactElement<Handlers> }) {
  const control = useRef<Element | null>(null);
  useEffect(
    () => () => {
      if (control.current && told.get()?.of === control.current) hush();
    },
    [],
  );
  const say = (of: Element) => {
    control.current = of;
    told.set(() => ({ of, text, ...(keys && { keys }), ...(side && { side }) }));
  };
  const { onPointerEnter, onPointerLeave, onPointerDown, onFocus, onBlur } = children.props;
  return cloneElement(children, {
    onPointerEnter: both(onPointerEnter, ({ currentTarget, nativeEvent }) => {
      if (nativeEvent instanceof PointerEvent && nativeEvent.pointerType === 'touch') return;
      after(told.get() ? 0 : restMs, () => currentTarget.isConnected && say(currentTarget));
    }),
    onPointerLeave: both(onPointerLeave, hushSoon),
    onPointerDown: both(onPointerDown, hush),
    onFocus: both(onFocus, ({ currentTarget, target }) => {
      if (target === currentTarget && currentTarget.matches(':focus-visible')) say(currentTarget);
    }),
    onBlur: both(onBlur, hush),
  });
}

/** Where what is said stands. */
export function Tips() {
  const popups = usePopups();
  return popups && <popups.TipPopup />;
}
