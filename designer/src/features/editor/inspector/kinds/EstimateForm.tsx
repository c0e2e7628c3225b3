import { CloseButton } from '@mantine/core';
import { useEditor } from '../../../../editor/editor-context.ts';
import { t, tn } from '../../../../messages/t.ts';
import { ChoiceField, ExpressionField, JsonField, TextField } from '../fields/fields.tsx';
import { NumberField } from '../fields/NumberField.tsx';
import classes from '../Inspector.module.css';
import { useConfig, useStep } from '../step-context.ts';
import { ReferenceName, useReference } from './ReferenceName.tsx';
import { asObject } from './small-forms.tsx';

/** By which model, since when and among which the arrival is estimated, and whether the subject is told. */
export function EstimateForm() {
  const { set } = useStep();
  const { environment } = useEditor();
  const name = useConfig('model');
  const model = useReference('transit', name);
  return (
    <>
      <ReferenceName
        kind="transit"
        label={t('estimate.model')}
        path="/model"
        value={name}
        hint={t('estimate.model-hint')}
        known={(item) => tn('estimate.known', item.rows, { factors: item.factors.join(', ') })}
        unknown={t('estimate.unknown', { environment })}
        onChange={(next) => set('model', next)}
      />
      <ExpressionField
        label={t('estimate.since')}
        path="/since"
        value={useConfig('since')}
        hint={t('estimate.since-hint')}
        onChange={(since) => set('since', since ?? '')}
      />
      <Factors wanted={model?.factors ?? []} />
      <NumberField
        label={t('estimate.min-samples')}
        path="/minSamples"
        value={useConfig('minSamples')}
        hint={t('estimate.min-samples-hint')}
        count
        onChange={(minSamples) => set('minSamples', minSamples)}
      />
      <Telling />
    </>
  );
}

/** What makes ways alike: the factors of the model, and those that the step gives beyond them. */
function Factors({ wanted }: { readonly wanted: readonly string[] }) {
  const { set } = useStep();
  const by = asObject(useConfig('by'));
  const names = [...wanted, ...Object.keys(by).filter((name) => !wanted.includes(name))];
  const rename = (from: string, to: string) => {
    if (to === '' || names.includes(to)) return;
    set('by', Object.fromEntries(Object.entries(by).map(([name, value]) => [name === from ? to : name, value])));
  };
  const add = () => {
    let count = names.length + 1;
    while (names.includes(`factor${count}`)) count += 1;
    set('by', { ...by, [`factor${count}`]: 'subject.carrier' });
  };
  return (
    <section className={classes.section} aria-label={t('estimate.by')}>
      <div className={classes.labelRow}>
        <span>{t('estimate.by')}</span>
      </div>
      {names.map((name, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is typed into, and must keep the focus
        <div key={index} className={classes.row}>
          {!wanted.includes(name) && (
            <input
              className={classes.name}
              aria-label={t('estimate.factor-name')}
              value={name}
              onChange={(e) => rename(name, e.currentTarget.value)}
            />
          )}
          <ExpressionField
            label={name}
            path={`/by/${name}`}
            value={by[name]}
            onChange={(next) => set('by', { ...by, [name]: next ?? '' })}
          />
          {Object.hasOwn(by, name) && !wanted.includes(name) && (
            <CloseButton
              size="xs"
              aria-label={t('inspector.remove', { what: name })}
              onClick={() => set('by', Object.fromEntries(Object.entries(by).filter(([each]) => each !== name)))}
            />
          )}
        </div>
      ))}
      <button type="button" className={classes.adder} onClick={add}>
        {t('estimate.factor-add')}
      </button>
    </section>
  );
}

const QUANTILES = ['p50', 'p80', 'p95'] as const;

/** The event by which the subject, and with it every other workflow, hears of the estimate. */
function Telling() {
  const { set } = useStep();
  const value = useConfig('emit');
  const emit = asObject(value);
  if (value === undefined)
    return (
      <button
        type="button"
        className={classes.adder}
        onClick={() => set('emit', { type: 'shipment.delivered', quantile: 'p80' })}
      >
        {t('estimate.emit-add')}
      </button>
    );
  return (
    <section className={classes.section} aria-label={t('estimate.emit')}>
      <TextField
        label={t('estimate.emit-type')}
        path="/emit/type"
        value={emit.type}
        onChange={(type) => set('emit', { ...emit, type: type ?? '' })}
      />
      <ChoiceField
        label={t('estimate.quantile')}
        path="/emit/quantile"
        value={QUANTILES.find((each) => each === emit.quantile) ?? 'p80'}
        choices={QUANTILES.map((each) => ({ value: each, label: t(`estimate.quantile.${each}`) }))}
        onChange={(quantile) => set('emit', { ...emit, quantile })}
      />
      <JsonField
        label={t('estimate.emit-data')}
        path="/emit/data"
        value={emit.data ?? {}}
        hint={t('emit.data-hint')}
        onChange={(data) => set('emit', { ...emit, data: data ?? {} })}
      />
      <button type="button" className={classes.link} onClick={() => set('emit', undefined)}>
        {t('estimate.emit-remove')}
      </button>
    </section>
  );
}
