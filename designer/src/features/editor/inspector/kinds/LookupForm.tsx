import { CloseButton } from '@mantine/core';
import type { ReferenceItem } from '@slipway/shared/api';
import { useEditor } from '../../../../editor/editor-context.ts';
import { t, tn } from '../../../../messages/t.ts';
import { ExpressionField } from '../fields/fields.tsx';
import classes from '../Inspector.module.css';
import { useConfig, useStep } from '../step-context.ts';
import { ReferenceName, useReference } from './ReferenceName.tsx';

/** Which table is read, by which key, and what of the row. */
export function LookupForm() {
  const { set } = useStep();
  const { environment } = useEditor();
  const name = useConfig('table');
  const table = useReference('table', name);
  return (
    <>
      <ReferenceName
        kind="table"
        label={t('lookup.table')}
        path="/table"
        value={name}
        hint={t('lookup.table-hint')}
        known={(item) => tn('lookup.known', item.rows, { key: item.key.join(', ') })}
        unknown={t('lookup.unknown', { environment })}
        onChange={(next) => set('table', next)}
      />
      <Key table={table} />
      <Fields table={table} />
    </>
  );
}

/** An expression for each column of the key; what the table has more of is asked for, what it has not can be removed. */
function Key({ table }: { readonly table: ReferenceItem | undefined }) {
  const { set } = useStep();
  const value = useConfig('key');
  const key: readonly unknown[] = Array.isArray(value) ? value : [];
  const wanted = table?.key.length ?? key.length;
  const rows = Array.from({ length: Math.max(wanted, key.length, 1) }, (_, at) => key[at] ?? '');
  const put = (at: number, text: string) => {
    // A gap before it is the empty text, which names no row.
    const next = rows.slice(0, Math.max(at + 1, key.length)).map((each) => (each === '' ? '""' : each));
    set('key', next.with(at, text));
  };
  return (
    <section className={classes.section} aria-label={t('lookup.key')}>
      <div className={classes.labelRow}>
        <span>{t('lookup.key')}</span>
      </div>
      {rows.map((text, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a key is told by its place
        <div key={at} className={classes.row}>
          <ExpressionField
            label={labelOf(table, at)}
            path={`/key/${at}`}
            value={text}
            onChange={(next) => put(at, next ?? '')}
          />
          {at >= wanted && rows.length > 1 && (
            <CloseButton
              size="xs"
              aria-label={t('inspector.remove', { what: labelOf(table, at) })}
              onClick={() => set('key', key.toSpliced(at, 1))}
            />
          )}
        </div>
      ))}
      {!table && rows.length < 5 && (
        <button type="button" className={classes.adder} onClick={() => put(rows.length, '""')}>
          {t('lookup.key-add')}
        </button>
      )}
    </section>
  );
}

function labelOf(table: ReferenceItem | undefined, at: number): string {
  const column = table?.columns.find(({ name }) => name === table.key[at]);
  return column
    ? t('lookup.key-column', { column: column.name, type: t(`column.${column.type}`) })
    : t('lookup.key-part', { number: at + 1 });
}

/** The columns that later steps read; of a table that is not here they are typed. */
function Fields({ table }: { readonly table: ReferenceItem | undefined }) {
  const { node, set } = useStep();
  const value = useConfig('fields');
  const fields = Array.isArray(value) ? value.map(String) : [];
  const put = (next: readonly string[]) => set('fields', next.length === 0 ? undefined : next);
  const offered = table ? table.columns.map(({ name }) => name).filter((name) => !table.key.includes(name)) : [];
  const shown = [...offered, ...fields.filter((name) => !offered.includes(name))];
  return (
    <section className={classes.section} aria-label={t('lookup.fields')}>
      <div className={classes.labelRow}>
        <span>{t('lookup.fields')}</span>
      </div>
      {table ? (
        shown.map((name) => (
          <label key={name} className={classes.check}>
            <input
              type="checkbox"
              checked={fields.includes(name)}
              onChange={(e) =>
                put(
                  e.currentTarget.checked
                    ? shown.filter((each) => each === name || fields.includes(each))
                    : fields.filter((each) => each !== name),
                )
              }
            />
            {name}
          </label>
        ))
      ) : (
        <input
          aria-label={t('lookup.fields-typed')}
          defaultValue={fields.join(', ')}
          onBlur={(e) =>
            put(
              e.currentTarget.value
                .split(',')
                .map((each) => each.trim())
                .filter(Boolean),
            )
          }
        />
      )}
      <p className={classes.hint}>
        {t('lookup.fields-hint', { id: node.id, field: fields[0] ?? offered[0] ?? 'days' })}
      </p>
    </section>
  );
}
