import { addNode, type Draft, removeNodes, setTitle } from '@slipway/shared/workflow/edit';
import { expect, test } from 'vitest';
import { EditorDocument, NOTHING, pickedStep } from './document.ts';

const draft: Draft = {
  id: 'slip',
  nodes: [
    { id: 'a', kind: 'end', title: 'A', config: { outcome: 'A' } },
    { id: 'b', kind: 'end', title: 'B', config: { outcome: 'B' } },
  ],
  edges: [],
};
const title = (id: string, text: string) => (now: Draft) => setTitle(now, id, text);

function open(base: Draft | null = draft) {
  const clock = { ms: 0 };
  const document = new EditorDocument(draft, base, () => clock.ms);
  return { document, clock };
}

test('undo gives back the same draft and what was picked, redo does it again', () => {
  const { document } = open();
  document.select({ nodes: ['a'] });
  document.apply(title('a', 'Alpha'), { label: 'Renamed', select: { nodes: ['b'] } });
  expect(document.state).toMatchObject({ undo: 'Renamed', redo: null, selection: { nodes: ['b'] } });
  const after = document.state.draft;
  expect(document.undo()).toBe('Renamed');
  expect(document.state.draft).toBe(draft);
  expect(document.state).toMatchObject({ undo: null, redo: 'Renamed', selection: { nodes: ['a'] } });
  expect(document.redo()).toBe('Renamed');
  expect(document.state.draft).toBe(after);
});

test('typing is one step of undo until there is a pause, or something else is done', () => {
  const { document, clock } = open();
  for (const text of ['A1', 'A12', 'A123']) {
    document.apply(title('a', text), { label: 'Title', key: 'title a' });
    clock.ms += 200;
  }
  clock.ms += 2_000;
  document.apply(title('a', 'Later'), { label: 'Title', key: 'title a' });
  document.apply(title('b', 'Other'), { label: 'Title', key: 'title b' });
  const titles = () => document.state.graph.nodes.map((node) => node.title).join();
  const seen = [titles()];
  while (document.undo() !== null) seen.push(titles());
  expect(seen).toEqual(['Later,Other', 'Later,B', 'A123,B', 'A,B']);
});

test('a new edit forgets what could be done again', () => {
  const { document } = open();
  document.apply(title('a', 'Alpha'), { label: 'One' });
  document.undo();
  document.apply(title('b', 'Beta'), { label: 'Two' });
  expect(document.redo()).toBeNull();
});

test('a command that changes nothing leaves no step of undo', () => {
  const { document } = open();
  expect(document.apply(title('a', 'A'), { label: 'Nothing' })).toBe(false);
  expect(document.state.undo).toBeNull();
});

test('what is gone is no longer picked', () => {
  const { document } = open();
  document.select({ nodes: ['a', 'b'] });
  document.apply((now) => removeNodes(now, ['a']), { label: 'Removed' });
  expect(document.state.selection.nodes).toEqual(['b']);
  expect(pickedStep(document.state)).toBe('b');
});

test('steps that differ from the base are marked until the base is another', () => {
  const { document } = open();
  document.apply(title('a', 'Alpha'), { label: 'Renamed' });
  document.apply((now) => addNode(now, { kind: 'end', at: [0, 0] }), { label: 'Added' });
  expect([...document.state.changed]).toEqual(['a', 'end']);
  document.rebase(document.state.draft);
  expect([...document.state.changed]).toEqual([]);
});

test('listeners hear every change once, and nothing when nothing changes', () => {
  const { document } = open();
  let heard = 0;
  const stop = document.subscribe(() => heard++);
  document.apply(title('a', 'Alpha'), { label: 'Renamed' });
  document.select(NOTHING);
  document.select({ nodes: ['a'] });
  document.undo();
  expect(heard).toBe(3);
  stop();
  document.redo();
  expect(heard).toBe(3);
});

test('a draft that is no workflow is held as it is', () => {
  const document = new EditorDocument({ nodes: 'none', more: [1] });
  expect(document.state.draft).toEqual({ nodes: 'none', more: [1] });
  expect(document.state.graph.nodes).toEqual([]);
});

test('the history has a bound', () => {
  const { document } = open();
  for (let count = 0; count < 600; count++) document.apply(title('a', `A${count}`), { label: 'Title' });
  let steps = 0;
  while (document.undo() !== null) steps++;
  expect(steps).toBe(500);
});
