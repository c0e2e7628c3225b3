import { Button } from '@mantine/core';
import type { ActionItem, ExceptionItem, PlanSummary } from '@slipway/shared/api';
import { IconRefresh, IconX } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRetryAction } from '../../api/commands.ts';
import { openPlansQuery } from '../../api/plans.ts';
import { actionsQuery, exceptionsQuery } from '../../api/queries.ts';
import { failureTitle } from '../../messages/said.ts';
import { t } from '../../messages/t.ts';
import { AnswerBy } from '../../ui/AnswerBy.tsx';
import { tell, tellFailure } from '../../ui/notify.ts';
import { SeverityMark } from '../../ui/SeverityMark.tsx';
import { Readable, When } from '../../ui/When.tsx';
import classes from './Home.module.css';

const CASES = 2;
const ACTIONS = 2;
const PLANS = 2;

/** Releases that wait for somebody, the worst open cases, and the actions that gave up. */
export function NeedsYou({ env }: { readonly env: string }) {
  const cases = useInfiniteQuery(exceptionsQuery(env, {})).data?.pages[0]?.items ?? [];
  const dead = useInfiniteQuery(actionsQuery(env, { state: 'dead' })).data?.pages[0]?.items ?? [];
  const plans = useQuery(openPlansQuery(env)).data?.items ?? [];
  return (
    <section className={classes.card} aria-label={t('home.needs-you')}>
      <div className={classes.cardHead}>
        <h2 className={classes.cardTitle}>{t('home.needs-you')}</h2>
        <Link to="/$env/exceptions" params={{ env }} className={`${classes.push} ${classes.quiet}`}>
          {t('home.all-cases')}
        </Link>
      </div>
      {cases.length + dead.length + plans.length === 0 && <p className={classes.none}>{t('home.needs-nobody')}</p>}
      <ul className={classes.needs}>
        {plans.slice(0, PLANS).map((plan) => (
          <PlanNeed key={plan.id} env={env} plan={plan} />
        ))}
        {cases.slice(0, CASES).map((row) => (
          <CaseNeed key={row.id} env={env} row={row} />
        ))}
        {dead.slice(0, ACTIONS).map((row) => (
          <ActionNeed key={row.id} env={env} row={row} />
        ))}
      </ul>
    </section>
  );
}

/** A change of what runs here that waits for somebody's approval, or for being applied. */
function PlanNeed({ env, plan }: { readonly env: string; readonly plan: PlanSummary }) {
  const { given, needed } = plan.approvals;
  return (
    <li>
      <p className={classes.needTitle}>
        <bdi>{plan.changes.map((change) => change.name).join(', ')}</bdi>
      </p>
      <p className={classes.needSub}>
        {t('home.plan-by', { name: plan.by.name })} {t('plan.approvals-count', { given: given.length, needed })}
      </p>
      <div className={classes.needButtons}>
        <Link to="/$env/releases" params={{ env }} search={{ plan: `${plan.environment}@${plan.id}` }}>
          {t(given.length < needed ? 'home.plan-approve' : 'home.plan-apply')}
        </Link>
      </div>
    </li>
  );
}

function CaseNeed({ env, row }: { readonly env: string; readonly row: ExceptionItem }) {
  return (
    <li>
      <div className={classes.needLine}>
        <SeverityMark severity={row.severity} word />
        <span className={classes.quiet}>
          {row.answerBy ? <AnswerBy at={row.answerBy} /> : <When at={row.detectedAt} />}
        </span>
      </div>
      <p className={classes.needTitle}>
        <Readable text={row.title} />
      </p>
      <p className={classes.needSub}>
        <bdi className={classes.mono}>{row.subjectLabel}</bdi>
        <bdi>{row.context}</bdi>
      </p>
      <div className={classes.needButtons}>
        <Link to="/$env/exceptions/$id" params={{ env, id: row.id }}>
          <Button component="span" size="xs" tabIndex={-1}>
            {t('home.open-case')}
          </Button>
        </Link>
        <Link to="/$env/shipments/$subject" params={{ env, subject: row.subject }} className={classes.quiet}>
          {t('home.see-shipment')}
        </Link>
      </div>
    </li>
  );
}

function ActionNeed({ env, row }: { readonly env: string; readonly row: ActionItem }) {
  const retry = useRetryAction(env);
  const send = () =>
    retry.mutate(
      { id: row.id, body: {} },
      {
        onSuccess: () => tell(t('action.retried')),
        onError: tellFailure,
      },
    );
  return (
    <li>
      <div className={classes.needLine}>
        <span className={classes.failed}>
          <IconX size={14} stroke={2.25} aria-hidden="true" />
          {t('home.action-failed')}
        </span>
        <span className={classes.quiet}>{t('actions.of', { count: row.attemptCount, most: row.maxAttempts })}</span>
      </div>
      <p className={classes.needTitle}>
        <bdi>{row.title}</bdi>
        {row.reason && (
          <>
            {', '}
            <Readable text={row.reason.detail || failureTitle(row.reason.code, row.reason.title)} />
          </>
        )}
      </p>
      <p className={classes.needSub}>
        <bdi className={classes.mono}>{row.subjectLabel}</bdi>
      </p>
      <div className={classes.needButtons}>
        <Button
          size="xs"
          leftSection={<IconRefresh size={13} stroke={1.75} />}
          onClick={send}
          disabled={retry.isPending}
        >
          {t('action.retry')}
        </Button>
        <Link to="/$env/activity" params={{ env }} search={{ id: row.id }} className={classes.quiet}>
          {t('home.edit-retry')}
        </Link>
      </div>
    </li>
  );
}
