import { EXAMPLES } from '@slipway/shared/examples';
import { readWorkflow } from '@slipway/shared/workflow';
import { expect, test } from 'vitest';
import { simulatedAnswers } from './usual-answers.ts';

const read = readWorkflow(EXAMPLES.find(({ workflow }) => workflow.id === 'eta-slip')?.workflow);
const graphs = read.ok ? [read.workflow] : [];

test('a step that was never answered is answered by its connector, one that was as it was, and no sooner than it took', () => {
  const never = simulatedAnswers(graphs);
  expect(never.reroute).toEqual({ afterMs: 60_000, output: { status: 200, body: null } });
  const output = { status: 200, body: { accepted: true } };
  expect(simulatedAnswers(graphs, new Map([['reroute', { afterMs: 700, output }]])).reroute).toEqual({
    afterMs: 700,
    output,
  });
});

test('the clocks of a replay are no time that an answer took', () => {
  const known = new Map([['reroute', { afterMs: 900_000_000_000, output: 1 }]]);
  expect(simulatedAnswers(graphs, known).reroute).toEqual({ afterMs: 60_000, output: 1 });
});
