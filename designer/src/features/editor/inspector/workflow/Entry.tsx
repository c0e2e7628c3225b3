import { CloseButton } from '@mantine/core';
import type { Problem } from '@slipway/shared/problem';
import { NODE_KINDS, type NodeKind, textPlace } from '@slipway/shared/workflow';
import { type Draft, nodesOf } from '@slipway/shared/workflow/edit';
import { useMemo } from 'react';
import { t } from '../../../../messages/t.ts';
import { CodeField, isToldHere } from '../fields/code/CodeField.tsx';
import { Labelled, ProblemList } from '../fields/Labelled.tsx';
import classes from '../Inspector.module.css';
import { asRow } from './Variables.tsx';

type Row = Readonly<Record<string, unknown>>;
type Change = (entry: Row | undefined) => void;

interface EntryProps {
  readonly draft: Draft;
  readonly problemsAt: (pointer: string) => readonly Problem[];
  readonly onChange: Change;
}

const TYPES = ['number', 'string', 'boolean'] as const;

/** Whether other workflows can run this one: where they come in, what they give it, and what it gives them. */
export function Entry({ draft, problemsAt, onChange }: EntryProps) {
  const steps = nodesOf(draft).filter(({ kind }) => NODE_KINDS[kind as NodeKind]?.input ?? true);
  if (draft.entry === undefined)
    return (
      <section className={classes.section} aria-label={t('entry.title')}>
        <div className={classes.labelRow}>
          <span>{t('entry.title')}</span>
        </div>
        <button
          type="button"
          className={classes.adder}
          disabled={steps.length === 0}
          onClick={() => onChange({ node: steps[0]?.id ?? '', inputs: [] })}
        >
          {t('entry.add')}
        </button>
      </section>
    );
  const entry = asRow(draft.entry);
  return (
    <section className={classes.section} aria-label={t('entry.title')}>
      <div className={classes.labelRow}>
        <span>{t('entry.title')}</span>
      </div>
      <p className={classes.hint}>{t('entry.hint')}</p>
      <Labelled label={t('entry.node')} pointer="/entry/node" problems={problemsAt('/entry/node')}>
        {(control) => (
          <select
            {...control}
            value={String(entry.node ?? '')}
            onChange={(e) => onChange({ ...entry, node: e.currentTarget.value })}
          >
            {!steps.some(({ id }) => id === entry.node) && (
              <option value={String(entry.node ?? '')}>{String(entry.node ?? '')}</option>
            )}
            {steps.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      <ProblemList problems={problemsAt('/entry').filter(({ path }) => path === '/entry')} />
      <Inputs entry={entry} problemsAt={problemsAt} onChange={onChange} />
      <Outputs draft={draft} entry={entry} problemsAt={problemsAt} onChange={onChange} />
      <button type="button" className={classes.link} onClick={() => onChange(undefined)}>
        {t('entry.remove')}
      </button>
    </section>
  );
}

interface PartProps {
  readonly entry: Row;
  readonly problemsAt: EntryProps['problemsAt'];
  readonly onChange: Change;
}

function Inputs({ entry, problemsAt, onChange }: PartProps) {
  const rows = (Array.isArray(entry.inputs) ? entry.inputs : []).map(asRow);
  const put = (inputs: readonly Row[]) => onChange({ ...entry, inputs });
  const change = (index: number, row: Row) => put(rows.with(index, row));
  const fresh = () => {
    let count = rows.length + 1;
    while (rows.some(({ name }) => name === `input${count}`)) count += 1;
    return { name: `input${count}`, type: 'string' };
  };
  return (
    <section className={classes.section} aria-label={t('entry.inputs')}>
      <div className={classes.labelRow}>
        <span>{t('entry.inputs')}</span>
      </div>
      {rows.map((row, index) => {
        const name = String(row.name ?? '');
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is typed into, and must keep the focus
          <div key={index} data-pointer={`/entry/inputs/${index}`} tabIndex={-1}>
            <div className={classes.row}>
              <input
                className={classes.name}
                aria-label={t('entry.input-name')}
                value={name}
                onChange={(e) => change(index, { ...row, name: e.currentTarget.value })}
              />
              <select
                aria-label={t('entry.input-type', { name })}
                value={String(row.type)}
                onChange={(e) => change(index, { ...row, type: e.currentTarget.value })}
              >
                {TYPES.map((type) => (
                  <option key={type} value={type}>
                    {t(`workflow-variables.type.${type}`)}
                  </option>
                ))}
              </select>
              <CloseButton
                size="xs"
                aria-label={t('inspector.remove', { what: name })}
                onClick={() => put(rows.toSpliced(index, 1))}
              />
            </div>
            <input
              aria-label={t('entry.input-description', { name })}
              placeholder={t('entry.input-caption')}
              value={String(row.description ?? '')}
              onChange={(e) => {
                const { description: _, ...rest } = row;
                const said = e.currentTarget.value;
                change(index, said === '' ? rest : { ...rest, description: said });
              }}
            />
            <ProblemList problems={problemsAt(`/entry/inputs/${index}`)} />
          </div>
        );
      })}
      {typeof rows[0]?.name === 'string' && (
        <p className={classes.hint}>{t('entry.read-as', { name: rows[0].name })}</p>
      )}
      <button type="button" className={classes.adder} onClick={() => put([...rows, fresh()])}>
        {t('entry.input-add')}
      </button>
    </section>
  );
}

/** Named values that the workflow around reads of it; emptied, none are said. */
function Outputs({ draft, entry, problemsAt, onChange }: PartProps & { readonly draft: Draft }) {
  const outputs = asRow(entry.outputs);
  const place = useMemo(() => textPlace(draft, undefined, ''), [draft]);
  const names = Object.keys(outputs);
  const put = (next: Row) => {
    const { outputs: _, ...rest } = entry;
    onChange(Object.keys(next).length === 0 ? rest : { ...rest, outputs: next });
  };
  const rename = (from: string, to: string) => {
    if (to === '' || names.includes(to)) return;
    put(Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name === from ? to : name, value])));
  };
  const add = () => {
    let count = names.length + 1;
    while (names.includes(`output${count}`)) count += 1;
    put({ ...outputs, [`output${count}`]: '0' });
  };
  return (
    <section className={classes.section} aria-label={t('entry.outputs')}>
      <div className={classes.labelRow}>
        <span>{t('entry.outputs')}</span>
      </div>
      {Object.entries(outputs).map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is typed into, and must keep the focus
        <div key={index} className={classes.row}>
          <input
            className={classes.name}
            aria-label={t('entry.output-name')}
            value={name}
            onChange={(e) => rename(name, e.currentTarget.value)}
          />
          <Labelled
            label={t('entry.output-value', { name })}
            pointer={`/entry/outputs/${name}`}
            problems={problemsAt(`/entry/outputs/${name}`).filter(({ code }) => !isToldHere(code))}
          >
            {(control) => (
              <CodeField
                control={control}
                value={typeof value === 'string' ? value : ''}
                place={place}
                sample={undefined}
                onChange={(next) => put({ ...outputs, [name]: next })}
              />
            )}
          </Labelled>
          <CloseButton
            size="xs"
            aria-label={t('inspector.remove', { what: name })}
            onClick={() => put(Object.fromEntries(Object.entries(outputs).filter(([each]) => each !== name)))}
          />
        </div>
      ))}
      <button type="button" className={classes.adder} onClick={add}>
        {t('entry.output-add')}
      </button>
    </section>
  );
}
