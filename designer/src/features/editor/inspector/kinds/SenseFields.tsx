import { PHASES } from '@slipway/shared/event';
import { t } from '../../../../messages/t.ts';
import { DurationField, ExpressionField } from '../fields/fields.tsx';
import classes from '../Inspector.module.css';
import { useConfig, useStep } from '../step-context.ts';

/**
 * What all steps that sense have in common: where a shipment must be, how long it may settle (`settles`: what is due and
 * what is set to a time does not), what is kept apart.
 */
export function SenseFields({ settles = true }: { readonly settles?: boolean }) {
  const { set, pointer } = useStep();
  const value = useConfig('phase');
  const warmUp = useConfig('warmUp');
  const phases: readonly unknown[] = Array.isArray(value) ? value : [];
  const toggle = (phase: string, on: boolean) => {
    const next = PHASES.filter((each) => (each === phase ? on : phases.includes(each)));
    set('phase', next.length === 0 ? undefined : next);
  };
  return (
    <>
      <fieldset className={classes.section} data-pointer={`${pointer}/config/phase`} tabIndex={-1}>
        <legend className={classes.labelRow}>{t('sense.phase')}</legend>
        <p className={classes.hint}>{t('sense.phase-hint')}</p>
        {PHASES.map((phase) => (
          <label key={phase} className={classes.check}>
            <input
              type="checkbox"
              checked={phases.includes(phase)}
              onChange={(e) => toggle(phase, e.currentTarget.checked)}
            />
            {t(`phase.${phase}`)}
          </label>
        ))}
      </fieldset>
      {settles && (
        <DurationField
          label={t('sense.warm-up')}
          path="/warmUp"
          value={warmUp}
          hint={t('sense.warm-up-hint')}
          onChange={(next) => set('warmUp', next)}
        />
      )}
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
