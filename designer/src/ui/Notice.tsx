import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ApiFailure } from '../api/client.ts';
import { answerText, failureTitle } from '../messages/said.ts';
import { t, tOr } from '../messages/t.ts';
import classes from './Notice.module.css';

/** Nothing to show: says what would be here and what to do next. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className={classes.notice} role="status">
      <p className={classes.title}>{title}</p>
      {children && <div className={classes.text}>{children}</div>}
    </div>
  );
}

/** Something is on its way: says what. */
export function Loading({ what }: { readonly what: string }) {
  return (
    <div className={classes.notice} role="status" data-loading="true">
      <p className={classes.text}>{what}</p>
    </div>
  );
}

/** Software failed: what happened, to what, and what to do; plum and a cross, never a severity. */
export function FailureNotice({ failure, onRetry }: { readonly failure: unknown; readonly onRetry?: () => void }) {
  const { title, detail, code } = failureWords(failure);
  return (
    <div className={classes.notice} role="alert">
      <p className={classes.failed}>
        <IconX size={16} stroke={2.25} aria-hidden="true" />
        {title}
      </p>
      {detail && <p className={classes.text}>{detail}</p>}
      {code && <code className={classes.code}>{code}</code>}
      {onRetry && (
        <Button size="xs" onClick={onRetry}>
          {t('failure.try-again')}
        </Button>
      )}
    </div>
  );
}

/** A failure in words for people. */
export function failureWords(failure: unknown): {
  readonly title: string;
  readonly detail: string;
  readonly code: string;
} {
  if (!(failure instanceof ApiFailure)) return { title: t('failure.unknown'), detail: String(failure), code: '' };
  if (failure.status === 0)
    return { title: t('failure.unreachable'), detail: t('failure.unreachable-detail'), code: '' };
  const missing = failure.code === 'not-found' ? tOr(`missing.${failure.detail}`, '') : '';
  if (missing) return { title: missing, detail: t('missing.detail'), code: '' };
  const title = failureTitle(failure.code, failure.title || tOr(`failure.${failure.code}`, t('failure.unknown')));
  return { title, detail: answerText(failure.detail), code: failure.code };
}
