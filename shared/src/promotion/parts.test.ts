import { describe, expect, it } from 'vitest';
import { versionOf } from '../engine/index.ts';
import { LIMITS } from '../limits/index.ts';
import type { Reference } from '../reference/index.ts';
import type { Workflow } from '../workflow/index.ts';
import { bundleOf, type FindPart, lockParts, partProblems, partsOf, referenceProblems } from './index.ts';

function workflow(id: string, runs: readonly string[] = [], more: object = {}): Workflow {
  const steps = runs.map((part) => {
    const config = { workflow: part, inputs: {}, ends: [{ id: 'over', label: 'Over' }] };
    return { id: `run-${part}`, kind: 'subflow', title: `Run ${part}`, config };
  });
  const trigger = { id: 'begin', kind: 'trigger', title: 'Begin', config: { on: ['shipment.delayed'] } };
  const nodes = [trigger, ...steps];
  return {
    formatVersion: 1,
    id,
    name: id.toUpperCase(),
    subject: 'shipment',
    nodes,
    edges: [],
    ...more,
  } as unknown as Workflow;
}

function finder(parts: readonly Workflow[]): FindPart {
  return (id, version) =>
    parts.find((part) => part.id === id && (version === undefined || versionOf(part) === version));
}

describe('the parts of a workflow', () => {
  const three = [workflow('a', ['b']), workflow('b', ['c']), workflow('c')];

  it('are locked from the innermost outwards, so that a version names everything that it is made of', () => {
    const { graph, parts } = lockParts(workflow('top', ['a', 'c']), three);
    expect(parts.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    expect(partProblems(graph, finder(parts))).toEqual([]);
    expect(partsOf([graph], finder(parts)).map(({ id }) => id)).toEqual(['a', 'c', 'b']);
    const changed = lockParts(workflow('top', ['a', 'c']), [
      ...three.slice(0, 2),
      workflow('c', [], { name: 'Other' }),
    ]);
    expect(versionOf(changed.graph)).not.toBe(versionOf(graph));
  });

  it('may be called otherwise', () => {
    const { graph, parts } = lockParts(workflow('top', ['a']), three, { b: 'b-2' });
    expect(parts.map(({ id }) => id)).toEqual(['c', 'b-2', 'a']);
    expect(partProblems(graph, finder(parts))).toEqual([]);
  });

  it('must say which version they are, be there, and not go too deep', () => {
    const codes = (graph: Workflow, parts: readonly Workflow[]) =>
      partProblems(graph, finder(parts)).map(({ code, message }) => `${code} ${message}`);
    expect(codes(workflow('top', ['a']), [])).toEqual([expect.stringContaining('unlocked-part “Run a” runs “a”')]);
    const { graph, parts } = lockParts(workflow('top', ['a']), three);
    expect(
      codes(
        graph,
        parts.filter(({ id }) => id !== 'c'),
      ),
    ).toEqual([expect.stringMatching(/^missing-part In “A”, which “Run a” runs: In “B”.*“Run c” runs version/)]);
    const chain = Array.from({ length: LIMITS.subflowDepth + 1 }, (_, at) => workflow(`p${at}`, [`p${at + 1}`]));
    const deep = lockParts(workflow('top', ['p0']), [...chain, workflow(`p${chain.length}`)]);
    expect(codes(deep.graph, deep.parts)).toEqual([expect.stringContaining('part-depth')]);
    const circle = lockParts(workflow('top', ['x']), [workflow('x', ['y']), workflow('y', ['x'])]);
    expect(codes(circle.graph, circle.parts)).toEqual([expect.stringContaining('unlocked-part')]);
  });

  it('of a part that nothing else starts are not released by themselves', () => {
    const alone = workflow('part', [], { entry: { node: 'end', inputs: [] }, nodes: [] });
    expect(partProblems(alone, () => undefined)).toMatchObject([{ code: 'entry-only', path: '/entry' }]);
  });

  it('stand in a bundle once, and one without them is as it was before there were any', () => {
    const { graph, parts } = lockParts(workflow('top', ['a', 'c']), three);
    expect(bundleOf([graph], () => '1').parts).toBeUndefined();
    const bundle = bundleOf([graph], () => '1', [...parts].reverse());
    expect(bundle.parts?.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(Object.keys(bundleOf([workflow('plain')], () => '1'))).toEqual([
      'formatVersion',
      'workflows',
      'slots',
      'connectors',
      'variables',
      'eventTypes',
    ]);
  });
});

describe('what a step reads', () => {
  const lookup = { table: 'free-days', key: ['subject.carrier', 'subject.pod'], fields: ['days'] };
  const estimate = { model: 'ways', since: 'now', by: { mode: 'subject.mode' } };
  const graph = workflow('top', [], {
    nodes: [
      { id: 'look', kind: 'lookup', title: 'Look', config: lookup },
      { id: 'guess', kind: 'estimate', title: 'Guess', config: estimate },
    ],
  });
  const table = (change: object = {}): Reference => ({
    kind: 'table',
    id: 'free-days',
    columns: ['carrier', 'pod', 'days'].map((name) => ({ name, type: 'text' })),
    key: ['carrier', 'pod'],
    rows: [],
    ...change,
  });
  const model = (factors: string[]): Reference => {
    return { kind: 'transit', id: 'ways', factors, groups: [], learned: { from: 'a', to: 'b', samples: 0 } };
  };

  it('must be there, of its kind, with the key, the columns and the factors that the step wants', () => {
    const told = (references: Record<string, Reference>) =>
      referenceProblems(graph, references).map(({ code, nodeId, message }) => `${code} ${nodeId} ${message}`);
    expect(told({ 'free-days': table(), ways: model(['mode', 'lane']) })).toEqual([]);
    expect(told({})).toEqual([
      'missing-reference look “Look” reads “free-days”: there is no such table.',
      'missing-reference guess “Guess” reads “ways”: there is no such transit model.',
    ]);
    expect(told({ 'free-days': table({ key: ['carrier'] }), ways: model(['lane']) })).toEqual([
      'wrong-reference look “Look” reads “free-days”: its key is carrier, and the step gives 2 of them.',
      'wrong-reference guess “Guess” reads “ways”: it does not go by mode.',
    ]);
    const columns = ['carrier', 'pod'].map((name) => ({ name, type: 'text' as const }));
    expect(told({ 'free-days': table({ columns }), ways: { ...table(), id: 'ways' } })).toEqual([
      'wrong-reference look “Look” reads “free-days”: it has no column days.',
      'wrong-reference guess “Guess” reads “ways”: it is a table, and the step wants a transit model.',
    ]);
  });

  it('is named in a bundle, never brought along', () => {
    expect(bundleOf([graph, { ...graph, id: 'other' }], () => '1').references).toEqual([
      { id: 'free-days', kind: 'table', keys: 2, columns: ['days'], factors: [] },
      { id: 'ways', kind: 'transit', keys: 0, columns: [], factors: ['mode'] },
    ]);
  });
});
