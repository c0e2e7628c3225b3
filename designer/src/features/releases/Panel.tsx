import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../messages/t.ts';
import classes from './Releases.module.css';

interface PanelProps {
  readonly over: string;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** What can be done about it; stays in sight. */
  readonly foot?: ReactNode;
}

/** What is looked at, beside the table. */
export function Panel({ over, title, onClose, children, foot }: PanelProps) {
  return (
    <aside className={classes.panel} aria-label={title}>
      <header className={classes.panelHead}>
        <span className={classes.policy}>{over}</span>
        <h2>{title}</h2>
        <CloseButton className={classes.close ?? ''} aria-label={t('close')} onClick={onClose} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <section tabIndex={0} aria-label={title} className={classes.panelBody}>
        {children}
      </section>
      {foot && <div className={classes.panelFoot}>{foot}</div>}
    </aside>
  );
}
