import { Button, Group } from '@mantine/core';
import type { Plan, PlanRequest } from '@slipway/shared/api';
import { IconCheck, IconRefresh, IconRocket } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { applyPlan, approvePlan, forgetReleases, makePlan, withdrawPlan } from '../api/plans.ts';
import { useMay } from '../api/session.ts';
import { answerText } from '../messages/said.ts';
import { t } from '../messages/t.ts';
import { tell, tellFailure } from '../ui/notify.ts';
import classes from './PlanView.module.css';

interface PlanActionsProps {
  readonly plan: Plan;
  /** The plan as it stands now: what was done to it may have made it another. */
  readonly onChanged: (plan: Plan | 'applied') => void;
}

/** Approve, apply, withdraw: what whoever reads may do now, and why not what they may not. */
export function PlanActions({ plan, onChanged }: PlanActionsProps) {
  const client = useQueryClient();
  const after = (done: string, next: Plan | 'applied') => {
    tell(done);
    onChanged(next);
    return forgetReleases(client, plan.environment);
  };
  const { environment } = plan;
  const approve = useMutation({
    mutationFn: () => approvePlan(plan),
    onSuccess: ({ body }) => after(t('plan.done.approved'), body),
    onError: tellFailure,
  });
  const apply = useMutation({
    mutationFn: () => applyPlan(plan),
    onSuccess: () => after(t('plan.done.applied', { environment }), 'applied'),
    onError: tellFailure,
  });
  const withdraw = useMutation({
    mutationFn: () => withdrawPlan(plan, 'plan'),
    onSuccess: ({ body }) => after(t('plan.done.withdrawn'), body),
    onError: tellFailure,
  });
  const again = useMutation({
    mutationFn: () => makePlan(environment, sameRequest(plan)),
    onSuccess: ({ body }) => after(t('plan.done.again'), body),
    onError: tellFailure,
  });
  const may = useMay();
  const mayPlan = may('environment:plan', environment);
  if (plan.state === 'stale' || plan.state === 'expired') {
    // A way back is planned where the releases are listed.
    if (!mayPlan || plan.kind !== 'release') return null;
    return (
      <footer className={classes.actions}>
        <Button
          variant="filled"
          leftSection={<IconRefresh size={15} stroke={1.8} />}
          loading={again.isPending}
          onClick={() => again.mutate()}
        >
          {t('plan.again')}
        </Button>
      </footer>
    );
  }
  const decides = ['environment:plan', 'environment:approve', 'environment:promote'].some((one) =>
    may(one, environment),
  );
  if (plan.state !== 'open' || !decides) return null;
  const { you } = plan;
  const waiting = plan.approvals.given.length < plan.approvals.needed;
  return (
    <footer className={classes.actions}>
      {!you.mayApply && <p className={classes.quiet}>{answerText(you.whyNotApply ?? '')}</p>}
      {waiting && !you.mayApprove && you.whyNotApprove && (
        <p className={classes.quiet}>{answerText(you.whyNotApprove)}</p>
      )}
      <Group gap="xs">
        <Button
          variant="filled"
          leftSection={<IconRocket size={15} stroke={1.8} />}
          disabled={!you.mayApply}
          loading={apply.isPending}
          onClick={() => apply.mutate()}
        >
          {t('plan.apply', { environment })}
        </Button>
        {waiting && (
          <Button
            leftSection={<IconCheck size={15} stroke={1.8} />}
            disabled={!you.mayApprove}
            loading={approve.isPending}
            onClick={() => approve.mutate()}
          >
            {t('plan.approve')}
          </Button>
        )}
        {mayPlan && (
          <Button variant="subtle" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            {t('plan.withdraw')}
          </Button>
        )}
      </Group>
    </footer>
  );
}

/** What was asked for, to be planned upon what is there now. */
function sameRequest({ changes, from, note }: Plan): PlanRequest {
  return {
    changes: changes.map(({ workflow, to }) => ({ workflow, version: to })),
    ...(from === null ? {} : { from }),
    ...(note ? { note } : {}),
  };
}
