import { type Draft, graphOf } from '@slipway/shared/workflow/edit';
import { expect, it } from 'vitest';
import { outlineRows, rowsAbove, shownRows, stepRowId } from './rows.ts';

const step = (id: string, kind: string, config: object = {}) => ({ id, kind, title: id, config });
const draft = (nodes: readonly object[], edges: readonly (readonly [string, string])[], more: Draft = {}) =>
  graphOf({
    id: 'w',
    name: 'W',
    subject: 'shipment',
    nodes,
    edges: edges.map(([from, to]) => ({ from, to: `${to}.in` })),
    ...more,
  });

/** The outline as a text: two spaces a level, where a wire leads behind its port. */
const drawn = (rows: ReturnType<typeof outlineRows>) =>
  rows.map((row) => {
    const name =
      row.is === 'step' || row.is === 'member'
        ? row.node
        : row.is === 'port' || row.is === 'fork'
          ? `.${row.port}`
          : row.id;
    const lead = row.is === 'port' && row.lead ? ` > ${row.lead.node} ${row.lead.shown}` : '';
    return `${'  '.repeat(row.level - 1)}${name}${lead}`;
  });

const slip = draft(
  [
    step('late', 'trigger', { on: ['eta.updated'] }),
    step('worth', 'condition', { when: { all: [] } }),
    step('ask', 'action', { slot: 'tms', operation: 'request', input: {} }),
    step('case', 'exception', { type: 't', severity: 'low', title: 'T' }),
    step('left', 'end', { outcome: 'left' }),
    step('lost', 'end', { outcome: 'lost' }),
  ],
  [
    ['late.out', 'worth'],
    ['worth.yes', 'ask'],
    ['worth.no', 'left'],
    ['ask.failed', 'case'],
    ['case.opened', 'left'],
  ],
  {
    notes: [{ id: 'note', text: 'Vaccines first', at: [0, 0] }],
    groups: [{ id: 'g', title: 'People', nodes: ['case'] }],
  },
);

it('the main way goes on line after line, other ways hang below their ports, a step stands in one place', () => {
  const text = drawn(outlineRows(slip)).filter((line) => !/\.(breached|cleared|resolved|acknowledged)/.test(line));
  expect(text).toEqual([
    'workflow',
    'late',
    '  .out > worth next',
    'worth',
    '  .yes > ask next',
    '  .no > left inside',
    '    left',
    'ask',
    '  .done',
    '  .failed > case inside',
    '    case',
    '      .opened > left elsewhere',
    'loose',
    '  lost',
    'groups',
    '  group g',
    '    case',
    'notes',
    '  note note',
  ]);
});

it('every wire is in the outline once, every step in one place', () => {
  const rows = outlineRows(slip);
  const wires = rows.flatMap((row) => (row.is === 'port' && row.lead ? [row.lead.wire] : []));
  expect(new Set(wires).size).toBe(wires.length);
  expect(wires.length).toBe(slip.edges.length);
  const steps = rows.flatMap((row) => (row.is === 'step' ? [row.node] : []));
  expect([...steps].sort()).toEqual(slip.nodes.map((node) => node.id).sort());
});

it('a port with several wires holds each of them, and a ring without a start is shown from any of its steps', () => {
  const rows = outlineRows(
    draft(
      [step('a', 'condition', { when: { all: [] } }), step('b', 'condition', { when: { all: [] } }), step('c', 'end')],
      [
        ['a.yes', 'b'],
        ['a.yes', 'c'],
        ['b.yes', 'a'],
      ],
    ),
  );
  expect(drawn(rows)).toEqual([
    'workflow',
    'loose',
    '  a',
    '    .yes',
    '      .yes > b next',
    '      .yes > c inside',
    '        c',
    '    .no',
    '  b',
    '    .yes > a elsewhere',
    '    .no',
  ]);
});

it('each row knows its place among its siblings, and what is folded hides what hangs below it', () => {
  const rows = outlineRows(slip);
  const ask = rows.find((row) => row.id === stepRowId('ask'));
  expect(ask).toMatchObject({ level: 1, place: 4, opens: true });
  const folded = shownRows(rows, new Set([stepRowId('ask'), 'groups']));
  expect(folded.some((row) => row.id === stepRowId('case'))).toBe(false);
  expect(folded.some((row) => row.id === 'notes')).toBe(true);
  expect(rowsAbove(rows, stepRowId('case'))).toEqual(['port ask.failed', stepRowId('ask')]);
});

it('a chain of ten thousand steps is no deeper than one, and one of failures does not overflow', () => {
  const nodes = Array.from({ length: 10_000 }, (_, at) => step(`s${at}`, at === 0 ? 'trigger' : 'action'));
  const chain = (port: string) =>
    draft(
      nodes,
      nodes.slice(1).map((_, at) => [`s${at}.${at === 0 ? 'out' : port}`, `s${at + 1}`] as const),
    );
  expect(Math.max(...outlineRows(chain('done')).map((row) => row.level))).toBe(2);
  expect(outlineRows(chain('failed')).filter((row) => row.is === 'step').length).toBe(10_000);
});
