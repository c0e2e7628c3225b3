import { compile } from '@slipway/shared/engine';
import { readWorkflow } from '@slipway/shared/workflow';
import { expect, test } from 'vitest';
import { play } from '../tryit/play.ts';
import { triedExample } from '../tryit/scenario.ts';
import { hitsOf } from './hits.ts';
import { TABLE } from './testing/table.ts';

const DAY = Date.UTC(2026, 2, 2, 8);

function played(rows: readonly string[]) {
  const config = {
    ...TABLE,
    inputs: [{ id: 'type', label: 'Type', expression: 'event.type', type: 'text' }],
    rows: rows.map((when, at) => ({ id: `row-${at + 1}`, when: [when], give: ['"x"'] })),
  };
  const read = readWorkflow({
    formatVersion: 1,
    id: 'tried',
    name: 'Tried',
    subject: 'shipment',
    nodes: [
      { id: 'seen', kind: 'trigger', title: 'Seen', config: { on: ['shipment.delayed', 'shipment.delivered'] } },
      { id: 'decide', kind: 'table', title: 'Decide', config },
      { id: 'done', kind: 'end', title: 'Done', config: { outcome: 'Done' } },
    ],
    edges: [
      { from: 'seen.out', to: 'decide.in' },
      { from: 'decide.out', to: 'done.in' },
    ],
  });
  if (!read.ok) throw new Error(read.problems[0]?.message);
  const compiled = compile(read.workflow);
  if (!compiled.ok) throw new Error(compiled.problems[0]?.message);
  const types = ['shipment.delayed', 'shipment.delayed', 'shipment.delivered'];
  const events = types.map((type, at) => triedExample(type, 'shipment:S1', DAY + at * 3_600_000, `event-${at}`));
  return play(compiled.program, { events, answers: {}, choices: {}, variables: {}, untilMs: null }, () => ({
    kind: 'silent',
  }));
}

test('rows that held are counted up to the moment that is looked at', () => {
  const tried = played(['"shipment.delayed"', '"shipment.delivered"']);
  expect(tried.moments).toHaveLength(3);
  expect(hitsOf(tried, 1, 'decide')).toEqual({ times: new Map([['row-1', 2]]), last: new Set(['row-1']) });
  expect(hitsOf(tried, 2, 'decide').last).toEqual(new Set(['row-2']));
});

test('where none held at last, none is marked', () => {
  const { times, last } = hitsOf(played(['"shipment.delayed"']), 2, 'decide');
  expect([[...times], [...last]]).toEqual([[['row-1', 2]], []]);
});
