import { compileExpression } from '@slipway/shared/expression';
import { useState } from 'react';
import { useEditor } from '../../../../editor/editor-context.ts';
import { t } from '../../../../messages/t.ts';
import classes from '../Inspector.module.css';
import { expressionOf } from '../readable-fields.ts';
import { useStep } from '../step-context.ts';
import { valueText } from '../value-text.ts';

const ROWS_MAX = 40;

/** What can be put into a mapping, with the values of what is tried. Picked, it is copied as `${…}`; it can be dragged into a field too. */
export function SampleData() {
  const { fields, scope } = useStep();
  const { announcement } = useEditor();
  const [search, setSearch] = useState('');
  const wanted = search.toLowerCase();
  const rows = fields
    .map((field) => ({ text: expressionOf(field), label: field.label }))
    .map((row) => ({ ...row, value: scope ? read(row.text, scope) : undefined }))
    .filter((row) => `${row.text} ${row.label}`.toLowerCase().includes(wanted))
    .toSorted((a, b) => Number(b.value !== undefined) - Number(a.value !== undefined))
    .slice(0, ROWS_MAX);
  const copy = (text: string) => {
    void navigator.clipboard?.writeText(`\${${text}}`);
    announcement.set(t('copy.done', { id: text }));
  };
  return (
    <details className={classes.more}>
      <summary>{t('action.sample')}</summary>
      <input
        aria-label={t('action.sample-search')}
        placeholder={t('action.sample-search')}
        value={search}
        onChange={(e) => setSearch(e.currentTarget.value)}
      />
      <ul className={classes.sample}>
        {rows.map((row) => (
          <li key={row.text}>
            <button
              type="button"
              draggable
              title={t('action.sample-copy')}
              onDragStart={(e) => e.dataTransfer.setData('text/plain', `\${${row.text}}`)}
              onClick={() => copy(row.text)}
            >
              <code>{row.text}</code>
              <span>{row.value === undefined ? '' : valueText(row.value)}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function read(text: string, scope: Readonly<Record<string, unknown>>): unknown {
  const compiled = compileExpression(text);
  const result = compiled.ok ? compiled.expression.evaluate(scope) : undefined;
  return result?.ok && result.value !== null ? result.value : undefined;
}
