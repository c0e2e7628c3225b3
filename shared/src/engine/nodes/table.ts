import { decideTable } from '../../table/index.ts';
import { factsOf } from '../facts.ts';
import type { StepHandler } from './index.ts';

/** Decides by the rows that hold; the trace names them and the values that the columns saw. */
export const enter: StepHandler<'table'>['enter'] = (turn, program, run, node) => {
  const { hitPolicy, aggregate } = node.config;
  const answer = decideTable(node.is, { hitPolicy, aggregate }, factsOf(turn, program, { run, node }));
  const { values } = answer;
  if (!answer.ok) {
    const { code, detail } = answer;
    return { did: 'failed', leaves: ['none'], output: { code, detail }, told: { text: detail, values } };
  }
  const { rows, outputs } = answer;
  return {
    did: 'entered',
    leaves: [rows.length > 0 ? 'out' : 'none'],
    output: { ...outputs, rows },
    told: {
      text: rows.length > 0 ? `row ${rows.join(', ')}` : 'no row holds',
      values: { ...outputs, ...values, rows },
    },
  };
};
