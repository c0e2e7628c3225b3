import { Select } from '@mantine/core';
import type { FormSource } from '@slipway/shared/condition';
import type { Field } from '@slipway/shared/event';
import { describePath } from '@slipway/shared/expression';
import { useState } from 'react';
import { t, tOr } from '../../../../messages/t.ts';
import classes from '../Inspector.module.css';

export const COMPUTED = 'computed' as const;

interface FieldPickerProps {
  readonly label: string;
  readonly fields: readonly Field[];
  readonly source: FormSource | undefined;
  readonly onPick: (field: Field | typeof COMPUTED) => void;
  /** Without it a computed value cannot be picked. */
  readonly computed?: boolean;
  readonly placeholder?: string;
}

/** The field of a source as the catalogue knows it; one that it does not hold is of any type. */
export function fieldOf(source: FormSource & { kind: 'field' }, fields: readonly Field[]): Field {
  const { fact, path } = source;
  // A field of an event is a fact of its own too: `type`, and `data.at` by its first part.
  const known =
    fields.find((field) => field.fact === fact && field.path === path) ??
    fields.find((field) => field.fact === 'event' && field.path === [fact, path].filter(Boolean).join('.'));
  return known ?? { fact, path, type: 'any', label: describePath(fact, path === '' ? [] : path.split('.')) };
}

const ORDER = ['event', 'subject', 'vars', 'nodes', 'trigger', 'now', 'key', 'previous'];

/** Picks a field from the catalogue, by its words or its path; groups say where it comes from. */
export function FieldPicker({ label, fields, source, onPick, computed = true, placeholder }: FieldPickerProps) {
  const [opened, setOpened] = useState(false);
  const current = source?.kind === 'field' ? fieldOf(source, fields) : undefined;
  const stranger = current && !fields.includes(current) ? [current] : [];
  // Closed it has only what it shows: hundreds of fields below each comparison would be drawn at every key.
  const all = opened ? [...stranger, ...fields] : current ? [current] : [];
  const facts = [...new Set([...ORDER, ...all.map((field) => field.fact)])].filter((fact) =>
    all.some((field) => field.fact === fact),
  );
  const data = [
    ...facts.map((fact) => ({
      group: tOr(`fact.${fact}`, fact),
      items: all
        .filter((field) => field.fact === fact)
        .map((field) => ({ value: keyOf(field), label: titleOf(field) })),
    })),
    ...(computed ? [{ group: t('fact.other'), items: [{ value: COMPUTED, label: t('condition.computed') }] }] : []),
  ];
  const byKey = new Map(all.map((field) => [keyOf(field), field]));
  return (
    <Select
      className={classes.picker ?? ''}
      aria-label={label}
      searchable
      limit={80}
      allowDeselect={false}
      selectFirstOptionOnChange
      // What is typed is looked for: it takes the place of the name that stands there.
      onClick={(e) => e.currentTarget.select()}
      onFocus={(e) => e.currentTarget.select()}
      placeholder={placeholder}
      data={data}
      onDropdownOpen={() => setOpened(true)}
      onDropdownClose={() => setOpened(false)}
      value={source?.kind === 'computed' ? COMPUTED : current ? keyOf(current) : null}
      comboboxProps={{ width: 280, position: 'bottom-start' }}
      nothingFoundMessage={t('condition.no-field')}
      renderOption={({ option }) => {
        const field = byKey.get(option.value);
        return (
          <span className={classes.option}>
            <span>{option.label}</span>
            {field && (
              <code>
                {[field.fact, field.path].filter(Boolean).join('.')}
                {field.unit ? ` ${field.unit}` : ''}
              </code>
            )}
          </span>
        );
      }}
      onChange={(key) => {
        const field = key === null ? undefined : byKey.get(key);
        if (key === COMPUTED) onPick(COMPUTED);
        else if (field) onPick(field);
      }}
    />
  );
}

const keyOf = (field: Field): string => `${field.fact}|${field.path}`;

function titleOf({ label }: Field): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}
