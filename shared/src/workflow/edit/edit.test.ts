import { describe, expect, test } from 'vitest';
import { nodeKinds } from '../kinds/config.ts';
import { readWorkflow } from '../read.ts';
import { validate } from '../validate/index.ts';
import {
  addAfter,
  addNode,
  addNote,
  alignNodes,
  canConnect,
  changedNodes,
  connect,
  copySteps,
  type Draft,
  declareSlot,
  disconnect,
  editNote,
  graphOf,
  insertOnEdge,
  moveNodes,
  nodeOf,
  nodesOf,
  pasteSteps,
  readSteps,
  reconnect,
  removeNodes,
  renameNode,
  setConfigField,
  setDescription,
  setField,
  setSetting,
  setTitle,
  settlePlaces,
} from './index.ts';

const draft: Draft = {
  formatVersion: 1,
  id: 'slip',
  name: 'Slip',
  subject: 'shipment',
  connections: [{ slot: 'tms', connector: 'http' }],
  nodes: [
    { id: 'late', kind: 'trigger', title: 'Late', number: 1, config: { on: ['shipment.delayed'] } },
    {
      id: 'ask',
      kind: 'action',
      title: 'Ask',
      number: 4,
      config: { slot: 'tms', operation: 'request', input: {} },
      'x-color': 'mauve',
    },
    {
      id: 'good',
      kind: 'condition',
      title: 'Good?',
      number: 3,
      config: { when: { all: [{ fact: 'nodes', path: 'ask.body.ok', operator: 'equal', value: true }] } },
    },
    { id: 'over', kind: 'end', title: 'Over', number: 2, config: { outcome: 'Over' } },
  ],
  edges: [
    { from: 'late.out', to: 'ask.in' },
    { from: 'ask.done', to: 'good.in', 'x-why': 'because' },
    { from: 'good.yes', to: 'over.in' },
  ],
  layout: { late: [0, 0], ask: [0, 130], good: [0, 260], over: [0, 390] },
};
const edges = (of: Draft) => graphOf(of).edges.map(({ from, to }) => `${from}>${to}`);

describe('steps', () => {
  test('a new step gets a free id, the next number and a configuration of the right shape', () => {
    const next = addNode(addNode(draft, { kind: 'condition', at: [300, 0.4] }), { kind: 'condition', at: [600, 0] });
    expect(nodesOf(next).map(({ id, number }) => [id, number])).toEqual([
      ...[
        ['late', 1],
        ['ask', 4],
        ['good', 3],
        ['over', 2],
      ],
      ...[
        ['condition', 5],
        ['condition2', 6],
      ],
    ]);
    expect(graphOf(next).layout?.condition).toEqual([300, 0]);
  });

  test('every kind begins with a configuration that can be read', () => {
    for (const kind of nodeKinds) {
      const read = readWorkflow(addNode(draft, { kind, at: [0, 0] }));
      expect(read.ok, kind).toBe(true);
      const errors = read.ok ? validate(read.workflow).filter((one) => one.severity === 'error') : [];
      expect(errors, kind).toEqual([]);
    }
  });

  test('a step that is changed leaves every other object as it is', () => {
    const next = setTitle(draft, 'good', 'Better?');
    expect(nodeOf(next, 'ask')).toBe(nodeOf(draft, 'ask'));
    expect(next.edges).toBe(draft.edges);
    expect(nodeOf(next, 'good')?.title).toBe('Better?');
  });

  test('a command that changes nothing answers the same draft', () => {
    expect(setTitle(draft, 'good', 'Good?')).toBe(draft);
    expect(setTitle(draft, 'nobody', 'Better?')).toBe(draft);
    expect(removeNodes(draft, ['nobody'])).toBe(draft);
    expect(moveNodes(draft, { ask: [0, 130] })).toBe(draft);
    expect(disconnect(draft, [{ from: 'a.out', to: 'b.in' }])).toBe(draft);
  });

  test('a new field stands where the format has it, before fields of somebody else', () => {
    const next = nodeOf(setDescription(draft, 'ask', 'Why'), 'ask');
    expect(Object.keys(next ?? {})).toEqual(['id', 'kind', 'title', 'description', 'number', 'config', 'x-color']);
    expect(Object.keys(setField(draft, 'description', 'Why')).slice(0, 4)).toEqual([
      'formatVersion',
      'id',
      'name',
      'description',
    ]);
    const config = nodeOf(setConfigField(draft, 'ask', 'retry', { attempts: 2 }), 'ask')?.config;
    expect(Object.keys(config as object)).toEqual(['slot', 'operation', 'input', 'retry']);
  });

  test('an empty description is none, and the last setting takes the block with it', () => {
    expect(nodeOf(setDescription(setDescription(draft, 'ask', 'Why'), 'ask', ''), 'ask')).toEqual(nodeOf(draft, 'ask'));
    expect(setSetting(setSetting(draft, 'runs', 'one'), 'runs', undefined)).toEqual(draft);
  });

  test('a removed step takes its wires and its place along', () => {
    const next = removeNodes(draft, ['good']);
    expect(edges(next)).toEqual(['late.out>ask.in']);
    expect(Object.keys(next.layout as object)).toEqual(['late', 'ask', 'over']);
  });
});

