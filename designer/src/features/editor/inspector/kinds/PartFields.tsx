import { CloseButton } from '@mantine/core';
import { type Workflow, wantedInput } from '@slipway/shared/workflow';
import { t } from '../../../../messages/t.ts';
import { ExpressionField } from '../fields/fields.tsx';
import { ProblemList } from '../fields/Labelled.tsx';
import classes from '../Inspector.module.css';
import { MappingSection } from '../operation/MappingSection.tsx';
import { problemsAt, useConfig, useStep } from '../step-context.ts';
import { useRows } from './rows.ts';
import { asObject } from './small-forms.tsx';

const WANTED = { number: wantedInput('number'), string: wantedInput('string'), boolean: wantedInput('boolean') };

/** An expression for everything that the workflow takes; what it takes no more can be removed. */
export function PartInputs({ entry }: { readonly entry: Workflow['entry'] }) {
  const step = useStep();
  const inputs = asObject(useConfig('inputs'));
  const taken = entry?.inputs ?? [];
  const extra = Object.keys(inputs).filter((name) => !taken.some((each) => each.name === name));
  const put = (name: string, text: string) => step.set('inputs', { ...inputs, [name]: text });
  return (
    <MappingSection title={t('subflow.inputs')} path="/inputs" value={inputs} kind="expressions">
      {taken.map(({ name, type, description }) => (
        <ExpressionField
          key={name}
          label={t('subflow.input', { name, type: t(`workflow-variables.type.${type}`) })}
          path={`/inputs/${name}`}
          value={inputs[name]}
          wanted={WANTED[type]}
          hint={description}
          onChange={(text) => put(name, text ?? '')}
        />
      ))}
      {extra.map((name) => (
        <div key={name} className={classes.row}>
          <ExpressionField
            label={entry ? t('subflow.extra', { name }) : name}
            path={`/inputs/${name}`}
            value={inputs[name]}
            onChange={(text) => put(name, text ?? '')}
          />
          <CloseButton
            size="xs"
            aria-label={t('inspector.remove', { what: name })}
            onClick={() =>
              step.set('inputs', Object.fromEntries(Object.entries(inputs).filter(([each]) => each !== name)))
            }
          />
        </div>
      ))}
      {entry && taken.length + extra.length === 0 && <p className={classes.hint}>{t('subflow.no-inputs')}</p>}
      <ProblemList problems={step.problems.filter(({ path }) => path === `${step.pointer}/config/inputs`)} />
    </MappingSection>
  );
}

/** The ports of the step: the ends of the workflow, under names of one's own; and what it gives. */
export function PartEnds({ part }: { readonly part: Workflow | undefined }) {
  const step = useStep();
  const { rows, change, remove } = useRows('ends', { keep: true });
  const names = Object.keys(part?.entry?.outputs ?? {});
  return (
    <section className={classes.section} aria-label={t('subflow.ends')}>
      <div className={classes.labelRow}>
        <span>{t('subflow.ends')}</span>
      </div>
      {rows.map((row, index) => {
        const id = String(row.id ?? '');
        const known = part?.nodes.some((node) => node.kind === 'end' && node.id === id) ?? true;
        return (
          <div key={id} className={classes.row} data-pointer={`${step.pointer}/config/ends/${index}`} tabIndex={-1}>
            <code className={classes.name}>{id}</code>
            <input
              aria-label={t('subflow.end-label', { id })}
              value={String(row.label ?? '')}
              onChange={(e) => change(index, { id, label: e.currentTarget.value })}
            />
            {!known && rows.length > 1 && (
              <CloseButton size="xs" aria-label={t('inspector.remove', { what: id })} onClick={() => remove(index)} />
            )}
          </div>
        );
      })}
      <p className={classes.hint}>{t('subflow.ends-hint')}</p>
      <ProblemList problems={problemsAt(step, '/ends')} />
      {names[0] !== undefined && (
        <p className={classes.hint}>
          {t('subflow.gives', { names: names.join(', '), id: step.node.id, field: names[0] })}
        </p>
      )}
    </section>
  );
}
