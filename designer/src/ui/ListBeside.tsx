import type { ReactNode } from 'react';
import classes from './ListBeside.module.css';

interface ListBesideProps {
  readonly label: string;
  /** The bar of the list, its rows, and what stands below them. */
  readonly list: ReactNode;
  /** What is looked at. */
  readonly children: ReactNode;
  /** Whether a row is open: a phone shows the one or the other then. Without it, it shows both, one below the other. */
  readonly open?: boolean;
}

/** A list to be worked through, and beside it the row that is looked at. */
export function ListBeside({ label, list, children, open }: ListBesideProps) {
  return (
    <div className={classes.split} data-phone={open === undefined ? 'both' : open ? 'detail' : 'list'}>
      <section className={classes.list} aria-label={label}>
        {list}
      </section>
      <div className={classes.detail}>{children}</div>
    </div>
  );
}
