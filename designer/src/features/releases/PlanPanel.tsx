import type { Plan } from '@slipway/shared/api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { planQuery } from '../../api/plans.ts';
import { t } from '../../messages/t.ts';
import { PlanActions } from '../../release/PlanActions.tsx';
import { PlanView } from '../../release/PlanView.tsx';
import { FailureNotice, Loading } from '../../ui/Notice.tsx';
import { SidePanel } from '../../ui/SidePanel.tsx';

interface PlanPanelProps {
  /** `<environment>@<plan>`. */
  readonly place: string;
  /** Another plan took its place. */
  readonly onPlan: (plan: Plan) => void;
  readonly onClose: () => void;
}

/** A plan of an environment, checked anew when it opens. */
export function PlanPanel({ place, onPlan, onClose }: PlanPanelProps) {
  const [environment = '', id = ''] = place.split('@');
  const client = useQueryClient();
  const query = useQuery({ ...planQuery(environment, id), refetchOnMount: 'always' });
  const plan = query.data;
  const over = plan?.from
    ? t('releases.plan-from', { from: plan.from, to: environment })
    : t('releases.plan-for', { to: environment });
  const changed = plan?.changes.map((change) => change.name) ?? [];
  return (
    <SidePanel
      over={over}
      title={changed.length === 1 ? (changed[0] ?? '') : t('releases.plan-many', { count: changed.length })}
      onClose={onClose}
      foot={
        plan && (
          <PlanActions
            plan={plan}
            onChanged={(next) => {
              if (next !== 'applied' && next.id !== id) return onPlan(next);
              if (next !== 'applied') client.setQueryData(planQuery(environment, id).queryKey, next);
              void query.refetch();
            }}
          />
        )
      }
    >
      {query.isPending && <Loading what={t('releases.plan-loading')} />}
      {query.isError && <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />}
      {plan && <PlanView plan={plan} />}
    </SidePanel>
  );
}
