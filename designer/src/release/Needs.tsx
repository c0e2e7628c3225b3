import { Button } from '@mantine/core';
import type { Plan } from '@slipway/shared/api';
import { IconAlertTriangle, IconCheck, IconHelp, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { answerText, problemText } from '../messages/said.ts';
import { t } from '../messages/t.ts';
import { Section } from '../ui/Section.tsx';
import classes from './PlanView.module.css';

type Need = Plan['needs'][number];

const ICONS = { there: IconCheck, missing: IconX, wrong: IconX, failing: IconX, unknown: IconHelp } as const;

/** What must be there in the target, all at once: what is, what is not, and where to mend it. */
export function Needs({ plan }: { readonly plan: Plan }) {
  const there = plan.needs.filter((need) => need.state === 'there').length;
  return (
    <Section
      title={t('plan.needs', { environment: plan.environment })}
      aside={t('plan.needs-count', { there, all: plan.needs.length })}
    >
      <ul className={classes.changes}>
        {plan.needs.map((need) => (
          <NeedRow key={`${need.kind} ${need.name}`} need={need} environment={plan.environment} />
        ))}
        {plan.problems.map((problem) => (
          <li key={`${problem.code} ${problem.message}`} className={classes.need} data-state={problem.severity}>
            <IconAlertTriangle size={15} stroke={1.8} aria-hidden="true" />
            <span>{answerText(problemText(problem))}</span>
          </li>
        ))}
        {plan.needs.length + plan.problems.length === 0 && <li className={classes.quiet}>{t('plan.needs-nothing')}</li>}
      </ul>
    </Section>
  );
}

function NeedRow({ need, environment }: { readonly need: Need; readonly environment: string }) {
  const Icon = ICONS[need.state];
  // What could not be tried may well be right: only what is known to be wrong is to be mended.
  const mend = need.state !== 'there' && need.state !== 'unknown';
  const params = { env: environment };
  return (
    <li className={classes.need} data-state={need.state}>
      <Icon size={15} stroke={2} aria-hidden="true" />
      <span>
        <b>{t(`plan.need.${need.kind}`, { name: need.name })}</b>{' '}
        <span className={classes.quiet}>{answerText(need.detail) || t(`plan.need-state.${need.state}`)}</span>
      </span>
      {mend && need.kind === 'slot' && (
        <Button
          size="xs"
          renderRoot={(props) => (
            <Link {...props} to="/$env/connections" params={params} search={{ slot: need.name }} />
          )}
        >
          {t('plan.bind')}
        </Button>
      )}
      {mend && need.kind === 'variable' && (
        <Button
          size="xs"
          renderRoot={(props) => <Link {...props} to="/$env/variables" params={params} search={{ name: need.name }} />}
        >
          {t('plan.set')}
        </Button>
      )}
    </li>
  );
}
