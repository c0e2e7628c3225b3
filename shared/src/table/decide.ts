import type { Scope } from '../expression/index.ts';
import { members } from './bits.ts';
import type { CompiledGiven, CompiledTable } from './compile.ts';
import { type Hit, type Policy, settle } from './hit-policy.ts';
import { jsonOf, LITERALS, type Value, valueFrom } from './literal.ts';

/** What a table says of some values. `values` is what its columns saw, by column. */
export type TableAnswer = { readonly values: Readonly<Record<string, unknown>> } & (
  | { readonly ok: true; readonly rows: readonly string[]; readonly outputs: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly code: TableFailure; readonly detail: string; readonly rows: readonly string[] }
);

/** A value that does not fit its column, rows that contradict each other, an output that cannot be computed. */
export type TableFailure = 'table-input' | 'table-conflict' | 'table-output';

/** Decides by a table. What goes wrong is an answer too. */
export function decideTable(table: CompiledTable, policy: Omit<Policy, 'outputs'>, scope: Scope): TableAnswer {
  const values: Record<string, unknown> = {};
  let rows: bigint | undefined;
  let wrong: string | undefined;
  for (const input of table.inputs) {
    const result = input.expression.evaluate(scope);
    if (!result.ok && !result.missing) {
      wrong ??= `${input.label}: ${result.reason}`;
      continue;
    }
    const given = result.ok ? result.value : null;
    const value = valueFrom(given, input.axis.type);
    if (value === undefined) {
      wrong ??= `${input.label} is ${shown(given)}, and its column holds ${LITERALS[input.axis.type].name}`;
      continue;
    }
    values[input.id] = value === null ? null : jsonOf(value, input.axis.type);
    const part = input.axis.partOf(value);
    if (input.bounded && part !== 0 && !((input.axis.domain >> BigInt(part)) & 1n))
      wrong ??= `${input.label} is ${shown(given)}, which is none of the values of its column`;
    const holding = input.rows[part] ?? 0n;
    rows = rows === undefined ? holding : rows & holding;
  }
  if (wrong !== undefined) return { ok: false, code: 'table-input', detail: wrong, rows: [], values };
  return { ...settled(table, policy, members(rows ?? 0n), scope), values };
}

type Outcome =
  | { readonly ok: true; readonly rows: readonly string[]; readonly outputs: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly code: TableFailure; readonly detail: string; readonly rows: readonly string[] };

function settled(
  table: CompiledTable,
  policy: Omit<Policy, 'outputs'>,
  rows: readonly number[],
  scope: Scope,
): Outcome {
  const id = (row: number) => table.rows[row]?.id ?? '';
  const [first, second] = rows;
  if (policy.hitPolicy === 'unique' && first !== undefined && second !== undefined)
    return conflict(`rows ${id(first)} and ${id(second)} both hold`, [first, second].map(id));
  const hits: Hit[] = [];
  for (const row of policy.hitPolicy === 'first' ? rows.slice(0, 1) : rows) {
    const gives: (Value | null)[] = [];
    for (const [index, given] of (table.rows[row]?.gives ?? []).entries()) {
      const column = table.outputs[index];
      const value = column && compute(given, column.type, scope);
      if (!value || 'wrong' in value)
        return {
          ok: false,
          code: 'table-output',
          detail: `row ${id(row)}, ${column?.id}: ${value?.wrong}`,
          rows: [id(row)],
        };
      gives.push(value.value);
    }
    hits.push({ row, gives });
  }
  const answer = settle({ ...policy, outputs: table.outputs }, hits);
  if (answer.ok) return { ok: true, rows: answer.rows.map(id), outputs: answer.outputs };
  const [one, other] = answer.rows.map(id);
  return conflict(`rows ${one} and ${other} hold and give different outputs`, answer.rows.map(id));
}

function conflict(detail: string, rows: readonly string[]): Outcome {
  return { ok: false, code: 'table-conflict', detail, rows };
}

/** What is not there is null, as in a computed value; anything else that goes wrong is told. */
function compute(
  given: CompiledGiven,
  type: CompiledTable['outputs'][number]['type'],
  scope: Scope,
): { readonly value: Value | null } | { readonly wrong: string } {
  if ('value' in given) return given;
  const result = given.expression.evaluate(scope);
  if (!result.ok) return result.missing ? { value: null } : { wrong: result.reason };
  const value = valueFrom(result.value, type);
  return value === undefined ? { wrong: `${shown(result.value)} is not ${LITERALS[type].name}` } : { value };
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 60);
}
