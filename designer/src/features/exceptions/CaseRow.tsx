import type { ExceptionItem } from '@slipway/shared/api';
import { t, tn } from '../../messages/t.ts';
import { AnswerBy } from '../../ui/AnswerBy.tsx';
import { SeverityMark } from '../../ui/SeverityMark.tsx';
import { Readable, When } from '../../ui/When.tsx';
import classes from './CaseRow.module.css';
import { initials } from './initials.ts';

/** A case in the inbox: how bad, what, about whom, how often, and until when somebody must answer. */
export function CaseRow({ row }: { readonly row: ExceptionItem }) {
  return (
    <span className={classes.row} data-unread={row.state === 'new' || row.state === 'reopened' || undefined}>
      <SeverityMark severity={row.severity} />
      <span className={classes.lines}>
        <span className={classes.first}>
          <Readable text={row.title} className={classes.title} />
          {row.count > 1 && <span className={classes.meta}>{tn('exceptions.times', row.count)}</span>}
        </span>
        <span className={classes.second}>
          <bdi className={classes.id}>{row.subjectLabel}</bdi>
          <bdi className={classes.context}>{row.context}</bdi>
          <span className={classes.meta}>
            {row.state !== 'new' && <span>{t(`exceptions.state.${row.state}`)}</span>}
            <Time row={row} />
            {row.assignee && <Owner name={row.assignee} />}
          </span>
        </span>
      </span>
    </span>
  );
}

/** The time that matters most of it: when it comes back, when somebody must answer, or else when it was opened. */
function Time({ row }: { readonly row: ExceptionItem }) {
  if (row.until)
    return (
      <span>
        {t('exceptions.until')} <When at={row.until} />
      </span>
    );
  return row.answerBy ? <AnswerBy at={row.answerBy} /> : <When at={row.detectedAt} />;
}

function Owner({ name }: { readonly name: string }) {
  const label = t('exceptions.for', { name });
  return (
    <span className={classes.owner} role="img" aria-label={label} title={label}>
      {initials(name)}
    </span>
  );
}
