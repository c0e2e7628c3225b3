import type { ConnectorItem } from '@slipway/shared/api';
import { type Draft, declareSlot, setConfigField } from '@slipway/shared/workflow/edit';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { connectorsQuery } from '../../../../api/connections.ts';
import { reveal, useDocumentPart, useEditor } from '../../../../editor/editor-context.ts';
import { t, tOr } from '../../../../messages/t.ts';
import { DurationField, JsonField } from '../fields/fields.tsx';
import { Labelled } from '../fields/Labelled.tsx';
import classes from '../Inspector.module.css';
import { InputForm } from '../operation/InputForm.tsx';
import { problemsAt, useConfig, useStep } from '../step-context.ts';
import { Compensation } from './Compensation.tsx';
import { asObject, withoutEmpty } from './small-forms.tsx';

/** What is asked of which system: slot, operation, its input, and how patiently. */
export function ActionForm() {
  const { document } = useEditor();
  const step = useStep();
  const { set } = step;
  const draft = useDocumentPart(document, (state) => state.draft);
  const connectors = useQuery(connectorsQuery()).data?.items ?? [];
  const slot = String(useConfig('slot') ?? '');
  const operation = String(useConfig('operation') ?? '');
  const input = useConfig('input');
  const connector = connectors.find((each) => each.id === connectorOf(draft, slot));
  const known = connector?.operations[operation];
  const retry = asObject(useConfig('retry'));
  const names = Object.keys(connector?.operations ?? {});
  return (
    <>
      <SlotField slot={slot} draft={draft} connectors={connectors} />
      <Labelled
        label={t('action.operation')}
        pointer={`${step.pointer}/config/operation`}
        problems={problemsAt(step, '/operation')}
        hint={known?.description}
      >
        {(control) =>
          names.length === 0 ? (
            <input {...control} value={operation} onChange={(e) => set('operation', e.currentTarget.value)} />
          ) : (
            <select {...control} value={operation} onChange={(e) => set('operation', e.currentTarget.value)}>
              {!names.includes(operation) && <option value={operation}>{operation}</option>}
              {names.map((name) => (
                <option key={name} value={name}>
                  {connector?.operations[name]?.title ?? name}
                </option>
              ))}
            </select>
          )
        }
      </Labelled>
      {known && (
        <p className={classes.hint} data-warns={known.idempotency === 'none' || undefined}>
          {tOr(`action.idempotency.${known.idempotency}`, known.idempotency)}
        </p>
      )}
      {known ? (
        <InputForm
          title={t('action.input-form')}
          path="/input"
          schema={known.input}
          value={asObject(input)}
          onChange={(next) => set('input', next)}
        />
      ) : (
        <JsonField
          label={t('action.input-form')}
          path="/input"
          value={input ?? {}}
          onChange={(next) => set('input', next ?? {})}
        />
      )}
      <details className={classes.more}>
        <summary>{t('action.patience')}</summary>
        <Labelled
          label={t('action.attempts')}
          pointer={`${step.pointer}/config/retry/attempts`}
          problems={problemsAt(step, '/retry/attempts')}
        >
          {(control) => (
            <input
              {...control}
              type="number"
              min={1}
              max={50}
              placeholder={t('action.attempts-usual')}
              value={typeof retry.attempts === 'number' ? retry.attempts : ''}
              onChange={(e) => {
                const attempts = Number.parseInt(e.currentTarget.value, 10);
                set('retry', Number.isNaN(attempts) ? undefined : { ...retry, attempts });
              }}
            />
          )}
        </Labelled>
        {typeof retry.attempts === 'number' && (
          <>
            <DurationField
              label={t('action.first')}
              path="/retry/first"
              value={retry.first}
              onChange={(first) => set('retry', withoutEmpty({ ...retry, first }))}
            />
            <DurationField
              label={t('action.most')}
              path="/retry/most"
              value={retry.most}
              onChange={(most) => set('retry', withoutEmpty({ ...retry, most }))}
            />
          </>
        )}
        <DurationField
          label={t('action.timeout')}
          path="/timeout"
          value={useConfig('timeout')}
          hint={t('action.timeout-hint')}
          onChange={(timeout) => set('timeout', timeout)}
        />
        <Compensation />
      </details>
    </>
  );
}

