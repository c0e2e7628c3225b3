import { instantOf } from './cells.ts';
import type { Reference } from './reference.ts';

/** A reference with its instants in the one spelling that is compared and kept; what is no instant stays for the check. */
export function normalReference(reference: Reference): Reference {
  if (reference.kind !== 'table' || !reference.columns.some(({ type }) => type === 'instant')) return reference;
  const { columns } = reference;
  return {
    ...reference,
    rows: reference.rows.map((row) =>
      row.map((cell, at) =>
        columns[at]?.type === 'instant' && typeof cell === 'string' ? (instantOf(cell) ?? cell) : cell,
      ),
    ),
  };
}
