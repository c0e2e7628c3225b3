import { aggregates, thresholdOperators } from '@slipway/shared/workflow';
import { t } from '../../../../messages/t.ts';
import { ConditionField } from '../condition/ConditionField.tsx';
import { EventTypes } from '../fields/EventTypes.tsx';
import { ChoiceField, DurationField, ExpressionField, TextField } from '../fields/fields.tsx';
import { NumberField } from '../fields/NumberField.tsx';
import classes from '../Inspector.module.css';
import { useConfig, useStep } from '../step-context.ts';
import { SenseFields } from './SenseFields.tsx';
import { asObject, withoutEmpty } from './small-forms.tsx';

/** Those aggregates that look at whether a condition holds, and at no value. */
const WITHOUT_VALUE: ReadonlySet<string> = new Set(['count', 'minutesTrue']);

/** What is added up, over which stretch of time, and from where on it is too much. */
export function WindowForm() {
  const { set } = useStep();
  const value = useConfig('value');
  const rateOf = useConfig('rateOf');
  const named = useConfig('aggregate');
  const aggregate = aggregates.find((each) => each === named) ?? 'count';
  return (
    <>
      <EventTypes label={t('window.on')} path="/on" value={useConfig('on')} onChange={(on) => set('on', on)} />
      <ConditionField
        label={t('window.when')}
        path="/when"
        value={useConfig('when')}
        onChange={(when) => set('when', when)}
        optional
      />
      <ChoiceField
        label={t('window.aggregate')}
        path="/aggregate"
        value={aggregate}
        choices={aggregates.map((value) => ({ value, label: t(`aggregate.${value}`) }))}
        onChange={(next) => set('aggregate', next)}
      />
      {!WITHOUT_VALUE.has(aggregate) && (
        <ExpressionField
          label={t('window.value')}
          path="/value"
          value={value}
          hint={aggregate === 'displacement' ? t('window.value-place') : undefined}
          onChange={(next) => set('value', next)}
          optional
        />
      )}
      {aggregate === 'rate' && (
        <DurationField
          label={t('window.rate-of')}
          path="/rateOf"
          value={rateOf}
          onChange={(next) => set('rateOf', next)}
        />
      )}
      <Stretch />
      <Threshold />
      <DurationField
        label={t('hold.max-gap')}
        path="/maxGap"
        value={useConfig('maxGap')}
        hint={t('window.max-gap-hint')}
        onChange={(maxGap) => set('maxGap', maxGap)}
      />
      <NumberField
        label={t('hold.min-samples')}
        path="/minSamples"
        value={useConfig('minSamples')}
        onChange={(count) => set('minSamples', count)}
        count
      />
      <SenseFields />
    </>
  );
}

const stretches = ['sliding', 'tumbling', 'session', 'phase'] as const;

/** Over which time it is added up. */
function Stretch() {
  const { set } = useStep();
  const full = useConfig('full') === true;
  const over = asObject(useConfig('over'));
  const kind = stretches.find((each) => Object.hasOwn(over, each)) ?? 'sliding';
  const length = typeof over[kind] === 'string' ? over[kind] : '1h';
  return (
    <>
      <ChoiceField
        label={t('window.over')}
        path="/over"
        value={kind}
        choices={stretches.map((value) => ({ value, label: t(`stretch.${value}`) }))}
        onChange={(next) => set('over', next === 'phase' ? { phase: true } : { [next]: length })}
      />
      {kind !== 'phase' && (
        <DurationField
          label={t('window.length')}
          path={`/over/${kind}`}
          value={over[kind]}
          onChange={(text) => set('over', { ...over, [kind]: text ?? '' })}
        />
      )}
      {kind === 'tumbling' && (
        <TextField
          label={t('schedule.time-zone')}
          path="/over/timeZone"
          value={over.timeZone}
          onChange={(timeZone) => set('over', withoutEmpty({ ...over, timeZone }))}
          optional
        />
      )}
      {kind === 'sliding' && (
        <label className={classes.check}>
          <input type="checkbox" checked={full} onChange={(e) => set('full', e.currentTarget.checked || undefined)} />
          {t('window.full')}
        </label>
      )}
    </>
  );
}

/** From where on it is too much (or too little): a number, or an expression. */
function Threshold() {
  const { set } = useStep();
  const threshold = asObject(useConfig('threshold'));
  const computed = typeof threshold.value === 'object' && threshold.value !== null;
  const put = (field: string, value: unknown) => set('threshold', { ...threshold, [field]: value });
  return (
    <>
      <ChoiceField
        label={t('window.threshold')}
        path="/threshold/operator"
        value={thresholdOperators.find((each) => each === threshold.operator) ?? 'greaterThan'}
        choices={thresholdOperators.map((value) => ({ value, label: t(`threshold.${value}`) }))}
        onChange={(operator) => put('operator', operator)}
      />
      {computed ? (
        <ExpressionField
          label={t('window.limit')}
          path="/threshold/value/cel"
          value={asObject(threshold.value).cel}
          onChange={(cel) => put('value', { cel: cel ?? '' })}
        />
      ) : (
        <NumberField
          label={t('window.limit')}
          path="/threshold/value"
          value={threshold.value}
          onChange={(value) => put('value', value ?? 0)}
        />
      )}
      <label className={classes.check}>
        <input
          type="checkbox"
          checked={computed}
          onChange={(e) => put('value', e.currentTarget.checked ? { cel: String(threshold.value ?? 0) } : 0)}
        />
        {t('window.limit-computed')}
      </label>
    </>
  );
}
