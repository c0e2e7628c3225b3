import type { ReactNode } from 'react';
import classes from './Section.module.css';

interface SectionProps {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** `quiet` is a small grey heading inside a detail; `panel` the heading of a part of a screen. */
  readonly look?: 'quiet' | 'panel';
}

/** A part of a screen: a heading, a remark at its right, and what it is about. No box. */
export function Section({ title, aside, children, look = 'quiet' }: SectionProps) {
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.head}>
        <h2 className={classes.title} data-look={look}>
          {title}
        </h2>
        {aside !== undefined && <span className={classes.aside}>{aside}</span>}
      </div>
      {children}
    </section>
  );
}
