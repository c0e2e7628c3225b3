import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EXAMPLES, givenOf, playScenario, scenarioSchema } from '../../examples/index.ts';
import type { Draft } from '../../workflow/edit/index.ts';
import { canonicalText, readDraft, readWorkflow, validate, type Workflow } from '../../workflow/index.ts';
import { compile } from './index.ts';

type Json = Readonly<Record<string, unknown>>;
interface Choice {
  readonly what: number;
  readonly where: number;
  readonly leaf: number;
}

const items = (draft: Draft, field: string) => draft[field] as readonly Json[];
const at = (list: readonly unknown[], where: number) => (list.length === 0 ? 0 : where % list.length);
const without = (list: readonly unknown[], index: number) => list.filter((_, each) => each !== index);
const replaced = (list: readonly unknown[], index: number, value: unknown) =>
  list.map((each, place) => (place === index ? value : each));

/** The same value with one of its leaves changed; what is beside it stays the same object. */
function touched(value: unknown, leaf: number): unknown {
  if (typeof value === 'string') return leaf % 3 === 0 ? `${value}x` : leaf % 3 === 1 ? 'nodes.late.active' : '2h';
  if (typeof value === 'number') return value + 1;
  if (typeof value !== 'object' || value === null) return !value;
  const keys = Object.keys(value);
  const key = keys[at(keys, leaf)] ?? '';
  const inner = touched((value as Json)[key], Math.floor(leaf / Math.max(1, keys.length)));
  return Array.isArray(value) ? replaced(value, Number(key), inner) : { ...value, [key]: inner };
}

/** An edit as the designer makes them: structural, and by no means always right. */
function edited(draft: Draft, { what, where, leaf }: Choice): Draft {
  const nodes = items(draft, 'nodes');
  const edges = items(draft, 'edges');
  const node = nodes[at(nodes, where)];
  const index = at(nodes, where);
  switch (what) {
    case 0:
      return { ...draft, nodes: without(nodes, index) };
    case 1:
      return { ...draft, edges: without(edges, at(edges, where)) };
    case 2:
      return { ...draft, nodes: [...nodes.slice(1), ...nodes.slice(0, 1)] };
    case 3:
      return { ...draft, nodes: [...nodes, { ...node, id: `copy${where}` }] };
    case 4:
      return { ...draft, variables: leaf % 2 ? [] : [{ name: 'limit', type: 'number', default: leaf }] };
    case 5:
      return { ...draft, conditions: { late: { fact: 'nodes', path: 'late.active', operator: 'equal', value: leaf } } };
    case 6:
      return { ...draft, zones: [], subject: leaf % 2 ? 'shipment' : 'order', calendars: [] };
    default:
      return { ...draft, nodes: replaced(nodes, index, { ...node, config: touched(node?.config, leaf) }) };
  }
}

const choice = fc.record({ what: fc.nat(14), where: fc.nat(40), leaf: fc.nat(1_000) });

