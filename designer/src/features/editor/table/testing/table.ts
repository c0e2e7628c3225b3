import { type GridColumn, gridColumns, type Table } from '../table-config.ts';

/** A table of two inputs, one output and two rows. */
export const TABLE: Table = {
  hitPolicy: 'unique',
  inputs: [
    { id: 'tier', label: 'Customer tier', expression: 'subject.customerTier', type: 'text' },
    { id: 'late', label: 'Late by', expression: 'subject.eta - subject.commitment.deliverBy', type: 'duration' },
  ],
  outputs: [{ id: 'severity', label: 'Severity', type: 'text' }],
  rows: [
    { id: 'gold', when: ['"gold"', '> 0m'], give: ['"high"'] },
    { id: 'silver', when: ['"silver"', '(0m..2h]'], give: ['"low"'], note: 'short' },
  ],
};

export const COLUMNS: readonly GridColumn[] = gridColumns(TABLE, 'Note');

export function columnAt(at: number): GridColumn {
  const column = COLUMNS[at];
  if (!column) throw new Error(`no column ${at}`);
  return column;
}
