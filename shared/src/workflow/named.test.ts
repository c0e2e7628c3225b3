import { expect, test } from 'vitest';
import { compile } from '../engine/index.ts';
import { canonicalText, validate, type Workflow, withNamedConditions, workflowSchema } from './index.ts';

const late = { fact: 'event', path: 'data.delay', operator: 'greaterThan', value: 30 };

function workflow(when: Record<string, unknown>, conditions: Workflow['conditions']): Workflow {
  return workflowSchema.parse({
    formatVersion: 1,
    id: 'named',
    name: 'Named',
    subject: 'shipment',
    ...(conditions ? { conditions } : {}),
    nodes: [
      { id: 'go', kind: 'trigger', title: 'Go', config: { on: ['*'], when } },
      { id: 'end', kind: 'end', title: 'End', config: { outcome: 'done' } },
    ],
    edges: [{ from: 'go.out', to: 'end.in' }],
  });
}

const errors = (given: Workflow) =>
  validate(given)
    .filter((problem) => problem.severity === 'error')
    .map(({ code, path }) => [code, path]);

test('a condition may be kept under a name and used by steps and by others', () => {
  const given = workflow({ not: { condition: 'fine' } }, { late, fine: { not: { condition: 'late' } } });
  expect(errors(given)).toEqual([]);
  const compiled = compile(given);
  const [trigger] = compiled.ok ? compiled.program.senses : [];
  const when = trigger?.kind === 'trigger' ? trigger.is.when : undefined;
  expect(when?.test({ event: { data: { delay: 31 } } })).toBe(true);
  expect(when?.test({ event: { data: { delay: 30 } } })).toBe(false);
  const told = JSON.stringify(when?.explain({ event: { data: { delay: 31 } } }));
  expect(told).toContain('"fine"');
  expect(told).toContain('"late"');
});

test('what is wrong with a name, and with a condition that nobody uses, is told where it stands', () => {
  expect(errors(workflow({ condition: 'lat' }, { late }))).toEqual([
    ['condition-unknown-name', '/nodes/0/config/when/condition'],
  ]);
  expect(errors(workflow(late, { unused: { fact: 5 } }))).toEqual([['condition-shape', '/conditions/unused']]);
  expect(errors(workflow(late, { a: { condition: 'b' }, b: { condition: 'a' } })).map(([code]) => code)).toEqual([
    'condition-cycle',
    'condition-cycle',
  ]);
});

test('a step means something else when the condition it names does', () => {
  const configs = [31, 32].map((value) => {
    const given = workflow({ any: [{ condition: 'late' }] }, { late: { ...late, value } });
    const [node] = given.nodes;
    return JSON.stringify(node && withNamedConditions(node, given.conditions).config);
  });
  expect(configs[0]).not.toBe(configs[1]);
});

test('named conditions stand behind connections in the saved text, and a workflow without any is as it was', () => {
  const text = canonicalText(workflow({ condition: 'late' }, { late }));
  expect(text.indexOf('"conditions"')).toBeLessThan(text.indexOf('"nodes"'));
  expect(canonicalText(workflow(late, undefined))).not.toContain('"conditions"');
});
