import { expect, it } from 'vitest';
import { readWorkflow } from '../../workflow/index.ts';
import { compile, type Given, versionOf } from '../compile/index.ts';
import { ask, desk, drawn, end, graphOf, on } from '../testing/desk.ts';
import { finds, part, run } from '../testing/parts.ts';

const set = (values: Record<string, string>) => ['set', { values }] as const;
const when = (cel: string) =>
  ['condition', { when: { all: [{ fact: 'expr', params: { cel }, operator: 'equal', value: true }] } }] as const;

/** Whether an amount is worth it; asks the desk where it is not clear. */
const worth = part(
  'worth',
  {
    node: 'clear',
    inputs: [
      { name: 'amount', type: 'number' },
      { name: 'who', type: 'string' },
    ],
    outputs: { fee: 'inputs.amount * 0.1', said: 'nodes.ask.answer' },
  },
  {
    clear: when('inputs.amount > vars.limit'),
    ask: ask({ input: { amount: '${inputs.amount}', who: '${inputs.who}', limit: '${vars.limit}' } }),
    yes: end('Worth it'),
    no: end('Not worth it'),
  },
  ['clear.yes>yes', 'clear.no>ask', 'ask.done>yes', 'ask.failed>no'],
  { variables: [{ name: 'limit', type: 'number', default: 100 }] },
);

const caller = (inputs: Record<string, string>, given: Given = finds(worth)) =>
  drawn(
    {
      start: on('shipment.planned'),
      worth: run('worth', ['yes', 'no'], inputs),
      pay: ask({ input: { fee: '${nodes.worth.fee}', end: '${nodes.worth.end}', said: '${nodes.worth.said}' } }),
      over: end('Over'),
    },
    ['start.out>worth', 'worth.yes>pay', 'pay.done>over'],
    { variables: [{ name: 'limit', type: 'number', default: 7 }] },
    given,
  );

it('a part reads what it is given and its own variables, and goes on by the end that it reached', () => {
  const d = desk(caller({ amount: '60 * 5', who: 'event.type' }));
  d.event(0, 'shipment.planned');
  expect(d.actions().map(({ node, input }) => [node, input])).toEqual([['pay', { fee: 30, end: 'yes', said: null }]]);
  const [first] = d.decisions;
  expect(first?.trace.map(({ node, did, ports }) => [node, did, ports])).toEqual([
    ['start', 'fired', ['out']],
    ['worth', 'entered', ['in']],
    ['worth/clear', 'entered', ['yes']],
    ['worth/yes', 'entered', ['out']],
    ['worth', 'resumed', ['yes']],
    ['pay', 'waits', []],
  ]);
});

it('a token waits inside a part as anywhere, and what was put out there is read by its own name', () => {
  const d = desk(caller({ amount: '60', who: 'event.type' }));
  d.event(0, 'shipment.planned');
  expect(d.actions().map(({ node, input }) => [node, input])).toEqual([
    ['worth/ask', { amount: 60, who: 'shipment.planned', limit: 100 }],
  ]);
  d.done(5, 'worth/ask', { answer: 'fine' });
  expect(d.actions().at(-1)).toMatchObject({ node: 'pay', input: { fee: 6, end: 'yes', said: 'fine' } });
});

it('the environment gives a part the value of its variable, as it gives it to the workflow around', () => {
  const d = desk(caller({ amount: '60', who: '"x"' }, { ...finds(worth), variables: { limit: 50 } }));
  d.event(0, 'shipment.planned');
  expect(d.actions().map(({ node }) => node)).toEqual(['pay']);
});

it('what cannot be computed, or is of another type, is null and said so', () => {
  const d = desk(caller({ amount: 'event.data.amount', who: 'event.data.who' }));
  d.event(0, 'shipment.planned', { amount: 'many' });
  const step = d.decisions[0]?.trace.find(({ node }) => node === 'worth');
  expect(step?.values).toEqual({ amount: null, who: null });
  expect(step?.text).toMatch(/who: .*; amount: "many" is no number/);
});

it('where nothing goes on behind an end the run ends as the part does', () => {
  const d = desk(caller({ amount: '1', who: '"x"' }));
  d.event(0, 'shipment.planned');
  d.fail(1, 'worth/ask');
  expect(d.runs()).toEqual(['Not worth it']);
});

