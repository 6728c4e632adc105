import type { MenuGroupProps, MenuItemProps, MenuProps } from './menuPopup.tsx';
import { usePopups } from './popups.ts';

/** Until menus have been loaded, their buttons stand alone. */
export function Menu(props: MenuProps) {
  const popups = usePopups();
  return popups ? <popups.MenuPopup {...props} /> : props.trigger;
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
