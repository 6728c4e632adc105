import { usePopups } from './popups.ts';
import type { TipProps } from './tipPopup.tsx';

/** Says what a control does, and by which key, when the pointer or the focus rests on it. */
export function Tip(props: TipProps) {
  const popups = usePopups();
  return popups ? <popups.TipPopup {...props} /> : props.children;
}
