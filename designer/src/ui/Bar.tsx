import { type ReactNode, useRef } from 'react';
import classes from './Bar.module.css';
import { useTightness } from './tightness.ts';

/** The 48 px bar at the head of a screen or panel. Where not everything has room, pictures speak for its quiet buttons. */
export function Bar({ title, children }: { readonly title?: string; readonly children?: ReactNode }) {
  const bar = useRef<HTMLElement>(null);
  useTightness(bar);
  return (
    <header ref={bar} className={classes.bar}>
      {title && <h1 className={classes.title}>{title}</h1>}
      {children}
    </header>
  );
}

export function Gap() {
  return <span className={classes.gap} />;
}