it('a part is gone through again in a loop, each time with what it is given then', () => {
  const program = drawn(
    {
      start: on('shipment.planned'),
      worth: run('worth', ['yes', 'no'], { amount: 'has(nodes.worth.fee) ? 20 : 10', who: '"x"' }),
      over: end('Over'),
    },
    ['start.out>worth', 'worth.no>worth', 'worth.yes>over'],
    {},
    finds(worth),
  );
  const d = desk(program);
  d.event(0, 'shipment.planned');
  d.fail(1, 'worth/ask');
  d.done(2, 'worth/ask');
  expect(d.actions().map(({ visit, input }) => [visit, input.amount])).toEqual([
    [1, 10],
    [2, 20],
  ]);
  expect(d.runs()).toEqual(['Over']);
});

it('parts have parts, each with its own names', () => {
  const outer = part(
    'outer',
    { node: 'set', inputs: [{ name: 'base', type: 'number' }], outputs: { total: 'nodes.inner.fee + nodes.set.more' } },
    {
      set: set({ more: 'inputs.base + 1' }),
      inner: run('worth', ['yes', 'no'], { amount: 'nodes.set.more * 100', who: '"x"' }),
      good: end('Good'),
      bad: end('Bad'),
    },
    ['set.out>inner', 'inner.yes>good', 'inner.no>bad'],
  );
  const program = drawn(
    {
      start: on('shipment.planned'),
      set: set({ more: '1000' }),
      outer: run('outer', ['good', 'bad'], { base: '4' }),
      tell: ask({ input: { total: '${nodes.outer.total}', more: '${nodes.set.more}' } }),
    },
    ['start.out>set', 'set.out>outer', 'outer.good>tell'],
    {},
    finds(outer, worth),
  );
  const d = desk(program);
  d.event(0, 'shipment.planned');
  expect(d.actions()[0]).toMatchObject({ node: 'tell', input: { total: 55, more: 1000 } });
  expect([...program.parts.keys()]).toEqual(['outer', 'outer/inner']);
});

it('a case of a part is the caller’s, with the promises of the part’s calendar, and clears by the part’s condition', () => {
  const watch = part(
    'watch',
    { node: 'case', inputs: [{ name: 'kmh', type: 'number' }] },
    {
      case: [
        'exception',
        {
          type: 'fast',
          severity: 'high',
          title: 'Above ${inputs.kmh}',
          sla: { resolve: '1h', calendar: 'desk' },
          clear: {
            on: ['telematics.position'],
            when: {
              all: [
                { fact: 'expr', params: { cel: 'event.data.speedKmh <= inputs.kmh' }, operator: 'equal', value: true },
              ],
            },
          },
        },
      ],
      over: end('Over'),
      late: end('Late'),
    },
    ['case.cleared>over', 'case.breached>late'],
    {
      calendars: [{ id: 'desk', timeZone: 'UTC', hours: { mon: [], tue: [], wed: [], thu: [], fri: ['09:00-17:00'] } }],
    },
  );
  const program = drawn(
    { start: on('shipment.planned'), watch: run('watch', ['over', 'late'], { kmh: '80' }), calm: end('Calm again') },
    ['start.out>watch', 'watch.over>calm'],
    {},
    finds(watch),
  );
  const d = desk(program);
  d.event(0, 'shipment.planned');
  expect(d.cases()[0]).toMatchObject({ title: 'Above 80', node: 'watch/case', workflow: 'drawn' });
  expect(d.cases()[0]?.due.resolve).toMatch(/T10:00:00.000Z$/);
  d.event(1, 'telematics.position', { lat: 50, lon: 8, speedKmh: 100 });
  expect(d.cases()[0]?.closedAt).toBeNull();
  d.event(2, 'telematics.position', { lat: 50, lon: 8, speedKmh: 70 });
  expect(d.cases()[0]?.state).toBe('auto-cleared');
  expect(d.runs()).toEqual(['Calm again']);
});

it('a join in a part waits for nobody who has left it behind', () => {
  const both = part(
    'both',
    { node: 'a' },
    { a: ask(), b: ask(), join: ['join', { need: 'all' }], later: ask(), over: end('Over') },
    ['a.done>b', 'a.done>join', 'b.done>join', 'b.failed>later', 'join.out>over', 'later.done>over'],
  );
  const program = drawn(
    { start: on('shipment.planned'), both: run('both', ['over']), end: end('End') },
    ['start.out>both', 'both.over>end'],
    {},
    finds(both),
  );
  const d = desk(program);
  d.event(0, 'shipment.planned');
  d.done(1, 'both/a');
  d.fail(2, 'both/b');
  // Only the one that comes no more to the join is left: it waits behind it.
  expect(d.ports('both/join')).toEqual(['out']);
  d.done(3, 'both/later');
  expect(d.runs()).toEqual(['End']);
});

