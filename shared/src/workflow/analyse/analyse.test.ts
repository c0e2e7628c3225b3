import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../examples/index.ts';
import type { Workflow } from '../graph.ts';
import { readWorkflow } from '../read.ts';
import { analyse, diagnose } from './index.ts';

type Json = Readonly<Record<string, unknown>>;
const leaf = (operator: string, value: unknown, path = 'data.value'): Json => ({
  fact: 'event',
  path,
  operator,
  value,
});
const cel = (text: string, value: unknown = true): Json => ({
  fact: 'expr',
  params: { cel: text },
  operator: 'equal',
  value,
});
const trigger = (when?: Json, on = ['telematics.reading']): Json => ({
  id: 'start',
  kind: 'trigger',
  config: { on, ...(when && { when }) },
});
const end = (id: string): Json => ({ id, kind: 'end', config: { outcome: id } });
const decide = (id: string, when: Json): Json => ({ id, kind: 'condition', config: { when } });

function workflow(nodes: readonly Json[], wires: readonly string[], more: Json = {}): Workflow {
  const read = readWorkflow({
    formatVersion: 1,
    id: 'w',
    name: 'W',
    subject: 'shipment',
    nodes: nodes.map((node) => ({ title: String(node.id), ...node })),
    edges: wires.map((wire) => {
      const [from = '', to = ''] = wire.split('>');
      return { from, to: `${to}.in` };
    }),
    ...more,
  });
  return read.ok ? read.workflow : expect.unreachable(JSON.stringify(read.problems));
}

const found = (graph: Workflow, beside: readonly Workflow[] = []) =>
  analyse(graph, { workflows: beside }).map(({ code, path }) => `${code} ${path}`);
const ofTrigger = (when: Json) =>
  found(workflow([trigger(when), end('a')], ['start.out>a'])).filter((line) => !line.startsWith('never-done'));
const WHEN = '/nodes/0/config/when';

describe('a condition', () => {
  it.each<[string, Json, readonly string[]]>([
    [
      'whose parts exclude each other',
      { all: [leaf('greaterThan', 8), leaf('lessThan', 2)] },
      ['condition-always-false'],
    ],
    ['that is something and its opposite', { any: [leaf('equal', 1), leaf('notEqual', 1)] }, ['condition-always-true']],
    [
      'that no event of its types fulfils',
      { all: [leaf('equal', 'shipment.delivered', 'type')] },
      ['condition-against-types'],
    ],
    [
      'of an expression that excludes itself',
      { all: [cel('event.data.value > 8 && event.data.value < 2')] },
      ['condition-always-false'],
    ],
    [
      'of two expressions that exclude each other',
      { all: [cel('abs(event.data.value) > 8'), cel('abs(event.data.value) <= 8')] },
      ['condition-always-false'],
    ],
    [
      'that compares two fields both ways',
      { all: [cel('subject.eta > subject.plannedDeliveryAt'), cel('subject.eta < subject.plannedDeliveryAt')] },
      ['condition-always-false'],
    ],
    [
      'that is in a zone and out of it',
      {
        all: [
          { ...leaf('withinZone', { lat: 1, lon: 1, radiusM: 9 }, 'data') },
          leaf('notWithinZone', { lat: 1, lon: 1, radiusM: 9 }, 'data'),
        ],
      },
      ['condition-always-false'],
    ],
    [
      'that every value fulfils',
      { any: [leaf('greaterThan', 5), leaf('lessThanInclusive', 5)] },
      ['condition-only-known'],
    ],
    ['on both sides of a gap', { any: [leaf('greaterThan', 8), leaf('lessThan', 2)] }, []],
    [
      'that texts may fulfil which spell numbers',
      { all: [leaf('greaterThan', 8, 'data.note'), leaf('notEqual', '9', 'data.note')] },
      [],
    ],
    ['of two different fields', { all: [leaf('greaterThan', 8), leaf('lessThan', 2, 'data.other')] }, []],
  ])('%s', (_what, when, codes) => {
    expect(ofTrigger(when)).toEqual(codes.map((code) => `${code} ${WHEN}`));
  });

  it('has parts that make no difference, and a part that only says that the field is there is none of them', () => {
    expect(ofTrigger({ all: [leaf('greaterThan', 8), leaf('greaterThan', 5)] })).toEqual([
      `condition-part-redundant ${WHEN}/all/1`,
    ]);
    expect(ofTrigger({ any: [leaf('greaterThan', 8), leaf('greaterThan', 5)] })).toEqual([
      `condition-part-redundant ${WHEN}/any/0`,
    ]);
    expect(ofTrigger({ all: [leaf('greaterThan', 8), leaf('greaterThan', 8)] })).toEqual([
      `condition-part-redundant ${WHEN}/all/1`,
    ]);
    expect(ofTrigger({ all: [leaf('isKnown', true), leaf('greaterThan', 5)] })).toEqual([]);
  });

  it('comes with an input that shows it', () => {
    const graph = workflow(
      [trigger({ all: [leaf('greaterThan', 8), leaf('lessThan', 2)] }), end('a')],
      ['start.out>a'],
    );
    expect(analyse(graph)[0]?.example).toEqual({ facts: { 'event.data.value': 9 } });
  });

  it('may ask for a field that only other events carry', () => {
    expect(ofTrigger({ all: [leaf('equal', 'gold', 'data.customerTier')] })).toEqual([`field-of-other-events ${WHEN}`]);
  });

  it('of a trigger may wait for the clock in vain; an event that is compared with the clock does not', () => {
    expect(ofTrigger({ all: [cel('subject.eta < now')] })).toEqual([`trigger-reads-clock ${WHEN}`]);
    expect(ofTrigger({ all: [cel('event.time > now')] })).toEqual([]);
  });
});

