import { CloseButton } from '@mantine/core';
import { t } from '../../../../messages/t.ts';
import { ConditionField } from '../condition/ConditionField.tsx';
import { EventTypes } from '../fields/EventTypes.tsx';
import { ChoiceField, DurationField, ExpressionField, TextField } from '../fields/fields.tsx';
import classes from '../Inspector.module.css';
import { useConfig, useStep } from '../step-context.ts';
import { SenseFields } from './SenseFields.tsx';

/** Which events begin a run, and when. */
export function TriggerForm() {
  const { set } = useStep();
  const late = useConfig('late');
  return (
    <>
      <EventTypes label={t('trigger.on')} path="/on" value={useConfig('on')} onChange={(on) => set('on', on)} />
      <ConditionField
        label={t('trigger.when')}
        path="/when"
        value={useConfig('when')}
        onChange={(when) => set('when', when)}
        optional
      />
      <ChoiceField
        label={t('trigger.fire')}
        path="/fire"
        value={useConfig('fire') === 'rising' ? 'rising' : 'every'}
        choices={[
          { value: 'every', label: t('trigger.fire.every') },
          { value: 'rising', label: t('trigger.fire.rising') },
        ]}
        onChange={(fire) => set('fire', fire === 'every' ? undefined : fire)}
      />
      <label className={classes.check}>
        <input
          type="checkbox"
          checked={late === true}
          onChange={(e) => set('late', e.currentTarget.checked || undefined)}
        />
        {t('trigger.late')}
      </label>
      <SenseFields />
    </>
  );
}

export function ConditionForm() {
  const { set } = useStep();
  return (
    <ConditionField
      label={t('condition.title')}
      path="/when"
      value={useConfig('when')}
      onChange={(when) => set('when', when)}
    />
  );
}

export function EndForm() {
  const { set } = useStep();
  return (
    <TextField
      label={t('end.outcome')}
      path="/outcome"
      value={useConfig('outcome')}
      onChange={(outcome) => set('outcome', outcome ?? '')}
    />
  );
}

/** Named values, each computed by an expression; they keep the order in which they were added. */
export function SetForm() {
  const { set } = useStep();
  const values = asObject(useConfig('values'));
  const names = Object.keys(values);
  const add = () => {
    let count = names.length + 1;
    while (names.includes(`value${count}`)) count += 1;
    set('values', { ...values, [`value${count}`]: '0' });
  };
  const rename = (from: string, to: string) => {
    if (to === '' || (to !== from && names.includes(to))) return;
    set(
      'values',
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name === from ? to : name, value])),
    );
  };
  return (
    <section className={classes.section} aria-label={t('set.values')}>
      <div className={classes.labelRow}>
        <span>{t('set.values')}</span>
      </div>
      {Object.entries(values).map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is typed into, and must keep the focus
        <div key={index} className={classes.row}>
          <input
            className={classes.name}
            aria-label={t('set.name')}
            value={name}
            onChange={(e) => rename(name, e.currentTarget.value)}
          />
          <ExpressionField
            label={t('set.value', { name })}
            path={`/values/${name}`}
            value={value}
            onChange={(next) => set('values', { ...values, [name]: next ?? '' })}
          />
          <CloseButton
            size="xs"
            aria-label={t('inspector.remove', { what: name })}
            onClick={() => set('values', Object.fromEntries(Object.entries(values).filter(([each]) => each !== name)))}
          />
        </div>
      ))}
      <button type="button" className={classes.adder} onClick={add}>
        {t('set.add')}
      </button>
    </section>
  );
}

/** What is waited for: an event, a time, or both, and how long at most. */
export function WaitForm() {
  const { set } = useStep();
  const awaited = useConfig('for');
  const given = asObject(awaited);
  return (
    <>
      {awaited === undefined ? (
        <button type="button" className={classes.adder} onClick={() => set('for', { on: ['shipment.delivered'] })}>
          {t('wait.add-event')}
        </button>
      ) : (
        <>
          <EventTypes
            label={t('wait.for')}
            path="/for/on"
            value={given.on}
            onChange={(on) => set('for', { ...given, on })}
          />
          <ConditionField
            label={t('wait.when')}
            path="/for/when"
            value={given.when}
            onChange={(when) => set('for', withoutEmpty({ ...given, when }))}
            optional
          />
          <button type="button" className={classes.link} onClick={() => set('for', undefined)}>
            {t('wait.remove-event')}
          </button>
        </>
      )}
      <ExpressionField
        label={t('wait.until')}
        path="/until"
        value={useConfig('until')}
        hint={t('wait.until-hint')}
        onChange={(until) => set('until', until)}
        optional
      />
      <DurationField
        label={t('wait.timeout')}
        path="/timeout"
        value={useConfig('timeout')}
        onChange={(timeout) => set('timeout', timeout)}
      />
    </>
  );
}

export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

/** The object without the fields that are undefined. */
export function withoutEmpty(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));
}
