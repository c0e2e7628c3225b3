import { t } from '../../../../messages/t.ts';
import { ConditionField } from '../condition/ConditionField.tsx';
import { EventTypes } from '../fields/EventTypes.tsx';
import { DurationField, ExpressionField } from '../fields/fields.tsx';
import { useConfig, useStep } from '../step-context.ts';
import { asObject, withoutEmpty } from './small-forms.tsx';

/** What is due when, and what meets it. */
export function DeadlineForm() {
  const { set } = useStep();
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
      <DurationField
        label={t('deadline.grace')}
        path="/grace"
        value={useConfig('grace')}
        onChange={(grace) => set('grace', grace)}
      />
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
      <ExpressionField
        label={t('step.per')}
        path="/per"
        value={useConfig('per')}
        hint={t('step.per-hint')}
        onChange={(per) => set('per', per)}
        optional
      />
    </>
  );
}
