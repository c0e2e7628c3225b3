import type { ReactNode } from 'react';
import classes from './Bar.module.css';

/** The 48 px bar at the head of a screen or panel. */
export function Bar({ title, children }: { readonly title?: string; readonly children?: ReactNode }) {
  return (
    <header className={classes.bar}>
      {title && <h1 className={classes.title}>{title}</h1>}
      {children}
    </header>
  );
}

export function Gap() {
  return <span className={classes.gap} />;
}
