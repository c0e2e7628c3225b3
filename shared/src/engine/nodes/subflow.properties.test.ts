import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readWorkflow, type Workflow } from '../../workflow/index.ts';
import { compile } from '../compile/index.ts';
import type { Program } from '../program.ts';
import { ask, desk, end, graphOf, on } from '../testing/desk.ts';
import { finds, run } from '../testing/parts.ts';
import type { TraceStep } from '../types.ts';

type Nodes = Parameters<typeof graphOf>[0];
type Step = Nodes[string];

const STEPS = 6;
const ENDS = ['good', 'bad'];
const REACHES = 'nodes.into.n';

/** What a step of the part is, in the words of the part; `inputs` and `nodes` are renamed where it is drawn by hand. */
const kinds: readonly ((at: number) => { readonly step: Step; readonly ports: readonly string[] })[] = [
  () => ({ step: ask({ input: { n: '${inputs.n}', set: '${nodes.a1.twice}' } }), ports: ['done', 'failed'] }),
  (at) => ({ step: ['wait', { timeout: `${at * 7}m` }], ports: ['timeout'] }),
  () => ({
    step: ['wait', { for: { on: ['telematics.position'] }, timeout: '20m' }],
    ports: ['received', 'timeout'],
  }),
  () => ({
    step: [
      'condition',
      { when: { all: [{ fact: 'expr', params: { cel: 'inputs.n > 2' }, operator: 'equal', value: true }] } },
    ],
    ports: ['yes', 'no'],
  }),
  (at) => ({
    step: [
      'exception',
      {
        type: `t${at}`,
        severity: 'high',
        title: 'Case ${inputs.n} ${nodes.a1.twice}',
        clear: {
          on: ['telematics.shock'],
          when: { all: [{ fact: 'event', path: 'type', operator: 'notEqual', value: '' }] },
        },
      },
    ],
    ports: ['opened', 'resolved', 'cleared'],
  }),
  () => ({ step: ['join', { need: 'all' }], ports: ['out'] }),
  () => ({ step: ['join', { need: 'any', timeout: '15m' }], ports: ['out', 'timeout'] }),
];

/** A part without loops, and a caller that may loop through it, fork into it and join what comes out of it. */
const graphs = fc.record({
  kinds: fc.array(fc.nat(kinds.length - 1), { minLength: STEPS - 1, maxLength: STEPS - 1 }),
  wires: fc.array(fc.tuple(fc.integer({ min: 1, max: STEPS }), fc.nat(2), fc.integer({ min: 1, max: STEPS })), {
    minLength: 5,
    maxLength: 16,
  }),
  loops: fc.boolean(),
  joins: fc.boolean(),
  twice: fc.boolean(),
});

type Graph = typeof graphs extends fc.Arbitrary<infer Made> ? Made : never;

/** The part: a1 sets a value, a2 … are of any kind, wires lead forward and past the last step to one of the ends. */
function partOf(graph: Graph): { nodes: Nodes; wires: readonly string[] } {
  const made = graph.kinds.flatMap((kind, index) => kinds[kind]?.(index + 2) ?? []);
  const name = (at: number) => (at <= STEPS ? `a${at}` : (ENDS[at % ENDS.length] ?? ''));
  const wires = graph.wires.map(([from, port, by]) => {
    const ports = from === 1 ? ['out'] : (made[from - 2]?.ports ?? []);
    return `a${from}.${ports[port % ports.length]}>${name(Math.min(from + by, STEPS + 2))}`;
  });
  const nodes: Nodes = {
    a1: ['set', { values: { twice: 'inputs.n * 2' } }],
    ...Object.fromEntries(made.map(({ step }, index) => [`a${index + 2}`, step] as const)),
    good: end('Good'),
    bad: end('Bad'),
  };
  return { nodes, wires: [...new Set(['a1.out>a2', ...wires])] };
}

const start = { start: on('shipment.planned'), also: on('telematics.door') };
const OUTER: Nodes = { ...start, again: ask(), both: ['join', { need: 'all', timeout: '3h' }], over: end('Over') };

/** The caller, with the step `p` in it; `leave` says by what an end of the part is left. */
function around({ loops, joins, twice }: Graph, leave: (end: string) => string, into: string): readonly string[] {
  return [
    `start.out>${into}`,
    ...(twice ? [`also.out>${into}`, `start.out>again`] : []),
    ...(loops ? [`${leave('bad')}>again`, `again.done>${into}`] : []),
    ...(joins
      ? [`${leave('good')}>both`, `${leave('bad')}>both`, 'both.out>over', 'both.timeout>over']
      : [`${leave('good')}>over`]),
  ];
}

function programOf(raw: object, parts: readonly Workflow[]): Program | readonly string[] {
  const read = readWorkflow(raw);
  const result = read.ok ? compile(read.workflow, finds(...parts)) : read;
  if ('program' in result) return result.program;
  return result.problems.flatMap(({ code, severity }) => (severity === 'error' ? [code] : []));
}

