import type { ReactNode } from 'react';
import classes from './Screen.module.css';

interface PartProps {
  readonly children: ReactNode;
}

/** A whole screen: its bar, and below it what it shows. */
export function Screen({ children }: PartProps) {
  return <div className={classes.screen}>{children}</div>;
}

/** What stands below the bar where a panel may open beside it. */
export function ScreenBody({ children }: PartProps) {
  return <div className={classes.body}>{children}</div>;
}

/** The part of the body that a panel leaves. */
export function ScreenMain({ children }: PartProps) {
  return <div className={classes.main}>{children}</div>;
}