describe('a way', () => {
  const hot = { all: [leaf('greaterThan', 8)] };
  it('leads by a condition that has been answered before', () => {
    const nodes = [trigger(hot), decide('again', { all: [leaf('greaterThan', 5)] }), end('a'), end('b')];
    const wires = ['start.out>again', 'again.yes>a', 'again.no>b'];
    expect(found(workflow(nodes, wires))).toEqual(['branch-never-taken /nodes/1/config/when', 'never-done /nodes/3']);
  });

  it('says nothing where another way leads to the same step', () => {
    const nodes = [
      trigger(hot),
      { ...trigger(), id: 'other' },
      decide('again', { all: [leaf('greaterThan', 5)] }),
      end('a'),
      end('b'),
    ];
    expect(found(workflow(nodes, ['start.out>again', 'other.out>again', 'again.yes>a', 'again.no>b']))).toEqual([]);
  });

  it('is forgotten where something is waited for', () => {
    const wait = { id: 'wait', kind: 'wait', config: { timeout: '1h', for: { on: ['shipment.delivered'] } } };
    const nodes = [trigger(hot), wait, decide('again', { all: [leaf('greaterThan', 5)] }), end('a'), end('b')];
    expect(
      found(workflow(nodes, ['start.out>wait', 'wait.received>again', 'wait.timeout>b', 'again.yes>a', 'again.no>b'])),
    ).toEqual([]);
  });

  it('keeps what a step put out before, and forgets it where the step puts out anew', () => {
    const set = { id: 'set', kind: 'set', config: { values: { x: 'event.data.value' } } };
    const high = { all: [{ fact: 'nodes', path: 'set.x', operator: 'greaterThan', value: 5 }] };
    const nodes = [trigger(), set, decide('one', high), decide('two', high), end('a'), end('b')];
    const wires = ['start.out>set', 'set.out>one', 'one.yes>two', 'one.no>b', 'two.yes>a', 'two.no>b'];
    expect(found(workflow(nodes, wires))).toEqual(['branch-never-taken /nodes/3/config/when']);
    const anew = [...nodes, { ...set, id: 'anew' }];
    const through = wires.map((wire) => (wire === 'one.yes>two' ? 'one.yes>anew' : wire)).concat('anew.out>two');
    expect(found(workflow(anew, through))).toEqual(['branch-never-taken /nodes/3/config/when']);
  });
});

it('a case of a switch is shadowed by all before it together', () => {
  const cases = [leaf('greaterThan', 5), { not: leaf('greaterThan', 5) }, leaf('greaterThan', 8)];
  const choose = {
    id: 'choose',
    kind: 'switch',
    config: { cases: cases.map((when, at) => ({ id: `c${at}`, label: `C${at}`, when: { all: [when] } })) },
  };
  const wires = ['start.out>choose', 'choose.c0>a', 'choose.c1>a', 'choose.c2>b', 'choose.else>c'];
  expect(found(workflow([trigger(), choose, end('a'), end('b'), end('c')], wires))).toEqual([
    'case-shadowed /nodes/1/config/cases/2/when',
    'branch-never-taken /nodes/1/config/cases',
    'never-done /nodes/3',
    'never-done /nodes/4',
  ]);
});

