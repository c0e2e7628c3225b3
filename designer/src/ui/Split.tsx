import type { ReactNode, Ref } from 'react';
import classes from './Split.module.css';

/** `inspector` keeps a narrow side, `listed` as well where a list stands before it, `halves` and `report` share the room. */
export type SplitLook = 'inspector' | 'listed' | 'halves' | 'report' | 'between' | 'alone';

interface SplitProps {
  readonly look: SplitLook;
  readonly children: ReactNode;
}

/** A canvas and what stands beside it; one below the other where the window is narrow. */
export function Split({ look, children }: SplitProps) {
  return (
    <div className={classes.split} data-look={look}>
      {children}
    </div>
  );
}

interface SplitSideProps {
  readonly label: string;
  readonly children: ReactNode;
  /** Scrolls as a whole; otherwise its parts do. */
  readonly scrolls?: boolean;
  /** Given where the keyboard is sent there. */
  readonly ref?: Ref<HTMLElement>;
}

/** What stands beside. */
export function SplitSide({ label, children, scrolls = false, ref }: SplitSideProps) {
  return (
    <aside
      {...(ref ? { ref, tabIndex: -1 } : {})}
      className={classes.side}
      data-scrolls={scrolls || undefined}
      aria-label={label}
    >
      {children}
    </aside>
  );
}
