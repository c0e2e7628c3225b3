import {
  alsoKnown,
  type FormLeaf,
  type FormSource,
  holdsWhenMissing,
  operatorsFor,
  pointerOf,
  setOperator,
  setSource,
  setValue,
  showsIn,
  valueFor,
  valueInput,
} from '@slipway/shared/condition';
import type { Field } from '@slipway/shared/event';
import type { ReactNode } from 'react';
import { t, tOr } from '../../../../messages/t.ts';
import { CodeField, isToldHere } from '../fields/code/CodeField.tsx';
import { ProblemList } from '../fields/Labelled.tsx';
import classes from '../Inspector.module.css';
import { COMPUTED, FieldPicker, fieldOf } from './FieldPicker.tsx';
import { useForm } from './form-context.ts';
import { Grip } from './Grip.tsx';
import { Answer, useAnswer } from './part-answer.tsx';
import { ValueView } from './ValueView.tsx';

/** One comparison: what is looked at, how, and with what; its value on the pinned event at the right. */
export function LeafView({ part, menu }: { readonly part: FormLeaf; readonly menu: ReactNode }) {
  const form = useForm();
  const { json, change, fields } = form;
  const { place, source, operator, value } = part;
  const pointer = `${form.pointer}${pointerOf(place)}`;
  const problems = form.problems.filter(
    ({ path, code }) => (path === pointer || path?.startsWith(`${pointer}/`)) && !isTold(path, code),
  );
  const answer = useAnswer(place);
  const field = describe(source, fields);
  const input = valueInput(operator, field.type);
  const plainFits = value.kind !== 'plain' || showsIn(input, value.value);
  const become = (next: FormSource) => {
    const to = describe(next, fields);
    const fitting = operatorsFor(to.type);
    const kept = fitting.includes(operator) ? operator : (fitting[0] ?? 'equal');
    const moved = setOperator(setSource(json, place, next), place, kept);
    change(setValue(moved, place, valueFor(valueInput(kept, to.type), value, to.values)));
  };
  /** What it is compared with follows only when the expression gives another type: nothing is lost while one types. */
  const compute = (cel: string) => {
    const next = { kind: 'computed', cel } as const;
    if (describe(next, fields).type === field.type) change(setSource(json, place, next));
    else become(next);
  };
  const operate = (next: string) => {
    const moved = setOperator(json, place, next);
    change(setValue(moved, place, valueFor(valueInput(next, field.type), value, field.values)));
  };
  return (
    <div className={classes.leaf} data-pointer={pointer} tabIndex={-1}>
      <div className={classes.leafHead}>
        <Grip place={place} />
        <FieldPicker
          label={t('condition.field')}
          fields={fields}
          source={source}
          onPick={(picked) =>
            become(
              picked === COMPUTED
                ? { kind: 'computed', cel: source.kind === 'computed' ? source.cel : expressionText(source) }
                : { kind: 'field', fact: picked.fact, path: picked.path },
            )
          }
        />
        <Answer answer={answer} />
        {menu}
      </div>
      {source.kind === 'computed' && (
        <CodeField
          control={{
            id: `cel${pointer}`,
            'aria-label': t('condition.expression'),
            'aria-describedby': undefined,
            'aria-invalid': undefined,
            'data-pointer': `${pointer}/params/cel`,
          }}
          value={source.cel}
          place={form.place}
          sample={form.scope}
          onChange={(cel) => compute(cel)}
        />
      )}
      <div className={classes.leafBody}>
        <select aria-label={t('condition.operator')} value={operator} onChange={(e) => operate(e.currentTarget.value)}>
          {operatorsFor(field.type, operator).map((name) => (
            <option key={name} value={name}>
              {tOr(`operator.${field.type}.${name}`, tOr(`operator.${name}`, name))}
            </option>
          ))}
        </select>
        <ValueView
          field={field}
          input={plainFits ? input : 'json'}
          value={value}
          onChange={(next) => change(setValue(json, place, next))}
        />
      </div>
      {holdsWhenMissing(part) && operator !== 'isMissing' && (
        <p className={classes.hint}>
          {t('condition.holds-missing')}{' '}
          <button type="button" className={classes.link} onClick={() => change(alsoKnown(json, place, source))}>
            {t('condition.also-known')}
          </button>
        </p>
      )}
      <ProblemList problems={problems} />
    </div>
  );
}

/** What the fields of computed values tell themselves. */
const isTold = (path: string | undefined, code: string): boolean => path?.endsWith('/cel') === true && isToldHere(code);

/** A field of the catalogue, or what can be said of one that it does not hold. */
function describe(source: FormSource, fields: readonly Field[]): Field {
  if (source.kind === 'computed') return { fact: 'expr', path: '', type: computedType(source.cel), label: source.cel };
  return fieldOf(source, fields);
}

/** What an expression gives cannot be known for sure: comparisons of lengths and booleans are told by how they are written. */
function computedType(cel: string): Field['type'] {
  if (/^\s*(?:minutes|hours|days|size|etaSlipMinutes|round)\(/.test(cel)) return 'number';
  if (/(?:==|!=|<|>|&&|\|\||^\s*!|^\s*has\()/.test(cel)) return 'boolean';
  return 'any';
}

const expressionText = (source: FormSource & { kind: 'field' }): string =>
  source.path === '' ? source.fact : `${source.fact}.${source.path}`;
