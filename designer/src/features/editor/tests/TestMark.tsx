import { IconCheck, IconCircleDashed, IconX } from '@tabler/icons-react';
import { t } from '../../../messages/t.ts';
import type { TestResult } from './run-tests.ts';
import classes from './Tests.module.css';

export type Standing = 'passed' | 'failed' | 'pending';

/** Whether a test holds; pending while it has not been played. */
export function standingOf(result: TestResult | undefined): Standing {
  if (!result) return 'pending';
  return result.failure === undefined && result.differences.length === 0 ? 'passed' : 'failed';
}

const ICONS = { passed: IconCheck, failed: IconX, pending: IconCircleDashed } as const;

/** Whether a test holds, by shape and word. */
export function TestMark({ standing }: { readonly standing: Standing }) {
  const Icon = ICONS[standing];
  return (
    <span className={classes.mark} data-standing={standing}>
      <Icon size={14} stroke={2.2} aria-hidden="true" />
      <span className={classes.hidden}>{t(`tests.${standing}`)}</span>
    </span>
  );
}
