import { describeCondition, EMPTY_CONDITION, type FormPart, readForm } from '@slipway/shared/condition';
import { type ReactNode, useState } from 'react';
import { locale } from '../../../../messages/locale.ts';
import { t } from '../../../../messages/t.ts';
import { MakeNamed } from '../../conditions/MakeNamed.tsx';
import { ProblemList } from '../fields/Labelled.tsx';
import classes from '../Inspector.module.css';
import { ConditionJson } from './ConditionJson.tsx';
import { FormContext, type FormContextValue } from './form-context.ts';
import { PartView } from './PartView.tsx';

interface ConditionFormProps {
  readonly label: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  /** Whether one can do without it. */
  readonly optional?: boolean | undefined;
  /** Where it stands, and what its parts need to know. */
  readonly around: Omit<FormContextValue, 'json' | 'change'>;
}

/** A condition as a form or as JSON, in plain words below, with what each part says of the pinned event. */
export function ConditionForm({ label, value, onChange, optional, around }: ConditionFormProps) {
  const [view, setView] = useState<'form' | 'json'>('form');
  const json = value ?? (optional ? undefined : EMPTY_CONDITION);
  const { pointer, problems, named } = around;
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
  const part = readForm(json);
  return (
    <section className={classes.section} aria-label={label} data-pointer={pointer} tabIndex={-1}>
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
        <FormContext value={{ ...around, json, change: onChange }}>
          <PartView part={part} outermost />
          <p className={classes.note}>{t('condition.missing')}</p>
        </FormContext>
      )}
      {view === 'json' && <ProblemList problems={problems} />}
      <Reading json={json} named={named}>
        {asksSomething(part) && around.own === undefined && <MakeNamed pointer={pointer} condition={json} />}
      </Reading>
    </section>
  );
}

interface ReadingProps {
  readonly json: unknown;
  readonly named: FormContextValue['named'];
  readonly children: ReactNode;
}

function Reading({ json, named, children }: ReadingProps) {
  return (
    <div className={classes.reading}>
      <span>{t('condition.english')}</span>
      <p>
        <bdi>{describeCondition(json, { language: locale, conditions: named })}</bdi>
      </p>
      {children}
    </div>
  );
}

/** What only refers to a name has one already, and an empty group asks for nothing. */
function asksSomething(part: FormPart): boolean {
  return part.kind !== 'reference' && !(part.kind === 'group' && part.parts.length === 0);
}
