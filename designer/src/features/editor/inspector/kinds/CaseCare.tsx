import { t } from '../../../../messages/t.ts';
import { ConditionField } from '../condition/ConditionField.tsx';
import { EventTypes } from '../fields/EventTypes.tsx';
import { DurationField, ExpressionField, TextField } from '../fields/fields.tsx';
import classes from '../Inspector.module.css';
import { useConfig, useStep } from '../step-context.ts';
import { asObject, withoutEmpty } from './small-forms.tsx';

/** What becomes of a case: how soon it is to be dealt with, when it closes by itself, which larger one it belongs to. */
export function CaseCare() {
  const { set } = useStep();
  const sla = asObject(useConfig('sla'));
  const clear = useConfig('clear');
  const clearing = asObject(clear);
  const setSla = (field: string, value: unknown) => {
    const next = withoutEmpty({ ...sla, [field]: value });
    set('sla', Object.keys(next).length === 0 ? undefined : next);
  };
  const setClear = (field: string, value: unknown) => set('clear', withoutEmpty({ ...clearing, [field]: value }));
  return (
    <>
      <DurationField
        label={t('exception.acknowledge')}
        path="/sla/acknowledge"
        value={sla.acknowledge}
        onChange={(value) => setSla('acknowledge', value)}
      />
      <DurationField
        label={t('exception.resolve')}
        path="/sla/resolve"
        value={sla.resolve}
        hint={t('exception.resolve-hint')}
        onChange={(value) => setSla('resolve', value)}
      />
      {Object.keys(sla).length > 0 && (
        <TextField
          label={t('exception.calendar')}
          path="/sla/calendar"
          value={sla.calendar}
          hint={t('exception.calendar-hint')}
          onChange={(value) => setSla('calendar', value)}
          optional
        />
      )}
      {clear === undefined ? (
        <button type="button" className={classes.adder} onClick={() => set('clear', { when: { all: [] } })}>
          {t('exception.clear-add')}
        </button>
      ) : (
        <section className={classes.section} aria-label={t('exception.clear')}>
          <EventTypes
            label={t('exception.clear-on')}
            path="/clear/on"
            value={clearing.on}
            onChange={(on) => setClear('on', on.length === 0 ? undefined : on)}
          />
          <ConditionField
            label={t('exception.clear-when')}
            path="/clear/when"
            value={clearing.when}
            onChange={(when) => setClear('when', when)}
          />
          <DurationField
            label={t('exception.clear-hold')}
            path="/clear/hold"
            value={clearing.hold}
            hint={t('exception.clear-hold-hint')}
            onChange={(hold) => setClear('hold', hold)}
          />
          <button type="button" className={classes.link} onClick={() => set('clear', undefined)}>
            {t('exception.clear-remove')}
          </button>
        </section>
      )}
      <ExpressionField
        label={t('exception.parent')}
        path="/parent"
        value={useConfig('parent')}
        hint={t('exception.parent-hint')}
        onChange={(parent) => set('parent', parent)}
        optional
      />
    </>
  );
}
