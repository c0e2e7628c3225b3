import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Strip.module.css';

interface StripProps {
  readonly icon?: Icon;
  readonly children: ReactNode;
  /** What can be done about it. */
  readonly actions?: ReactNode;
}

/** A line below the bar about the whole of what is shown; it is read out when it comes. */
export function Strip({ icon: Picture, children, actions }: StripProps) {
  return (
    <div className={classes.strip} role="status">
      {Picture && <Picture size={15} stroke={1.75} aria-hidden="true" />}
      <span className={classes.words}>{children}</span>
      {actions}
    </div>
  );
}
