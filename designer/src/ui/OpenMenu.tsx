import './mantine-paper.css';
import './mantine-menu.css';
import { Menu } from '@mantine/core';
import { cloneElement, Fragment, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { MenuEntry, MenuProps } from './menu.ts';

interface OpenMenuProps extends MenuProps {
  /** So many lines down the keys have gone already. */
  readonly down: number;
  /** Whether the button had the focus, which its successor takes over. */
  readonly held: boolean;
}

/** A menu that was asked for: it opens as soon as it is here, and stays for the next time. */
export function OpenMenu({ width, position, parts, children, down, held }: OpenMenuProps) {
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const steps = useRef(down);
  useLayoutEffect(() => {
    if (held) button.current?.focus({ preventScroll: true });
  }, [held]);
  // Opened once the button stands, which then gets the focus back when it is closed.
  useEffect(() => setOpened(true), []);
  const walk = () => {
    const lines = list.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [];
    if (steps.current > 0) lines[Math.min(steps.current, lines.length) - 1]?.focus();
    steps.current = 0;
  };
  return (
    <Menu width={width} position={position} opened={opened} onChange={setOpened} onEnterTransitionEnd={walk}>
      <Menu.Target>{cloneElement(children, { ref: button })}</Menu.Target>
      <Menu.Dropdown ref={list}>
        {parts.map(({ heading, entries }, at) => (
          <Fragment key={heading}>
            {at > 0 && <Menu.Divider />}
            <Menu.Label>{heading}</Menu.Label>
            {entries.map((entry) => (
              <Line key={entry.name} {...entry} />
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Line({ words, left, right, lang, onPick, root }: MenuEntry) {
  return (
    <Menu.Item
      leftSection={left}
      rightSection={right}
      lang={lang}
      onClick={onPick}
      {...(root ? { renderRoot: root } : {})}
    >
      {words}
    </Menu.Item>
  );
}