const problemsWith = (nodes: Parameters<typeof graphOf>[0], wires: readonly string[], given: Given, more = {}) => {
  const read = readWorkflow(graphOf({ start: on('shipment.planned'), ...nodes }, ['start.out>p', ...wires], more));
  const result = read.ok ? compile(read.workflow, given) : read;
  return result.problems.map(({ code, nodeId, path }) => `${code} ${nodeId} ${path}`);
};

it('what does not fit between a step and its part is told at the step', () => {
  const given = finds(worth);
  const inputs = { amount: '1', who: '"x"' };
  const p = (ends: string[], values: Record<string, string>, more = {}) =>
    problemsWith({ p: run('worth', ends, values) }, [], given, more);
  expect(p(['yes', 'no'], inputs)).toEqual([]);
  expect(p(['yes'], inputs)).toEqual(['missing-end p /nodes/1/config/ends']);
  expect(p(['yes', 'no', 'other'], inputs)).toEqual(['unknown-end p /nodes/1/config/ends/2/id']);
  expect(p(['yes', 'no'], { amount: '1', whom: '"x"' })).toEqual([
    'unknown-input p /nodes/1/config/inputs/whom',
    'missing-input p /nodes/1/config/inputs',
  ]);
  expect(p(['yes', 'no'], { amount: '"1"', who: '"x"' })).toEqual([
    'expression-wrong-result p /nodes/1/config/inputs/amount',
  ]);
  expect(p(['yes', 'no'], inputs, { subject: 'order' })).toContain('part-subject p /nodes/1/config/workflow');
  expect(p(['yes', 'no'], inputs, { connections: [{ slot: 'desk', connector: 'email' }] })).toEqual([
    'part-slot p /nodes/1/config/workflow',
  ]);
  expect(problemsWith({ p: run('nobody', ['yes']) }, [], given)).toEqual(['missing-part p /nodes/1/config']);
  expect(problemsWith({ p: run('worth', ['yes']) }, [], {})).toEqual(['missing-part p /nodes/1/config']);
});

it('a part that runs itself, or too deep a row of them, is refused', () => {
  const self = (id: string, other: string) =>
    part(id, { node: 'p' }, { p: run(other, ['over']), over: end('Over') }, ['p.over>over']);
  expect(problemsWith({ p: run('a', ['over']) }, [], finds(self('a', 'b'), self('b', 'a')))).toEqual([
    'part-circle p undefined',
  ]);
  const row = Array.from({ length: 7 }, (_, at) => self(`r${at}`, `r${at + 1}`));
  expect(problemsWith({ p: run('r0', ['over']) }, [], finds(...row))).toEqual(['part-depth p undefined']);
});

it('a loop through a part must wait in it', () => {
  const pass = part('pass', { node: 'set' }, { set: set({ a: '1' }), over: end('Over') }, ['set.out>over']);
  const stay = part('stay', { node: 'ask' }, { ask: ask(), over: end('Over'), bad: end('Bad') }, [
    'ask.done>over',
    'ask.failed>bad',
  ]);
  expect(problemsWith({ p: run('pass', ['over']) }, ['p.over>p'], finds(pass))).toEqual(['cycle p /nodes/1']);
  expect(problemsWith({ p: run('stay', ['over', 'bad']) }, ['p.over>p'], finds(stay))).toEqual([]);
});

it('a part is fixed by its version; without one it is part of the program’s', () => {
  const other = { ...worth, description: 'Changed' };
  const step = (version?: string) => {
    const [kind, config] = run('worth', ['yes', 'no'], { amount: '1', who: '"x"' });
    return { p: [kind, { ...config, ...(version ? { version } : {}) }] as const };
  };
  const versionWith = (nodes: Parameters<typeof graphOf>[0], given: Given) =>
    drawn({ start: on('shipment.planned'), ...nodes }, ['start.out>p'], {}, given).version;
  expect(versionWith(step(), finds(worth))).not.toBe(versionWith(step(), finds(other)));
  const locked = step(versionOf(worth));
  const program = drawn({ start: on('shipment.planned'), ...locked }, ['start.out>p'], {}, finds(worth));
  expect(program.version).toBe(versionOf(program.workflow));
  expect(problemsWith(locked, [], finds(other))).toEqual(['missing-part p /nodes/1/config']);
});
