import type { ExceptionItem } from '@slipway/shared/api';
import { t, tn } from '../../messages/t.ts';
import { AnswerBy } from '../../ui/AnswerBy.tsx';
import { SeverityMark } from '../../ui/SeverityMark.tsx';
import { When } from '../../ui/When.tsx';
import classes from './CaseRow.module.css';

/** A case in the inbox: how bad, what, about whom, how often, and until when somebody must answer. */
export function CaseRow({ row }: { readonly row: ExceptionItem }) {
  return (
    <span className={classes.row} data-unread={row.state === 'new' || row.state === 'reopened' || undefined}>
      <SeverityMark severity={row.severity} />
      <span className={classes.lines}>
        <span className={classes.first}>
          <bdi className={classes.title}>{row.title}</bdi>
          {row.count > 1 && <span className={classes.meta}>{tn('exceptions.times', row.count)}</span>}
        </span>
        <span className={classes.second}>
          <bdi className={classes.id}>{row.subjectLabel}</bdi>
          <bdi className={classes.context}>{row.context}</bdi>
          <span className={classes.meta}>
            {row.state !== 'new' && <span>{t(`exceptions.state.${row.state}`)}</span>}
            {row.answerBy ? <AnswerBy at={row.answerBy} /> : <When at={row.detectedAt} />}
          </span>
        </span>
      </span>
    </span>
  );
}