describe('wires', () => {
  test('a wire leads to another step with an input, and is drawn once', () => {
    expect(canConnect(draft, { from: 'good.no', to: 'over.in' })).toBe(true);
    expect(canConnect(draft, { from: 'good.yes', to: 'over.in' })).toBe(false);
    expect(canConnect(draft, { from: 'good.no', to: 'good.in' })).toBe(false);
    expect(canConnect(draft, { from: 'good.no', to: 'late.in' })).toBe(false);
    expect(connect(draft, { from: 'good.no', to: 'nobody.in' })).toBe(draft);
  });

  test('a wire that is led elsewhere keeps its place and what somebody wrote on it', () => {
    const next = reconnect(draft, { from: 'ask.done', to: 'good.in' }, { from: 'ask.done', to: 'over.in' });
    expect(graphOf(next).edges[1]).toEqual({ from: 'ask.done', to: 'over.in', 'x-why': 'because' });
  });

  test('a step put into a wire passes on by its main port', () => {
    const next = insertOnEdge(draft, { from: 'ask.done', to: 'good.in' }, { kind: 'wait', at: [0, 200] });
    expect(edges(next)).toEqual(['late.out>ask.in', 'ask.done>wait.in', 'good.yes>over.in', 'wait.received>good.in']);
  });

  test('a step that has no input cannot be put into a wire, and is added after a port without one', () => {
    expect(insertOnEdge(draft, { from: 'ask.done', to: 'good.in' }, { kind: 'trigger', at: [0, 0] })).toBe(draft);
    expect(edges(addAfter(draft, 'good.no', { kind: 'trigger', at: [0, 0] }))).toEqual(edges(draft));
    expect(edges(addAfter(draft, 'good.no', { kind: 'end', at: [0, 0] })).at(-1)).toBe('good.no>end.in');
  });
});

describe('a new id', () => {
  const speaking = setConfigField(
    setConfigField(draft, 'ask', 'input', {
      text: 'nodes.ask is ${nodes.ask.body.text}, "${nodes["ask"].body}"',
      code: '${has(nodes.asked.x) ? nodes.ask.x : "nodes.ask"} ${{"}": 1}["}"] + nodes.ask.y} ${nodes.ask',
    }),
    'late',
    'per',
    'event.nodes.ask + nodes.ask.key',
  );

  test('is followed by wires, place, conditions, expressions and templates, and by nothing that only looks alike', () => {
    const next = renameNode(speaking, 'ask', 'asking');
    expect(edges(next)).toEqual(['late.out>asking.in', 'asking.done>good.in', 'good.yes>over.in']);
    expect(Object.keys(next.layout as object)).toEqual(['late', 'asking', 'good', 'over']);
    expect(nodeOf(next, 'good')?.config).toMatchObject({ when: { all: [{ path: 'asking.body.ok' }] } });
    expect(nodeOf(next, 'asking')?.config).toMatchObject({
      input: {
        text: 'nodes.ask is ${nodes.asking.body.text}, "${nodes.asking.body}"',
        code: '${has(nodes.asked.x) ? nodes.asking.x : "nodes.ask"} ${{"}": 1}["}"] + nodes.asking.y} ${nodes.asking',
      },
    });
    expect(nodeOf(next, 'late')?.config).toMatchObject({ per: 'event.nodes.ask + nodes.asking.key' });
  });

  test('with a hyphen is written in brackets, and back again the text is the same', () => {
    const next = renameNode(speaking, 'ask', 'ask-tms');
    expect(nodeOf(next, 'late')?.config).toMatchObject({ per: 'event.nodes.ask + nodes["ask-tms"].key' });
    expect(nodeOf(renameNode(next, 'ask-tms', 'ask'), 'late')).toEqual(nodeOf(speaking, 'late'));
  });

  test('that is taken or cannot be one changes nothing', () => {
    for (const id of ['over', '', 'a.b', '1st']) expect(renameNode(draft, 'ask', id)).toBe(draft);
  });
});

