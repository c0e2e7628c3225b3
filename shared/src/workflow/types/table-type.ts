import { BOOLEAN, INSTANT, listOf, NUMBER, TEXT, type Type } from '../../expression/index.ts';
import type { NodeOf } from '../graph.ts';
import type { CellType } from '../kinds/decide.ts';

/** What leaves a step is JSON: a duration is a text there. */
const LEAVES: Readonly<Record<CellType, Type>> = {
  text: TEXT,
  number: NUMBER,
  boolean: BOOLEAN,
  instant: INSTANT,
  duration: TEXT,
};

/** What later steps read of a decision table: its outputs, the rows that held, and what went wrong. */
export function tableType({ title, config }: NodeOf<'table'>): Type {
  const { hitPolicy, aggregate } = config;
  const lists = hitPolicy === 'ruleOrder' || hitPolicy === 'outputOrder' || (hitPolicy === 'collect' && !aggregate);
  const outputs = config.outputs.map(({ id, type }): [string, Type] => {
    const one = aggregate === 'count' ? NUMBER : LEAVES[type];
    return [id, lists ? listOf(one) : one];
  });
  return {
    kind: 'map',
    fields: { ...Object.fromEntries(outputs), rows: listOf(TEXT), code: TEXT, detail: TEXT },
    called: `what “${title}” gives`,
  };
}
