import { Button } from '@mantine/core';
import { IconRoute } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useEditor } from '../../../editor/editor-context.ts';
import { formatNumber, t } from '../../../messages/t.ts';
import { FailureNotice } from '../../../ui/Notice.tsx';
import { standingOf } from './TestMark.tsx';
import { TestRow } from './TestRow.tsx';
import classes from './Tests.module.css';
import { coverageOf, isTesting } from './test-coverage.ts';
import type { TestsState } from './tests-session.ts';
import { useTests } from './use-tests.ts';

interface TestListProps {
  readonly whole: boolean;
  /** What stands beside the heading. */
  readonly children?: ReactNode;
}

/** The tests of a workflow: how far they go, and how each of them came out. */
export function TestList({ whole, children }: TestListProps) {
  const { session, state } = useTests(useEditor());
  const { scenarios } = state.tests;
  const { taken, of } = coverageOf(state);
  return (
    <section className={classes.list} aria-label={t('tests.title')} data-whole={whole || undefined}>
      <div className={classes.head}>
        <h3>{t('tests.title')}</h3>
        {isTesting(state) && (
          <span className={classes.quiet} role="status">
            {t('tests.running')}
          </span>
        )}
        <span className={classes.gap} />
        {scenarios.length > 0 && (
          <span className={classes.quiet}>
            {t('tests.covered', { taken: formatNumber(taken), of: formatNumber(of) })}
          </span>
        )}
        <Button
          size="xs"
          variant={state.covering ? 'light' : 'default'}
          aria-pressed={state.covering}
          {...(whole ? {} : { 'aria-label': t('tests.cover') })}
          title={t('tests.cover')}
          onClick={() => session.cover(!state.covering)}
        >
          <IconRoute size={14} stroke={1.75} aria-hidden="true" />
          {whole && <span className={classes.word}>{t('tests.coverage')}</span>}
        </Button>
        {children}
      </div>
      {state.failure !== undefined && <FailureNotice failure={state.failure} onRetry={() => void session.load()} />}
      {state.blocked && <p className={classes.blocked}>{t('tests.blocked')}</p>}
      {state.loaded && scenarios.length === 0 && <p className={classes.quiet}>{t('tests.none')}</p>}
      {state.removed && (
        <p className={classes.quiet} role="status">
          {t('tests.removed', { name: state.removed.name })}{' '}
          <Button size="xs" variant="subtle" onClick={() => session.bringBack()}>
            {t('tests.undo')}
          </Button>
        </p>
      )}
      <ul className={classes.rows}>
        {scenarios.map((test) => (
          <TestRow key={test.name} test={test} whole={whole} />
        ))}
      </ul>
    </section>
  );
}

/** How many tests hold; null while there are none. */
export function countTests({
  tests,
  results,
}: TestsState): { readonly passed: number; readonly failed: number } | null {
  const { scenarios } = tests;
  if (scenarios.length === 0) return null;
  const standings = scenarios.map(({ name }) => standingOf(results.get(name)));
  return {
    passed: standings.filter((standing) => standing === 'passed').length,
    failed: standings.filter((standing) => standing === 'failed').length,
  };
}
