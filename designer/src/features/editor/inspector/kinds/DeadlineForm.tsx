import { t } from '../../../../messages/t.ts';
import { ConditionField } from '../condition/ConditionField.tsx';
import { EventTypes } from '../fields/EventTypes.tsx';
import { DurationField, ExpressionField, TextField } from '../fields/fields.tsx';
import classes from '../Inspector.module.css';
import { useConfig, useStep } from '../step-context.ts';
import { SenseFields } from './SenseFields.tsx';
import { asObject, withoutEmpty } from './small-forms.tsx';

/** What is due when, and what meets it. */
export function DeadlineForm() {
  const { set } = useStep();
  const grace = useConfig('grace');
  const calendar = useConfig('calendar');
  const met = asObject(useConfig('met'));
  const setMet = (field: string, value: unknown) => set('met', withoutEmpty({ ...met, [field]: value }));
  return (
    <>
      <ExpressionField
        label={t('deadline.due')}
        path="/due"
        value={useConfig('due')}
        hint={t('deadline.due-hint')}
        onChange={(due) => set('due', due ?? '')}
      />
      <DurationField label={t('deadline.grace')} path="/grace" value={grace} onChange={(next) => set('grace', next)} />
      {grace !== undefined && (
        <TextField
          label={t('deadline.calendar')}
          path="/calendar"
          value={calendar}
          hint={t('exception.calendar-hint')}
          onChange={(next) => set('calendar', next)}
          optional
        />
      )}
      <EventTypes label={t('deadline.met-on')} path="/met/on" value={met.on} onChange={(on) => setMet('on', on)} />
      <ConditionField
        label={t('deadline.met-when')}
        path="/met/when"
        value={met.when}
        onChange={(when) => setMet('when', when)}
        optional
      />
      <ExpressionField
        label={t('deadline.met-at')}
        path="/met/at"
        value={met.at}
        hint={t('deadline.met-at-hint')}
        onChange={(at) => setMet('at', at)}
        optional
      />
      <DeadlineStart />
      <SenseFields settles={false} />
    </>
  );
}

/** From when on it is watched, where that is not as soon as a due time is known. */
function DeadlineStart() {
  const { set } = useStep();
  const start = useConfig('start');
  const given = asObject(start);
  if (start === undefined)
    return (
      <button type="button" className={classes.adder} onClick={() => set('start', { on: ['shipment.planned'] })}>
        {t('deadline.start-add')}
      </button>
    );
  const put = (field: string, value: unknown) => set('start', withoutEmpty({ ...given, [field]: value }));
  return (
    <section className={classes.section} aria-label={t('deadline.start')}>
      <EventTypes
        label={t('deadline.start-on')}
        path="/start/on"
        value={given.on}
        onChange={(on) => put('on', on.length === 0 ? undefined : on)}
      />
      <ConditionField
        label={t('deadline.start-when')}
        path="/start/when"
        value={given.when}
        onChange={(when) => put('when', when)}
        optional
      />
      <button type="button" className={classes.link} onClick={() => set('start', undefined)}>
        {t('deadline.start-remove')}
      </button>
    </section>
  );
}