/** The connections that the workflow declares; a new one is declared at once. */
function SlotField({
  slot,
  draft,
  connectors,
}: {
  readonly slot: string;
  readonly draft: Draft;
  readonly connectors: readonly ConnectorItem[];
}) {
  const step = useStep();
  const [adding, setAdding] = useState(false);
  const declared = connectionsOf(draft);
  const unknown = declared.every((each) => each.slot !== slot);
  return (
    <>
      <Labelled
        label={t('action.slot')}
        pointer={`${step.pointer}/config/slot`}
        problems={problemsAt(step, '/slot')}
        hint={t('action.slot-hint')}
      >
        {(control) => (
          <select
            {...control}
            value={adding ? NEW : slot}
            onChange={(e) => {
              const next = e.currentTarget.value;
              setAdding(next === NEW);
              if (next !== NEW) step.set('slot', next);
            }}
          >
            {unknown && <option value={slot}>{slot}</option>}
            {declared.map((each) => (
              <option key={each.slot} value={each.slot}>
                {t('action.slot-of', {
                  slot: each.slot,
                  connector: connectors.find((one) => one.id === each.connector)?.title ?? each.connector,
                })}
              </option>
            ))}
            <option value={NEW}>{t('action.slot-new')}</option>
          </select>
        )}
      </Labelled>
      {adding && <NewSlot connectors={connectors} onDone={() => setAdding(false)} />}
    </>
  );
}

/** No slot is written with a space. */
const NEW = 'a new one';

function NewSlot({
  connectors,
  onDone,
}: {
  readonly connectors: readonly ConnectorItem[];
  readonly onDone: () => void;
}) {
  const editor = useEditor();
  const { node, pointer } = useStep();
  const [name, setName] = useState('');
  const acting = connectors.filter((each) => Object.keys(each.operations).length > 0);
  const [connector, setConnector] = useState(acting[0]?.id ?? 'http');
  const fits = /^[a-z][a-z0-9-]{0,63}$/.test(name);
  const add = () => {
    const [operation] = Object.keys(connectors.find((each) => each.id === connector)?.operations ?? {});
    editor.document.apply(
      (draft) =>
        withConfig(declareSlot(draft, name, connector), node.id, { slot: name, ...(operation ? { operation } : {}) }),
      { label: t('mend.declare-slot', { slot: name }) },
    );
    onDone();
    reveal(editor, node.id, `${pointer}/config/slot`);
  };
  return (
    <div className={classes.leaf}>
      <div className={classes.row}>
        <input
          aria-label={t('action.slot-name')}
          placeholder={t('action.slot-example')}
          value={name}
          aria-invalid={name !== '' && !fits}
          onChange={(e) => setName(e.currentTarget.value)}
        />
        <select
          aria-label={t('action.connector')}
          value={connector}
          onChange={(e) => setConnector(e.currentTarget.value)}
        >
          {acting.map((each) => (
            <option key={each.id} value={each.id}>
              {each.title}
            </option>
          ))}
        </select>
      </div>
      <button type="button" className={classes.adder} disabled={!fits} onClick={add}>
        {t('action.slot-add')}
      </button>
    </div>
  );
}

function withConfig(draft: Draft, id: string, fields: Readonly<Record<string, unknown>>): Draft {
  return Object.entries(fields).reduce((before, [field, value]) => setConfigField(before, id, field, value), draft);
}

export function connectionsOf(draft: Draft): readonly { readonly slot: string; readonly connector: string }[] {
  const connections: readonly unknown[] = Array.isArray(draft.connections) ? draft.connections : [];
  return connections.flatMap((each) => {
    const { slot, connector } = asObject(each);
    return typeof slot === 'string' ? [{ slot, connector: String(connector ?? '') }] : [];
  });
}

const connectorOf = (draft: Draft, slot: string): string | undefined =>
  connectionsOf(draft).find((each) => each.slot === slot)?.connector;