/** All that is told of a draft, apart from closures. */
function told(read: ReturnType<typeof readWorkflow>, { scenarios, beside }: (typeof EXAMPLES)[number], given: object) {
  if (!read.ok) return read;
  const { workflow } = read;
  const compiled = compile(workflow, given);
  const known = { read, problems: validate(workflow), text: canonicalText(workflow), compiled: compiled.problems };
  if (!compiled.ok) return known;
  const { nodes, wires, version, senses } = compiled.program;
  const others = (beside ?? []).map(workflowOf);
  const played = attempt(() => playScenario(workflow, scenarioSchema.parse(scenarios[0]), others, given));
  const drawn = JSON.stringify([[...nodes], [...wires], senses.map(({ id }) => id)], (_, value) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
  return { ...known, version, drawn, played };
}

/** A scenario that answers an action which the draft no longer has cannot be played. */
function attempt(make: () => unknown): unknown {
  try {
    return make();
  } catch (failure) {
    return String(failure);
  }
}

function workflowOf(id: string): Workflow {
  const read = readWorkflow(EXAMPLES.find(({ workflow }) => workflow.id === id)?.workflow);
  return read.ok ? read.workflow : expect.unreachable();
}

test('what is remembered of steps that an edit left alone is what is found anew', () => {
  fc.assert(
    fc.property(fc.nat(EXAMPLES.length - 1), fc.array(choice, { minLength: 1, maxLength: 6 }), (which, choices) => {
      const example = EXAMPLES[which];
      if (!example) expect.unreachable();
      const given = givenOf(example);
      let draft = example.workflow as Draft;
      readDraft(draft);
      for (const each of choices) {
        draft = edited(draft, each);
        expect(told(readDraft(draft), example, given)).toStrictEqual(
          told(readWorkflow(structuredClone(draft)), example, given),
        );
      }
    }),
    { numRuns: 15 },
  );
}, 30_000);

test('a case whose wires changed is compiled anew though the step is the same', () => {
  const stays = (draft: Draft) => {
    const read = readDraft(draft);
    const compiled = read.ok ? compile(read.workflow) : read;
    if (!('program' in compiled)) return expect.unreachable();
    return [...compiled.program.nodes.values()].flatMap((node) => (node.kind === 'exception' ? [node.is.stays] : []));
  };
  const nodes = [
    { id: 'late', kind: 'trigger', title: 'Late', config: { on: ['shipment.delayed'] } },
    {
      id: 'case',
      kind: 'exception',
      title: 'Case',
      config: { type: 'late', severity: 'low', title: 'Late', clear: { when: { all: [] } } },
    },
    { id: 'end', kind: 'end', title: 'End', config: { outcome: 'Over' } },
  ];
  const edges = [
    { from: 'late.out', to: 'case.in' },
    { from: 'case.cleared', to: 'end.in' },
  ];
  const draft = { formatVersion: 1, id: 'late', name: 'Late', subject: 'shipment', nodes, edges };
  expect(stays(draft)).toEqual([true]);
  expect(stays({ ...draft, edges: edges.slice(0, 1) })).toEqual([false]);
});

test('the text of a workflow is set as JSON.stringify sets it', () => {
  for (const { workflow } of EXAMPLES) {
    const text = canonicalText(workflowOf(workflow.id));
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  }
  const read = readWorkflow({ formatVersion: 1, id: 'none', name: 'None', subject: 'shipment', nodes: [], edges: [] });
  expect(read.ok && canonicalText(read.workflow)).toContain('"nodes": [],');
});

const CONDITIONS = 498;

/** A trigger, five hundred steps in a row, and an end. */
function longDraft(): Draft {
  const all = [1, 2].map((value) => ({ fact: 'event', path: 'data.minutes', operator: 'greaterThan', value }));
  const steps = Array.from({ length: CONDITIONS }, (_, index) => ({
    id: `s${index}`,
    kind: 'condition',
    title: `Step ${index}`,
    config: {
      when: {
        all: [...all, { fact: 'expr', params: { cel: `event.data.minutes + ${index}` }, operator: 'equal', value: 7 }],
      },
    },
  }));
  const nodes = [
    { id: 'late', kind: 'trigger', title: 'Late', config: { on: ['shipment.delayed'] } },
    ...steps,
    { id: 'end', kind: 'end', title: 'End', config: { outcome: 'Seen' } },
  ];
  const edges = nodes.slice(1).map(({ id }, index) => ({
    from: `${nodes[index]?.id}.${index === 0 ? 'out' : 'yes'}`,
    to: `${id}.in`,
  }));
  return { formatVersion: 1, id: 'long', name: 'Long', subject: 'shipment', nodes, edges };
}

test('an edit of one of five hundred steps costs a fifth of compiling them all, at most', () => {
  const tookMs = (draft: Draft) => {
    const begun = performance.now();
    const read = readDraft(draft);
    const compiled = read.ok ? compile(read.workflow) : read;
    if (!('program' in compiled)) expect.unreachable();
    expect(compiled.program.version).toHaveLength(16);
    return performance.now() - begun;
  };
  // The least of several tells most of the work itself, and least of what else the machine had to do.
  const rounds = Array.from({ length: 4 }, (_, round) => round);
  const cold = Math.min(...rounds.map(() => tookMs(longDraft())));
  let draft = longDraft();
  tookMs(draft);
  const warm = Math.min(
    ...rounds.map((round) => {
      const nodes = items(draft, 'nodes');
      const when = { fact: 'event', path: 'data.minutes', operator: 'lessThan', value: round };
      draft = { ...draft, nodes: replaced(nodes, 40, { ...nodes[40], config: { when } }) };
      return tookMs(draft);
    }),
  );
  expect(warm / cold).toBeLessThan(0.2);
}, 30_000);
