import { t } from '../../../../messages/t.ts';
import { JsonField, TextField } from '../fields/fields.tsx';
import classes from '../Inspector.module.css';
import { useConfig, useStep } from '../step-context.ts';
import { asObject } from './small-forms.tsx';

/** What is asked to undo the action, when its run turns out to have been wrong. */
export function Compensation() {
  const { set } = useStep();
  const compensation = useConfig('compensation');
  const given = asObject(compensation);
  if (compensation === undefined)
    return (
      <button
        type="button"
        className={classes.adder}
        onClick={() => set('compensation', { operation: 'request', input: {} })}
      >
        {t('action.compensation-add')}
      </button>
    );
  return (
    <section className={classes.section} aria-label={t('action.compensation')}>
      <p className={classes.hint}>{t('action.compensation-hint')}</p>
      <TextField
        label={t('action.operation')}
        path="/compensation/operation"
        value={given.operation}
        onChange={(operation) => set('compensation', { ...given, operation: operation ?? '' })}
      />
      <JsonField
        label={t('action.input-form')}
        path="/compensation/input"
        value={given.input ?? {}}
        onChange={(input) => set('compensation', { ...given, input: input ?? {} })}
      />
      <button type="button" className={classes.link} onClick={() => set('compensation', undefined)}>
        {t('action.compensation-remove')}
      </button>
    </section>
  );
}
