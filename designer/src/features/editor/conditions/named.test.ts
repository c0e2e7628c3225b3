import { expect, test } from 'vitest';
import { EditorDocument } from '../../../editor/document.ts';
import { createEditor } from '../../../editor/editor-context.ts';
import { conditionCommands } from './commands.ts';
import { addNamed, namedAt, namesToAsk, usersOf } from './named.ts';

const late = { fact: 'event', path: 'data.delayMinutes', operator: 'greaterThan', value: 30 };
const draft = {
  conditions: { late, 'very/late': { all: [{ condition: 'late' }] } },
  nodes: [
    {
      id: 'a',
      kind: 'condition',
      title: 'A',
      number: 7,
      config: { when: { any: [{ condition: 'late' }, { condition: 'late' }] } },
    },
    { id: 'b', kind: 'condition', config: { when: { condition: 'gone' } } },
  ],
};

test('whoever refers to a name is told once, with the first place', () => {
  expect(usersOf(draft, 'late').map(({ title, node, count, path }) => [title, node, count, path])).toEqual([
    ['7 A', 'a', 2, '/nodes/0/config/when/any/0'],
    ['very/late', undefined, 1, '/conditions/very~1late/all/0'],
  ]);
  expect(usersOf(draft, 'gone').map(({ title }) => title)).toEqual(['b']);
});

test('a pointer leads into a named condition by its name', () => {
  expect(namedAt('/conditions/very~1late/all/0')).toBe('very/late');
  expect([namedAt('/conditions'), namedAt('/nodes/0/config/when'), namedAt(undefined)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('a condition can ask any but itself and those that come to ask it', () => {
  expect(namesToAsk(draft.conditions, undefined)).toEqual(['late', 'very/late']);
  expect(namesToAsk(draft.conditions, 'late')).toEqual([]);
  expect(namesToAsk(draft.conditions, 'very/late')).toEqual(['late']);
});

test('the command bar adds one and leads to each, from any view', () => {
  const editor = createEditor('dev', 'w', new EditorDocument(draft));
  const shown: string[] = [];
  const commands = () => conditionCommands(editor, () => shown.push('form'));
  expect(commands().map(({ id }) => id)).toEqual([
    'conditions.show',
    'conditions.add',
    'conditions.open.late',
    'conditions.open.very/late',
  ]);
  commands()[1]?.run();
  expect(shown).toEqual(['form']);
  expect(Object.keys((editor.document.state.draft as typeof draft).conditions)).toHaveLength(3);
  expect(namedAt(editor.target.get()?.path)).toBe(
    Object.keys((editor.document.state.draft as typeof draft).conditions).at(-1),
  );
  addNamed(editor);
  editor.document.undo();
  editor.document.undo();
  expect(editor.document.state.draft).toBe(draft);
});
