import type { FormValue, ValueInput } from '@slipway/shared/condition';
import type { Field } from '@slipway/shared/event';
import { IconAbc, IconVariable } from '@tabler/icons-react';
import { useId } from 'react';
import { t } from '../../../../messages/t.ts';
import { CodeField } from '../fields/code/CodeField.tsx';
import classes from '../Inspector.module.css';
import { COMPUTED, FieldPicker } from './FieldPicker.tsx';
import { useForm } from './form-context.ts';
import { PlainValue } from './PlainValue.tsx';

interface ValueViewProps {
  readonly field: Field;
  readonly input: ValueInput;
  readonly value: FormValue;
  readonly onChange: (value: FormValue) => void;
}

/** What a comparison compares with: a value by its type, another field, or a computed one. */
export function ValueView({ field, input, value, onChange }: ValueViewProps) {
  if (input === 'none') return null;
  const plain = (next: unknown) => onChange({ kind: 'plain', value: next });
  const canRefer = input !== 'choices' && input !== 'texts' && input !== 'range' && input !== 'zone';
  return (
    <span className={classes.value}>
      {value.kind === 'source' ? (
        <SourceValue value={value} onChange={onChange} />
      ) : (
        <PlainValue
          field={field}
          input={input}
          value={value.kind === 'plain' ? value.value : undefined}
          onChange={plain}
        />
      )}
      {canRefer && (
        <button
          type="button"
          className={classes.dots}
          aria-label={t(value.kind === 'source' ? 'condition.use-value' : 'condition.use-field')}
          title={t(value.kind === 'source' ? 'condition.use-value' : 'condition.use-field')}
          onClick={() =>
            value.kind === 'source'
              ? plain(input === 'number' ? 0 : '')
              : onChange({ kind: 'source', source: { kind: 'field', fact: 'previous', path: field.path } })
          }
        >
          {value.kind === 'source' ? <IconAbc size={15} stroke={1.75} /> : <IconVariable size={15} stroke={1.75} />}
        </button>
      )}
    </span>
  );
}

function SourceValue({
  value,
  onChange,
}: {
  readonly value: FormValue & { kind: 'source' };
  readonly onChange: (value: FormValue) => void;
}) {
  const { fields, place, scope } = useForm();
  const id = useId();
  const { source } = value;
  return (
    <span className={classes.valueSource}>
      <FieldPicker
        label={t('condition.value-field')}
        fields={fields}
        source={source}
        onPick={(picked) =>
          onChange({
            kind: 'source',
            source:
              picked === COMPUTED
                ? { kind: 'computed', cel: '' }
                : { kind: 'field', fact: picked.fact, path: picked.path },
          })
        }
      />
      {source.kind === 'computed' && (
        <CodeField
          control={{
            id,
            'aria-label': t('condition.expression'),
            'aria-describedby': undefined,
            'aria-invalid': undefined,
            'data-pointer': '',
          }}
          value={source.cel}
          place={place}
          sample={scope}
          onChange={(cel) => onChange({ kind: 'source', source: { kind: 'computed', cel } })}
        />
      )}
    </span>
  );
}
