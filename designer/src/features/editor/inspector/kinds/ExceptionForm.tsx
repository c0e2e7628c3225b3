import { CloseButton } from '@mantine/core';
import { severities } from '@slipway/shared/workflow';
import { t } from '../../../../messages/t.ts';
import { ChoiceField, ExpressionField, TemplateField, TextField } from '../fields/fields.tsx';
import classes from '../Inspector.module.css';
import { useConfig, useStep } from '../step-context.ts';
import { CaseCare } from './CaseCare.tsx';
import { useRows } from './rows.ts';
import { asObject } from './small-forms.tsx';

const COMPUTED = 'computed' as const;

/** The case that is opened: its words, how grave it is, what it shows as evidence and what a person can choose. */
export function ExceptionForm() {
  const { set } = useStep();
  const severity = useConfig('severity');
  const computed = typeof severity === 'object';
  return (
    <>
      <TextField
        label={t('exception.type')}
        path="/type"
        value={useConfig('type')}
        hint={t('exception.type-hint')}
        onChange={(type) => set('type', type ?? '')}
      />
      <ChoiceField
        label={t('exception.severity')}
        path="/severity"
        value={computed ? COMPUTED : (severities.find((each) => each === severity) ?? 'medium')}
        choices={[
          ...severities.map((value) => ({ value, label: t(`severity.${value}`) })),
          { value: COMPUTED, label: t('exception.severity-computed') },
        ]}
        onChange={(next) => set('severity', next === COMPUTED ? { cel: '"high"' } : next)}
      />
      {computed && (
        <ExpressionField
          label={t('exception.severity-cel')}
          path="/severity/cel"
          value={asObject(severity).cel}
          hint={t('exception.severity-hint')}
          onChange={(cel) => set('severity', { cel: cel ?? '' })}
        />
      )}
      <TemplateField
        label={t('exception.title')}
        path="/title"
        value={useConfig('title')}
        onChange={(title) => set('title', title ?? '')}
      />
      <TemplateField
        label={t('exception.summary')}
        path="/summary"
        value={useConfig('summary')}
        onChange={(summary) => set('summary', summary)}
        optional
      />
      <TemplateField
        label={t('exception.impact')}
        path="/impact"
        value={useConfig('impact')}
        hint={t('exception.impact-hint')}
        onChange={(impact) => set('impact', impact)}
        optional
      />
      <TextField
        label={t('exception.assignee')}
        path="/assignee"
        value={useConfig('assignee')}
        onChange={(assignee) => set('assignee', assignee)}
        optional
      />
      <Evidence />
      <Choices />
      <ExpressionField
        label={t('exception.key')}
        path="/key"
        value={useConfig('key')}
        hint={t('exception.key-hint')}
        onChange={(key) => set('key', key)}
        optional
      />
      <CaseCare />
    </>
  );
}

function Evidence() {
  const { rows, change, add, remove } = useRows('evidence');
  return (
    <section className={classes.section} aria-label={t('exception.evidence')}>
      <div className={classes.labelRow}>
        <span>{t('exception.evidence')}</span>
      </div>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; what is typed must keep the focus
        <div key={index} className={classes.leaf}>
          <div className={classes.row}>
            <TextField
              label={t('exception.evidence-label')}
              path={`/evidence/${index}/label`}
              value={row.label}
              onChange={(label) => change(index, { ...row, label: label ?? '' })}
            />
            <CloseButton
              size="xs"
              aria-label={t('inspector.remove', { what: String(row.label) })}
              onClick={() => remove(index)}
            />
          </div>
          <TemplateField
            label={t('exception.evidence-value')}
            path={`/evidence/${index}/value`}
            value={row.value}
            onChange={(value) => change(index, { ...row, value: value ?? '' })}
          />
          <TemplateField
            label={t('exception.evidence-expected')}
            path={`/evidence/${index}/expected`}
            value={row.expected}
            onChange={(expected) => change(index, { ...row, expected })}
            optional
          />
        </div>
      ))}
      <button type="button" className={classes.adder} onClick={() => add({ label: '', value: '' })}>
        {t('exception.evidence-add')}
      </button>
    </section>
  );
}

function Choices() {
  const { rows, change, add, remove } = useRows('choices');
  const fresh = () => {
    let count = rows.length + 1;
    while (rows.some((row) => row.id === `choice-${count}`)) count += 1;
    return { id: `choice-${count}`, label: t('exception.choice-new') };
  };
  return (
    <section className={classes.section} aria-label={t('exception.choices')}>
      <div className={classes.labelRow}>
        <span>{t('exception.choices')}</span>
      </div>
      <p className={classes.hint}>{t('exception.choices-hint')}</p>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; what is typed must keep the focus
        <div key={index} className={classes.row}>
          <TextField
            label={t('exception.choice-label')}
            path={`/choices/${index}/label`}
            value={row.label}
            onChange={(label) => change(index, { ...row, label: label ?? '' })}
          />
          <TextField
            label={t('exception.choice-id')}
            path={`/choices/${index}/id`}
            value={row.id}
            onChange={(id) => change(index, { ...row, id: id ?? '' })}
          />
          <CloseButton
            size="xs"
            aria-label={t('inspector.remove', { what: String(row.label) })}
            onClick={() => remove(index)}
          />
        </div>
      ))}
      {rows.length < 8 && (
        <button type="button" className={classes.adder} onClick={() => add(fresh())}>
          {t('exception.choice-add')}
        </button>
      )}
    </section>
  );
}