describe('copies', () => {
  test('have ids and numbers of their own, and speak of each other', () => {
    const next = pasteSteps(draft, copySteps(draft, ['ask', 'good']), [40, 40]);
    expect(
      nodesOf(next)
        .slice(4)
        .map(({ id, number }) => [id, number]),
    ).toEqual([
      ['ask2', 5],
      ['good2', 6],
    ]);
    expect(edges(next).slice(3)).toEqual(['ask2.done>good2.in']);
    expect(nodeOf(next, 'good2')?.config).toMatchObject({ when: { all: [{ path: 'ask2.body.ok' }] } });
    expect(graphOf(next).layout?.good2).toEqual([40, 300]);
  });

  test('bring the connections that they need into another workflow, as text', () => {
    const text = JSON.stringify(copySteps(draft, ['ask']));
    const steps = readSteps(text);
    const other: Draft = { formatVersion: 1, id: 'other', nodes: [], edges: [] };
    expect(steps && pasteSteps(other, steps, [0, 0])).toMatchObject({
      connections: [{ slot: 'tms', connector: 'http' }],
    });
  });

  test('are read from a whole workflow too, and from no other text', () => {
    expect(readSteps(JSON.stringify(draft))?.nodes).toHaveLength(4);
    for (const text of ['', '{', '[]', '{"nodes":[]}', '{"nodes":1,"formatVersion":1}'])
      expect(readSteps(text)).toBeUndefined();
  });
});

describe('places', () => {
  test('steps are put below each other, side by side and at equal distances', () => {
    const loose = moveNodes(draft, { ask: [33, 111], good: [50, 300] });
    const ids = ['late', 'ask', 'good', 'over'];
    expect(Object.values(alignNodes(loose, ids, 'column').layout as object).map(([x]) => x)).toEqual([0, 0, 0, 0]);
    expect(Object.values(alignNodes(loose, ids, 'spread-down').layout as object).map(([, y]) => y)).toEqual([
      0, 130, 260, 390,
    ]);
  });

  test('where a step is drawn without a place of its own is written down, and places that are there stay', () => {
    const { layout: _, ...bare } = draft;
    expect(settlePlaces(bare, { late: [1, 2] }).layout).toEqual({ late: [1, 2] });
    expect(settlePlaces(draft, { late: [1, 2] })).toBe(draft);
  });

  test('a note is added, edited, moved and removed', () => {
    const noted = moveNodes(editNote(addNote(draft, { text: 'Hm', at: [1, 1] }), 'note', 'Oh'), { note: [5, 5] });
    expect(noted.notes).toEqual([{ id: 'note', text: 'Oh', at: [5, 5] }]);
    expect(graphOf(removeNodes(noted, ['note'])).notes).toEqual([]);
  });
});

test('changed are the steps that are configured or wired differently, not those that moved', () => {
  expect([...changedNodes(draft, moveNodes(draft, { ask: [9, 9] }))]).toEqual([]);
  expect([...changedNodes(draft, setTitle(draft, 'ask', 'Asks'))]).toEqual(['ask']);
  const reversed = (value: object) => Object.fromEntries(Object.entries(value).reverse());
  expect([...changedNodes(draft, { ...draft, nodes: nodesOf(draft).map(reversed) })]).toEqual([]);
  expect([...changedNodes(draft, connect(draft, { from: 'good.no', to: 'over.in' }))]).toEqual(['good']);
});

test('a slot is declared once', () => {
  expect(declareSlot(draft, 'tms', 'email')).toBe(draft);
  expect(declareSlot(draft, 'mail', 'email').connections).toHaveLength(2);
});

test('a draft that is no workflow is drawn as far as it can be, and commands leave the rest alone', () => {
  const broken: Draft = {
    nodes: [null, 7, { id: 'a', kind: 'end' }, { id: 'a', kind: 'end', title: 'Twice' }, { kind: 'end' }],
    edges: 'none',
    layout: { a: [0, 'far'] },
  };
  const graph = graphOf(broken);
  expect(graph.nodes).toMatchObject([{ id: 'a', title: 'a' }]);
  expect(graph.edges).toEqual([]);
  expect(graph.layout).toEqual({});
  const next = setTitle(broken, 'a', 'Titled');
  expect((next.nodes as readonly unknown[])[1]).toBe(7);
  expect(addNode({}, { kind: 'end', at: [0, 0] })).toMatchObject({ nodes: [{ id: 'end', number: 1 }] });
  expect(graphOf(draft)).toBe(draft);
});
