import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../messages/t.ts';
import classes from './SidePanel.module.css';

interface SidePanelProps {
  /** What it belongs to, small above the title. */
  readonly over: string;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** What can be done about it; stays in sight. */
  readonly foot?: ReactNode;
}

/** What is looked at, beside its list. */
export function SidePanel({ over, title, onClose, children, foot }: SidePanelProps) {
  return (
    <aside className={classes.panel} aria-label={title}>
      <header className={classes.head}>
        <span className={classes.over}>{over}</span>
        <h2>{title}</h2>
        <CloseButton className={classes.close ?? ''} aria-label={t('close')} onClick={onClose} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <section tabIndex={0} aria-label={title} className={classes.body}>
        {children}
      </section>
      {foot && <footer className={classes.foot}>{foot}</footer>}
    </aside>
  );
}
