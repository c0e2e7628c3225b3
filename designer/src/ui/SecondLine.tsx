import type { ReactNode } from 'react';
import classes from './SecondLine.module.css';

/** What stands small below the first line of a cell; the pointer shows the `title` where the line is cut. */
export function SecondLine({ title, children }: { readonly title?: string; readonly children: ReactNode }) {
  return (
    <span className={classes.second} title={title}>
      {children}
    </span>
  );
}
