import type { Plan } from '@slipway/shared/api';
import { t, tn } from '../messages/t.ts';
import { Section } from '../ui/Section.tsx';
import { When } from '../ui/When.tsx';
import classes from './PlanView.module.css';

type Activated = Plan['effect']['activation']['workflows'][number];

/** What applying would do to what goes on in the target now. */
export function PlanEffect({ plan }: { readonly plan: Plan }) {
  const { runs, openExceptions, activation } = plan.effect;
  const open = openExceptions.reduce((sum, one) => sum + one.open, 0);
  const sampled = activation.checked < activation.total;
  return (
    <Section
      title={t('plan.effect')}
      aside={
        sampled
          ? t('plan.sample', { checked: activation.checked, total: activation.total })
          : tn('plan.subjects', activation.total)
      }
    >
      <ul className={classes.changes}>
        {activation.workflows.map((one) => (
          <Activation key={one.workflow} one={one} />
        ))}
        {activation.failed > 0 && <li>{tn('plan.fires-failed', activation.failed)}</li>}
        {runs.map((run) => (
          <li key={`${run.workflow} ${run.version}`}>{tn('plan.runs-finish', run.open, { version: run.version })}</li>
        ))}
        {open > 0 && <li>{tn('plan.exceptions-stay', open)}</li>}
      </ul>
    </Section>
  );
}

/** What a new version makes of the subjects that are known now. */
function Activation({ one }: { readonly one: Activated }) {
  return (
    <li>
      <b>{tn('plan.fires', one.fires)}</b>{' '}
      {one.watches > 0 && (
        <span>
          {tn('plan.watches', one.watches)}{' '}
          {one.firstDue && (
            <>
              {t('plan.first-due')} <When at={one.firstDue} />
            </>
          )}
        </span>
      )}
      <span className={classes.quiet}>
        {one.passed > 0 && tn('plan.passed', one.passed)}{' '}
        {one.examples.length > 0 && t('plan.examples', { subjects: one.examples.join(', ') })}
      </span>
    </li>
  );
}
