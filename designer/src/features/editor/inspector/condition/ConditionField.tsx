import { describeCondition, EMPTY_CONDITION, readForm } from '@slipway/shared/condition';
import { useState } from 'react';
import { t } from '../../../../messages/t.ts';
import { ProblemList } from '../fields/Labelled.tsx';
import classes from '../Inspector.module.css';
import { problemsAt, useStep } from '../step-context.ts';
import { ConditionJson } from './ConditionJson.tsx';
import { FormContext } from './form-context.ts';
import { PartView } from './PartView.tsx';

interface ConditionFieldProps {
  readonly label: string;
  /** Pointer below the step's configuration. */
  readonly path: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  /** Whether the step can do without one. */
  readonly optional?: boolean;
}

/** A condition as a form or as JSON, in plain English below, with what each part says of the pinned event. */
export function ConditionField({ label, path, value, onChange, optional }: ConditionFieldProps) {
  const step = useStep();
  const [view, setView] = useState<'form' | 'json'>('form');
  const json = value ?? (optional ? undefined : EMPTY_CONDITION);
  const problems = problemsAt(step, path);
  if (json === undefined)
    return (
      <section className={classes.section} aria-label={label}>
        <div className={classes.labelRow}>
          <span>{label}</span>
          <button type="button" className={classes.link} onClick={() => onChange(EMPTY_CONDITION)}>
            {t('condition.add-first')}
          </button>
        </div>
      </section>
    );
  return (
    <section
      className={classes.section}
      aria-label={label}
      data-pointer={`${step.pointer}/config${path}`}
      tabIndex={-1}
    >
      <div className={classes.labelRow}>
        <span>{label}</span>
        <span className={classes.views}>
          {(['form', 'json'] as const).map((each) => (
            <button key={each} type="button" aria-pressed={each === view} onClick={() => setView(each)}>
              {t(`condition.view.${each}`)}
            </button>
          ))}
          {optional && (
            <button type="button" onClick={() => onChange(undefined)}>
              {t('condition.remove-all')}
            </button>
          )}
        </span>
      </div>
      {view === 'json' ? (
        <ConditionJson value={json} onChange={onChange} />
      ) : (
        <FormContext
          value={{
            json,
            pointer: `${step.pointer}/config${path}`,
            problems,
            fields: step.fields,
            place: step.place(path),
            scope: step.scope,
            named: step.named,
            change: onChange,
          }}
        >
          <PartView part={readForm(json)} outermost />
          <p className={classes.note}>{t('condition.missing')}</p>
        </FormContext>
      )}
      {view === 'json' && <ProblemList problems={problems} />}
      <div className={classes.reading}>
        <span>{t('condition.english')}</span>
        <p>
          <bdi>{describeCondition(json)}</bdi>
        </p>
      </div>
    </section>
  );
}
