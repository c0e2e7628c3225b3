import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { failureTitle } from '../../messages/said.ts';
import { t } from '../../messages/t.ts';
import classes from './drawer.module.css';

interface DetailDrawerProps {
  /** What is shown; without it the drawer is closed. */
  readonly id: string | undefined;
  readonly title: string;
  readonly size: number;
  readonly onClose: () => void;
  readonly children: (id: string) => ReactNode;
}

/** All of one row of a list, beside the list. It takes the focus as a whole, so that a reader begins at its head. */
export function DetailDrawer({ id, title, size, onClose, children }: DetailDrawerProps) {
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      size={size}
      title={title}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <div className={classes.focus} tabIndex={-1} data-autofocus>
        {id !== undefined && children(id)}
      </div>
    </Drawer>
  );
}

/** Why it is in trouble: in words, in detail, and by its code. */
export function Reason({
  title,
  code,
  children,
}: {
  readonly title: string;
  readonly code: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className={classes.reason}>
      <p className={classes.reasonTitle}>{failureTitle(code, title)}</p>
      {children && <p>{children}</p>}
      <code className={classes.code}>{code}</code>
    </div>
  );
}
