import type { ReactNode } from 'react';
import { t } from '../../messages/t.ts';
import { Logo } from '../../shell/Logo.tsx';
import classes from './Session.module.css';

interface DoorwayProps {
  readonly title: string;
  readonly detail?: string;
  readonly children: ReactNode;
}

/** The frame of what stands before the application: one question at a time. */
export function Doorway({ title, detail, children }: DoorwayProps) {
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <span className={classes.brand}>
          <Logo />
          {t('brand')}
        </span>
        <div>
          <h1 className={classes.title}>{title}</h1>
          {detail && <p className={classes.quiet}>{detail}</p>}
        </div>
        {children}
      </div>
    </main>
  );
}
