import { type ConditionTrace, compileCondition, type Place } from '@slipway/shared/condition';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import { t } from '../../../../messages/t.ts';
import classes from '../Inspector.module.css';
import { valueText } from '../value-text.ts';
import { useForm } from './form-context.ts';

/** What a part says at the moment that is looked at; undefined while nothing is played or it cannot be evaluated. */
export function useAnswer(place: Place): ConditionTrace | undefined {
  const { json, scope, named } = useForm();
  const part = place.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    json,
  );
  return useMemo(() => {
    if (!scope) return undefined;
    const compiled = compileCondition(part, { named });
    return compiled.ok ? compiled.condition.explain(scope) : undefined;
  }, [part, scope, named]);
}

/** Whether it holds, and the value that it looked at. */
export function Answer({
  answer,
  short = false,
}: {
  readonly answer: ConditionTrace | undefined;
  readonly short?: boolean;
}) {
  if (!answer) return null;
  const Icon = answer.result ? IconCheck : IconX;
  const label = t(answer.result ? 'explanation.held' : 'explanation.failed');
  return (
    <span className={classes.answer} data-holds={answer.result} title={answer.reason ?? ''}>
      {!short && <bdi>{answer.missing ? t('inspector.value-missing') : valueText(answer.actual)}</bdi>}
      <Icon size={14} stroke={2} role="img" aria-label={label} />
    </span>
  );
}
