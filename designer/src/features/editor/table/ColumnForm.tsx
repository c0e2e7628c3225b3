import { Button, CloseButton, Group } from '@mantine/core';
import { type CellType, cellTypes } from '@slipway/shared/workflow';
import { useEffect, useRef, useState } from 'react';
import { t } from '../../../messages/t.ts';
import { ChoiceField, ExpressionField, TextField } from '../inspector/fields/fields.tsx';
import { Labelled } from '../inspector/fields/Labelled.tsx';
import inspector from '../inspector/Inspector.module.css';
import { problemsAt, useStep } from '../inspector/step-context.ts';
import { type ColumnPlace, canRemoveColumn, moveColumn, removeColumn, valuesFrom, withColumn } from './column-edits.ts';
import classes from './Table.module.css';
import type { Table, TableInput } from './table-config.ts';
import type { TableDesk } from './table-desk.ts';

interface ColumnFormProps {
  readonly table: Table;
  readonly place: ColumnPlace;
  readonly desk: TableDesk;
  /** It stands at another place now. */
  readonly onMoved: (place: ColumnPlace) => void;
  readonly onClose: () => void;
}

/** Everything about a column: what it is called, what it tests or gives, its type, and what it may hold. */
export function ColumnForm({ table, place, desk, onMoved, onClose }: ColumnFormProps) {
  const { node } = useStep();
  const frame = useRef<HTMLElement>(null);
  useEffect(() => frame.current?.querySelector('input')?.focus(), []);
  const { kind, index } = place;
  const list = kind === 'input' ? table.inputs : table.outputs;
  const column = list[index];
  if (!column) return null;
  const path = `/${kind}s/${index}`;
  const name = column.label || column.id;
  const change = (field: keyof TableInput, value: unknown) =>
    desk.change(
      t('table.did.column', { column: name }),
      (before) => withColumn(before, place, { [field]: value }),
      `${path}/${field}`,
    );
  const move = (by: -1 | 1) => {
    desk.change(t('table.did.column-moved', { column: name }), (before) => moveColumn(before, place, by));
    onMoved({ kind, index: index + by });
  };
  const remove = () => {
    desk.change(t('table.did.column-removed', { column: name }), (before) => removeColumn(before, place));
    onClose();
  };
  return (
    <aside
      ref={frame}
      className={`${inspector.pane} ${classes.aside}`}
      aria-label={t('table.column', { column: name })}
    >
      <div className={classes.asideHead}>
        <h3 className={inspector.formTitle}>{t(`table.${kind}`)}</h3>
        <CloseButton size="sm" aria-label={t('table.column-close')} onClick={onClose} />
      </div>
      <TextField
        label={t('table.label')}
        path={`${path}/label`}
        value={column.label}
        onChange={(label) => change('label', label ?? '')}
      />
      {kind === 'input' && (
        <ExpressionField
          label={t('table.expression')}
          path={`${path}/expression`}
          value={table.inputs[index]?.expression}
          hint={t('table.expression-hint')}
          onChange={(expression) => change('expression', expression ?? '')}
        />
      )}
      <ChoiceField<CellType>
        label={t('table.type')}
        path={`${path}/type`}
        value={column.type}
        choices={cellTypes.map((value) => ({ value, label: t(`column.${value}`) }))}
        onChange={(type) => change('type', type)}
      />
      <Values key={`${kind} ${column.id}`} place={place} column={column} onValues={(next) => change('values', next)} />
      <TextField
        label={t('table.id')}
        path={`${path}/id`}
        value={column.id}
        hint={kind === 'output' ? t('table.id-hint', { id: node.id, column: column.id }) : t('table.id-hint-input')}
        onChange={(id) => change('id', id ?? '')}
      />
      <Group gap={6}>
        <Button size="xs" disabled={index === 0} onClick={() => move(-1)}>
          {t('table.column-left')}
        </Button>
        <Button size="xs" disabled={index === list.length - 1} onClick={() => move(1)}>
          {t('table.column-right')}
        </Button>
        <Button size="xs" disabled={!canRemoveColumn(table, kind)} onClick={remove}>
          {t('table.column-remove')}
        </Button>
      </Group>
    </aside>
  );
}

/** What the column may hold, with commas; it is taken over when the field is left. */
function Values({
  place: { kind, index },
  column,
  onValues,
}: {
  readonly place: ColumnPlace;
  readonly column: Pick<TableInput, 'type' | 'values'>;
  readonly onValues: (values: string[] | undefined) => void;
}) {
  const step = useStep();
  const [typed, setTyped] = useState<string | null>(null);
  const path = `/${kind}s/${index}/values`;
  const known = (column.values ?? []).join(', ');
  const commit = () => {
    setTyped(null);
    if (typed !== null && typed !== known) onValues(valuesFrom(typed, column.type, kind));
  };
  return (
    <Labelled
      label={t('table.values')}
      pointer={`${step.pointer}/config${path}`}
      problems={problemsAt(step, path)}
      hint={t(`table.values-hint.${kind}`)}
    >
      {(control) => (
        <input
          {...control}
          spellCheck={false}
          value={typed ?? known}
          onChange={(e) => setTyped(e.currentTarget.value)}
          onBlur={commit}
          onKeyDown={(e) => e.key === 'Enter' && commit()}
        />
      )}
    </Labelled>
  );
}
