import { expect, it } from 'vitest';
import { EXAMPLES } from '../../examples/index.ts';
import { nodesOf } from '../edit/index.ts';
import { differencesOf, settingsOf } from './index.ts';

type Json = Readonly<Record<string, unknown>>;

const above = (value: number) => ({ all: [{ fact: 'event', path: 'data.value', operator: 'greaterThan', value }] });
const row = (id: string, tier: string, hours: string) => ({ id, when: [tier], give: [hours] });
const base = {
  formatVersion: 1,
  id: 'w',
  name: 'W',
  subject: 'shipment',
  variables: [{ name: 'days', type: 'number', default: 2 }],
  nodes: [
    { id: 'hot', number: 1, kind: 'trigger', title: 'Hot', config: { on: ['telematics.reading'], when: above(8) } },
    {
      id: 'wait',
      number: 2,
      kind: 'wait',
      title: 'Wait',
      config: { for: { on: ['shipment.delivered'] }, timeout: '2h' },
    },
    {
      id: 'hours',
      number: 3,
      kind: 'table',
      title: 'Hours',
      config: {
        hitPolicy: 'first',
        inputs: [{ id: 'tier', label: 'Tier', expression: 'subject.tier', type: 'text' }],
        outputs: [{ id: 'hours', label: 'Answer in', type: 'number' }],
        rows: [row('r1', '"gold"', '2'), row('r2', '-', '8')],
      },
    },
    { id: 'over', number: 4, kind: 'end', title: 'Over', config: { outcome: 'Over' } },
  ],
  edges: [
    { from: 'hot.out', to: 'wait.in' },
    { from: 'wait.timeout', to: 'hours.in' },
    { from: 'hours.out', to: 'over.in' },
  ],
  layout: { hot: [0, 0], wait: [0, 100], hours: [0, 200], over: [0, 300] },
};

/** The base with one step's configuration, and more, changed. */
function changed(node: string, config: Json, more: Json = {}): Json {
  const nodes = base.nodes.map((each) =>
    each.id === node ? { ...each, config: { ...each.config, ...config } } : each,
  );
  return { ...base, nodes, ...more };
}
const told = (before: Json, after: Json, language?: 'de') =>
  differencesOf(before, after, language).flatMap(({ title, change, fields }) =>
    fields.length === 0
      ? [`${title} ${change}`]
      : fields.map((each) => `${title} ${change}: ${each.label}: ${each.before} → ${each.after}`),
  );

it('says field by field what was and what is, in the language that is asked for', () => {
  const after = changed('wait', { timeout: '45m' });
  expect(told(base, after)).toEqual(['Wait changed: At most: 2 h → 45 min']);
  expect(told(base, after, 'de')).toEqual(['Wait changed: Höchstens: 2 Stunden → 45 Minuten']);
  const [difference] = differencesOf(base, changed('hot', { when: above(9) }));
  expect(difference?.fields[0]).toMatchObject({ path: '/config/when', label: 'Condition' });
  expect(difference?.fields[0]?.before).toContain('8');
  expect(difference?.fields[0]?.after).toContain('9');
  expect(difference?.before).not.toBe(difference?.after);
});

it('tells a named condition that asks something else, with the steps that ask it', () => {
  const asking = (value: number) =>
    changed(
      'hot',
      { when: { condition: 'Warm' } },
      { conditions: { Hot: above(value), Warm: { not: { condition: 'Hot' } } } },
    );
  expect(told(asking(8), asking(9))).toEqual([
    'The workflow itself changed: Named condition · Hot: value is more than 8 → value is more than 9',
  ]);
  expect(differencesOf(asking(8), asking(9))[0]?.nodes).toEqual(['hot']);
  expect(differencesOf(base, { ...base, name: 'X' })[0]?.nodes).toEqual([]);
});

it('tells a decision table cell by cell, and rows that are new, gone or in another order', () => {
  const rows = (...list: readonly Json[]) => changed('hours', { rows: list });
  expect(told(base, rows(row('r1', '"gold"', '4'), row('r2', '-', '8')))).toEqual([
    'Hours changed: Row 1 · Answer in: 2 → 4',
  ]);
  expect(told(base, rows(row('r1', '"gold"', '2'), row('r3', '"silver"', '6'), row('r2', '-', '8')))).toEqual([
    'Hours changed: Row 2: null → Tier: "silver" → Answer in: 6',
  ]);
  expect(told(base, rows(row('r2', '-', '8')))[0]).toBe('Hours changed: Row 1: Tier: "gold" → Answer in: 2 → null');
  expect(told(base, rows(row('r2', '-', '8'), row('r1', '"gold"', '2')))).toEqual([
    'Hours changed: Row, order: r1, r2 → r2, r1',
  ]);
});

it('gives wires to the step that they leave, whichever way they lead now', () => {
  const inserted = { id: 'mail', number: 5, kind: 'end', title: 'Told', config: { outcome: 'Told' } };
  const after = {
    ...base,
    nodes: [...base.nodes, inserted],
    edges: [...base.edges.slice(0, 2), { from: 'hours.out', to: 'mail.in' }],
    layout: { ...base.layout, mail: [0, 290] },
  };
  const differences = differencesOf(base, after);
  expect(differences.map(({ key, change }) => `${key} ${change}`)).toEqual(['step:hours changed', 'step:mail added']);
  expect(differences[0]).toMatchObject({
    wires: { added: ['hours.out>mail.in'], removed: ['hours.out>over.in'] },
    fields: [{ label: 'Goes on to', before: '4 Over', after: '5 Told' }],
  });
});

it('tells variables and settings of the workflow itself, and what only moved as one', () => {
  const variables = [{ name: 'days', type: 'number', default: 3 }];
  const layout = { ...base.layout, hot: [40, 0], over: [40, 300] };
  expect(told(base, { ...base, variables, settings: { runs: 'one', cooldown: '2d' }, layout })).toEqual([
    'The workflow itself changed: Variable “days” · Default: 2 → 3',
    'The workflow itself changed: Setting · Runs: null → one at a time',
    'The workflow itself changed: Setting · Pause between runs: null → 2 d',
    'Places on the canvas moved',
  ]);
});

it('compares drafts that are no workflow yet', () => {
  const broken = { ...base, nodes: [...base.nodes.slice(1), { id: 'new', kind: 'teleport', title: 'New' }, 7] };
  expect(differencesOf(base, broken).map(({ key, change }) => `${key} ${change}`)).toEqual([
    'step:new added',
    'step:hot removed',
  ]);
});

it('every step of the gallery can be told by its settings, in both languages and without JSON', () => {
  for (const { workflow } of EXAMPLES)
    for (const { id } of nodesOf(workflow))
      for (const language of ['en', 'de'] as const)
        for (const { label, after } of settingsOf(workflow, id, language)) {
          expect(label, `${workflow.id} ${id}`).not.toBe('');
          expect(after, `${workflow.id} ${id} ${label}`).not.toMatch(/^[[{]"?(fact|id|cel|all|any|type)\b/);
        }
});
