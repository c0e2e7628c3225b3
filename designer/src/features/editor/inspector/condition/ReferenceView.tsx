import { describeCondition, type FormReference, pointerOf, replacePart } from '@slipway/shared/condition';
import { conditionPointer, valueAt } from '@slipway/shared/workflow/edit';
import type { ReactNode } from 'react';
import { reveal, useEditor } from '../../../../editor/editor-context.ts';
import { locale } from '../../../../messages/locale.ts';
import { t } from '../../../../messages/t.ts';
import { namesToAsk } from '../../conditions/named.ts';
import { ProblemList } from '../fields/Labelled.tsx';
import classes from '../Inspector.module.css';
import { useForm } from './form-context.ts';
import { Grip } from './Grip.tsx';
import { Answer, useAnswer } from './part-answer.tsx';

/** A part that is as a named condition says: which one, what that means, and the way to it. */
export function ReferenceView({ part, menu }: { readonly part: FormReference; readonly menu: ReactNode }) {
  const editor = useEditor();
  const { json, change, named = {}, own, ...form } = useForm();
  const { place, name } = part;
  const pointer = `${form.pointer}${pointerOf(place)}`;
  const problems = form.problems.filter(({ path }) => path === pointer || path?.startsWith(`${pointer}/`));
  const answer = useAnswer(place);
  const known = Object.hasOwn(named, name);
  const names = namesToAsk(named, own);
  const ask = (next: string) =>
    change(replacePart(json, place, { ...(valueAt(json, pointerOf(place)) as object), condition: next }));
  return (
    <div className={classes.leaf} data-pointer={pointer} tabIndex={-1}>
      <div className={classes.leafHead}>
        <Grip place={place} />
        <span>{t('conditions.as-named')}</span>
        <select
          className={classes.named}
          aria-label={t('conditions.which')}
          value={name}
          onChange={(e) => ask(e.currentTarget.value)}
        >
          {[...(names.includes(name) ? [] : [name]), ...names].map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
        <Answer answer={answer} short />
        {menu}
      </div>
      {known && (
        <p className={classes.hint}>
          <bdi>{describeCondition(named[name], { language: locale, conditions: named })}</bdi>{' '}
          <button
            type="button"
            className={classes.link}
            onClick={() => reveal(editor, undefined, conditionPointer(name))}
          >
            {t('conditions.open')}
          </button>
        </p>
      )}
      <ProblemList problems={problems} />
    </div>
  );
}
