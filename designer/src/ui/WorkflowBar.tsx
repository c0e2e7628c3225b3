import { IconChevronLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Bar } from './Bar.tsx';
import classes from './WorkflowBar.module.css';

/** How the way back looks and what it is called; the page says where it leads. */
interface WayBack {
  readonly className: string;
  readonly 'aria-label': string;
  readonly children: ReactNode;
}

interface WorkflowBarProps {
  readonly name: string;
  readonly backLabel: string;
  /** Draws the link back with what it is given. */
  readonly back: (look: WayBack) => ReactNode;
  /** What is shown of the workflow, where it is not the workflow itself. */
  readonly page?: string;
  /** Which version it is. */
  readonly version?: ReactNode;
  readonly children: ReactNode;
}

/** The bar of a page about one workflow. */
export function WorkflowBar({ name, backLabel, back, page, version, children }: WorkflowBarProps) {
  return (
    <div className={classes.bar}>
      <Bar>
        {back({
          className: classes.back ?? '',
          'aria-label': backLabel,
          children: <IconChevronLeft size={18} stroke={1.75} />,
        })}
        <h1 className={classes.name} title={name}>
          <bdi>{name}</bdi>
        </h1>
        {version}
        {page && <span className={classes.page}>{page}</span>}
        {children}
      </Bar>
    </div>
  );
}