it('a text reads what comes after its step, or what no run ever puts out for it', () => {
  const set = (id: string, x: string) => ({ id, kind: 'set', config: { values: { x } } });
  const wires = ['start.out>one', 'one.out>two', 'two.out>a'];
  expect(found(workflow([trigger(), set('one', 'nodes.two.x'), set('two', 'nodes.one.x'), end('a')], wires))).toEqual([
    'read-too-early /nodes/1/config/values/x',
  ]);
});

it('a wait waits for what has just happened', () => {
  const wait = { id: 'wait', kind: 'wait', config: { timeout: '1h', for: { on: ['telematics.*'] } } };
  const nodes = [trigger(), wait, end('a'), end('b')];
  expect(found(workflow(nodes, ['start.out>wait', 'wait.received>a', 'wait.timeout>b']))).toEqual([
    'wait-for-the-past /nodes/1/config/for',
  ]);
});

it('readings come too seldom for what a step asks of them', () => {
  const hold = (config: Json) => ({
    id: 'hold',
    kind: 'hold',
    'x-interval': '15m',
    config: { on: ['telematics.reading'], while: { all: [leaf('greaterThan', 8)] }, ...config },
  });
  const asked = (config: Json) => found(workflow([hold(config), end('a')], ['hold.held>a']));
  expect(asked({ for: '10m' })).toEqual(['shorter-than-interval /nodes/0/config/for']);
  expect(asked({ for: '30m', minSamples: 4 })).toEqual(['shorter-than-interval /nodes/0/config/minSamples']);
  expect(asked({ for: '30m', maxGap: '10m' })).toEqual(['shorter-than-interval /nodes/0/config/maxGap']);
  expect(asked({ for: '30m', minSamples: 3, maxGap: '20m' })).toEqual([]);
});

it('two workflows wake each other by what they tell, unless a condition keeps it out', () => {
  const told = (id: string, on: string, type: string, when?: Json) =>
    workflow(
      [
        trigger(when, [on]),
        { id: 'tell', kind: 'emit', config: { type, subject: '"shipment:" + subject.id', data: { cause: 'echo' } } },
      ],
      ['start.out>tell'],
      { id },
    );
  const [one, two] = [told('one', 'desk.a', 'desk.b'), told('two', 'desk.b', 'desk.a')];
  expect(found(one, [two])).toEqual(['notify-loop /nodes/1/config']);
  expect(found(one, [told('two', 'desk.b', 'desk.a', { all: [leaf('equal', 'news', 'data.cause')] })])).toEqual([]);
});

it('a case that nobody closes', () => {
  const open = { id: 'case', kind: 'exception', config: { type: 'late', severity: 'low', title: 'Late' } };
  expect(found(workflow([trigger(), open], ['start.out>case']))).toEqual(['never-cleared /nodes/1/config']);
  const given = { ...open, config: { ...open.config, assignee: 'desk' } };
  expect(found(workflow([trigger(), given], ['start.out>case']))).toEqual([]);
});

it.each(EXAMPLES.map(({ workflow: { id } }, at) => [id, at] as const))(
  'says nothing of %s that would have to be mended',
  (_id, at) => {
    const read = readWorkflow(EXAMPLES[at]?.workflow);
    const graph = read.ok ? read.workflow : expect.unreachable();
    expect(diagnose(graph).filter(({ severity }) => severity !== 'info')).toEqual([]);
  },
);

it('a chain of 500 conditions is looked at in little time', () => {
  const ids = Array.from({ length: 500 }, (_, at) => `c${at}`);
  const nodes = [
    trigger(),
    ...ids.map((id, at) => decide(id, { all: [leaf('greaterThan', at), leaf('lessThan', 1_000 + at)] })),
    end('z'),
  ];
  const wires = ['start.out>c0', ...ids.map((id, at) => `${id}.yes>${ids[at + 1] ?? 'z'}`)];
  const graph = workflow(nodes, wires);
  const began = performance.now();
  analyse(graph);
  expect(performance.now() - began).toBeLessThan(5_000);
});
