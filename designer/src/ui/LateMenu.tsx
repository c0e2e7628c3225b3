import { cloneElement, useEffect, useRef, useState } from 'react';
import { AskedMenu } from './asked-menu.ts';
import type { MenuProps } from './menu.ts';
import { tellFailure } from './notify.ts';
import type { OpenMenu } from './OpenMenu.tsx';

const fetchMenu = () => import('./OpenMenu.tsx');
/** What fails beforehand is told when the menu is asked for. */
const prepare = () => void fetchMenu().catch(() => undefined);

/**
 * A menu of the frame. What draws and places menus is heavy and seldom needed, so it comes when somebody points at the
 * button, comes to it by key or presses it; keys that are faster than that are not lost.
 */
export function LateMenu(props: MenuProps) {
  const [open, setOpen] = useState<{ readonly Menu: typeof OpenMenu; readonly down: number; readonly held: boolean }>();
  const [asked] = useState(() => new AskedMenu());
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => () => asked.forget(), [asked]);
  if (open) return <open.Menu {...props} down={open.down} held={open.held} />;
  const ask = async () => {
    if (!asked.press()) return;
    try {
      const { OpenMenu: Menu } = await fetchMenu();
      const held = document.activeElement === button.current;
      // Whoever went on to something else meanwhile is not called back.
      const stays = held || document.activeElement === document.body;
      const down = asked.arrive();
      if (down !== undefined && stays) setOpen({ Menu, down, held });
    } catch (failure) {
      asked.forget();
      tellFailure(failure);
    }
  };
  const type = (e: { readonly key: string; preventDefault: () => void }) => {
    if (asked.type(e.key)) e.preventDefault();
  };
  return cloneElement(props.children, {
    ref: button,
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onPointerEnter: prepare,
    onFocus: prepare,
    onClick: () => void ask(),
    onKeyDown: type,
  });
}
