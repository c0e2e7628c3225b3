import { t } from '../../../../messages/t.ts';
import { ConditionField } from '../condition/ConditionField.tsx';
import { ChoiceField, DurationField, TextField } from '../fields/fields.tsx';
import { useConfig, useStep } from '../step-context.ts';
import { SenseFields } from './SenseFields.tsx';
import { asObject, withoutEmpty } from './small-forms.tsx';

/** At which times it looks, and for which subjects. */
export function ScheduleForm() {
  const { set } = useStep();
  const at = asObject(useConfig('at'));
  const kind = Object.hasOwn(at, 'every') ? 'every' : 'cron';
  return (
    <>
      <ChoiceField
        label={t('schedule.at')}
        path="/at"
        value={kind}
        choices={[
          { value: 'cron', label: t('schedule.cron') },
          { value: 'every', label: t('schedule.every') },
        ]}
        onChange={(next) => set('at', next === 'every' ? { every: '1h' } : { cron: '0 7 * * 1-5' })}
      />
      {kind === 'every' ? (
        <DurationField
          label={t('schedule.length')}
          path="/at/every"
          value={at.every}
          onChange={(every) => set('at', { every: every ?? '' })}
        />
      ) : (
        <>
          <TextField
            label={t('schedule.expression')}
            path="/at/cron"
            value={at.cron}
            hint={t('schedule.expression-hint')}
            onChange={(cron) => set('at', { ...at, cron: cron ?? '' })}
          />
          <TextField
            label={t('schedule.time-zone')}
            path="/at/timeZone"
            value={at.timeZone}
            hint={t('schedule.time-zone-hint')}
            onChange={(timeZone) => set('at', withoutEmpty({ ...at, timeZone }))}
            optional
          />
        </>
      )}
      <ConditionField
        label={t('schedule.when')}
        path="/when"
        value={useConfig('when')}
        onChange={(when) => set('when', when)}
        optional
      />
      <SenseFields settles={false} />
    </>
  );
}
