import { cloneElement, useEffect, useRef, useState } from 'react';
import type { MenuProps } from './menu.ts';
import { tellFailure } from './notify.ts';
import type { OpenMenu } from './OpenMenu.tsx';

const fetchMenu = () => import('./OpenMenu.tsx');
/** What fails beforehand is told when the menu is asked for. */
const prepare = () => void fetchMenu().catch(() => undefined);

/** What was done while the menu was on its way. */
interface Asked {
  /** So often the next line was asked for by key. */
  readonly down: number;
}

/**
 * A menu of the frame. What draws and places menus is heavy and seldom needed, so it comes when somebody points at the
 * button, comes to it by key or presses it; keys that are faster than that are not lost.
 */
export function LateMenu(props: MenuProps) {
  const [open, setOpen] = useState<{ readonly Menu: typeof OpenMenu; readonly down: number; readonly held: boolean }>();
  const asked = useRef<Asked | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(
    () => () => {
      asked.current = null;
    },
    [],
  );
  if (open) return <open.Menu {...props} down={open.down} held={open.held} />;
  const ask = async () => {
    // A second press takes the first one back.
    if (asked.current) {
      asked.current = null;
      return;
    }
    const mine: Asked = { down: 0 };
    asked.current = mine;
    try {
      const { OpenMenu: Menu } = await fetchMenu();
      const held = document.activeElement === button.current;
      // Whoever went on to something else meanwhile is not called back.
      const stays = held || document.activeElement === document.body;
      if (asked.current && stays) setOpen({ Menu, down: asked.current.down, held });
    } catch (failure) {
      tellFailure(failure);
    }
    asked.current = null;
  };
  const type = (e: { readonly key: string; preventDefault: () => void }) => {
    if (!asked.current) return;
    if (e.key === 'Escape') asked.current = null;
    else if (e.key === 'ArrowDown') asked.current = { down: asked.current.down + 1 };
    else return;
    e.preventDefault();
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