function withPart(graph: Graph): Program | readonly string[] {
  const { nodes, wires } = partOf(graph);
  const inputs = [{ name: 'n', type: 'number' }];
  const part = readWorkflow(graphOf(nodes, wires, { id: 'part', entry: { node: 'a1', inputs } }));
  if (!part.ok) throw new Error(JSON.stringify(part.problems));
  const step = run('part', ENDS, { n: 'event.data.n' });
  return programOf(
    graphOf(
      { ...OUTER, p: step },
      around(graph, (id) => `p.${id}`, 'p'),
    ),
    [part.workflow],
  );
}

function byHand(graph: Graph): Program | readonly string[] {
  const { nodes, wires } = partOf(graph);
  const text = JSON.stringify(nodes).replaceAll('inputs.n', REACHES).replaceAll('nodes.a1.', 'nodes.p_a1.');
  const outer = around(graph, (id) => `out_${id}.out`, 'into');
  const goesOn = (id: string) => outer.some((wire) => wire.startsWith(`out_${id}.out>`));
  const renamed = Object.fromEntries(
    Object.entries(JSON.parse(text) as Nodes).map(([id, step]) => [
      `p_${id}`,
      // Behind an end that leads nowhere the run ends as the part does.
      ENDS.includes(id) && goesOn(id) ? (['set', { values: { end: `"${id}"` } }] as const) : step,
    ]),
  );
  // The part's own end, and the step's port behind it.
  const ports = ENDS.filter(goesOn);
  const outs = Object.fromEntries(ports.map((id) => [`out_${id}`, ['set', { values: {} }] as const]));
  const inner = wires.map((wire) => `p_${wire.replace('>', '>p_')}`);
  return programOf(
    graphOf({ ...OUTER, into: ['set', { values: { n: 'event.data.n' } }], ...renamed, ...outs }, [
      ...outer,
      'into.out>p_a1',
      ...ports.map((id) => `p_${id}.out>out_${id}`),
      ...inner,
    ]),
    [],
  );
}

const moves = fc.array(
  fc.record({
    what: fc.constantFrom('answer', 'fail', 'door', 'position', 'shock', 'resolve', 'time'),
    which: fc.nat(5),
    after: fc.integer({ min: 1, max: 25 }),
  }),
  { minLength: 4, maxLength: 25 },
);
type Moves = typeof moves extends fc.Arbitrary<infer Made> ? Made : never;

/** Plays moves and tells what came of them, in the words of the drawing by hand. */
function play(program: Program, told: Moves) {
  const d = desk(program);
  d.event(0, 'shipment.planned', { n: 3 });
  let minute = 0;
  for (const [index, { what, which, after }] of told.entries()) {
    minute += after;
    d.tick(minute);
    const tokens = d.record().workflows.drawn?.runs.flatMap((each) => each.tokens) ?? [];
    const asked = tokens.flatMap(({ waits }) => (waits.for === 'action' ? [waits.action] : []));
    const open = Object.values(d.record().exceptions).filter((each) => !each.closedAt);
    if (what === 'answer' || what === 'fail')
      d.event(minute, what === 'answer' ? 'action.done' : 'action.failed', {
        action: asked[which % Math.max(1, asked.length)] ?? 'none',
        ...(what === 'answer' ? { output: {} } : { code: 'refused' }),
      });
    else if (what === 'resolve')
      d.event(minute, 'exception.resolved', { exception: open[which % Math.max(1, open.length)]?.id ?? 'none' });
    else if (what === 'door') d.event(minute, 'telematics.door', { open: true, n: index });
    else if (what === 'position') d.event(minute, 'telematics.position', { lat: 50, lon: 8 });
    else if (what === 'shock') d.event(minute, 'telematics.shock', { g: 4 });
  }
  const name = (node: string) => node.replace('/', '_');
  const said = ({ node, did, ports }: TraceStep) => {
    const ends = ENDS.includes(node.slice(2)) && /^p[_/]/.test(node);
    return node === 'p' || node === 'into' || node.startsWith('out_') || ends
      ? []
      : [`${name(node)} ${did} ${ports.join(' ')}`];
  };
  return {
    trace: d.decisions.flatMap(({ trace }) => trace.flatMap(said)),
    failures: d.decisions.map(({ failure }) => failure?.detail),
    actions: d.actions().map(({ node, input, visit }) => ({ node: name(node), input, visit })),
    cases: d
      .cases()
      .map(({ node, title, state, closedAt, count }) => ({ node: name(node), title, state, closedAt, count })),
    runs: d.runs(),
    timers: Object.values(d.record().timers)
      .map(({ dueMs }) => dueMs)
      .sort((a, b) => a - b),
  };
}

it('a workflow with a part decides as the same workflow with the part drawn in by hand', () => {
  let compared = 0;
  fc.assert(
    fc.property(graphs, moves, (graph, told) => {
      const one = withPart(graph);
      const other = byHand(graph);
      if (!('nodes' in one) || !('nodes' in other)) {
        expect('nodes' in one).toBe('nodes' in other);
        return;
      }
      compared += 1;
      expect(play(one, told)).toEqual(play(other, told));
    }),
    { numRuns: 150 },
  );
  expect(compared).toBeGreaterThan(20);
}, 60_000);
