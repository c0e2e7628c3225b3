import { Duration } from '../../expression/index.ts';
import { type KeyPart, keyPart, type ReferenceTable, rowByKey } from '../../reference/index.ts';
import { factsOf } from '../facts.ts';
import type { Arrival } from './arrival.ts';
import type { StepHandler } from './index.ts';

/** Reads the row that the key names. Where there is none it leaves by *none*; so it does where that cannot be told. */
export const enter: StepHandler<'lookup'>['enter'] = (turn, program, run, node) => {
  const table = program.references.get(node.config.table);
  if (table?.kind !== 'table') return failed('missing-reference', `there is no table ${node.config.table}`);
  if (table.key.length !== node.is.key.length)
    return failed('wrong-reference', `the key of ${table.id} is ${table.key.join(', ')}`);
  const facts = factsOf(turn, program, { run, node });
  const key: KeyPart[] = [];
  for (const [index, expression] of node.is.key.entries()) {
    const name = table.key[index] ?? '';
    const result = expression.evaluate(facts);
    if (!result.ok) return failed('invalid-key', `${name}: ${result.reason}`);
    const part = keyPart(table, name, result.value instanceof Duration ? result.value.ms : result.value);
    if (part === undefined)
      return failed('invalid-key', `${name}: ${JSON.stringify(result.value)} is no ${typeOf(table, name)}`);
    key.push(part);
  }
  const said = Object.fromEntries(table.key.map((name, index) => [name, key[index]]));
  const row = rowByKey(table, key);
  if (!row)
    return {
      did: 'entered',
      leaves: ['none'],
      output: {},
      told: { text: `not in ${table.id}`, values: { key: said } },
    };
  const fields = node.config.fields ?? table.columns.map(({ name }) => name);
  const lacking = fields.filter((name) => !Object.hasOwn(row, name));
  if (lacking.length > 0) return failed('wrong-reference', `${table.id} has no column ${lacking.join(', ')}`);
  const output = Object.fromEntries(fields.map((name) => [name, row[name] ?? null]));
  return {
    did: 'entered',
    leaves: ['found'],
    output,
    told: { text: `found in ${table.id}`, values: { key: said, ...output } },
  };
};

function typeOf(table: ReferenceTable, name: string): string {
  return table.columns.find((column) => column.name === name)?.type ?? 'column';
}

function failed(code: string, detail: string): Arrival {
  return { did: 'failed', leaves: ['none'], output: { code, detail }, told: { text: detail, values: { code } } };
}
