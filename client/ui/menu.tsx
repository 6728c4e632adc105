import { cloneElement, type ReactElement, useState } from 'react';
import type { MenuGroupProps, MenuItemProps, MenuProps } from './menuPopup.tsx';
import { usePopups } from './popups.ts';

/** Until menus have been loaded, their buttons stand alone; one that is pressed meanwhile opens then. */
export function Menu(props: MenuProps) {
  const popups = usePopups();
  const [asked, setAsked] = useState(false);
  if (popups) return <popups.MenuPopup startOpen={asked} {...props} />;
  return cloneElement(props.trigger as ReactElement<{ onClick?: () => void }>, { onClick: () => setAsked(true) });
}

export function MenuItem(props: MenuItemProps) {
  const popups = usePopups();
  return popups && <popups.MenuPopupItem {...props} />;
}

export function MenuGroup(props: MenuGroupProps) {
  const popups = usePopups();
  return popups && <popups.MenuPopupGroup {...props} />;
}

export function MenuLine() {
  const popups = usePopups();
  return popups && <popups.MenuPopupLine />;
}
