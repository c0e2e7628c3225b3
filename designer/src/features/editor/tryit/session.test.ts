import example from '@slipway/shared/examples/delivery-overdue.json';
import { setTitle } from '@slipway/shared/workflow/edit';
import { expect, test, vi } from 'vitest';
import { EditorDocument } from '../../../editor/document.ts';
import { createEditor } from '../../../editor/editor-context.ts';
import { sessionOf } from './session.ts';

function opened() {
  const editor = createEditor('dev', 'overdue', new EditorDocument(example.workflow));
  return { editor, session: sessionOf(editor) };
}

test('another draft is played again, and the canvas shows what came of that one', async () => {
  const { editor, session } = opened();
  const before = editor.overlay.get();
  const [first] = example.workflow.nodes;
  editor.document.apply((draft) => setTitle(draft, first?.id ?? '', 'Another title'), { label: 'Renamed' });
  await vi.waitFor(() => expect(editor.tried.get()).toBe(editor.document.state.draft));
  expect(editor.overlay.get()).not.toBe(before);
  expect(session.get().play?.program.workflow.nodes[0]?.title).toBe('Another title');
});

test('what a hand does to the scenario is told apart from a draft that changed', async () => {
  const { editor, session } = opened();
  expect(session.get().byHand).toBe(false);
  session.look(0);
  expect(session.get().byHand).toBe(true);
  const { draft } = editor.document.state;
  editor.document.apply(() => ({ ...draft, name: 'Renamed' }), { label: 'Renamed' });
  await vi.waitFor(() => expect(session.get().byHand).toBe(false));
});

test('a draft that is tried has no version of its own to be hashed', () => {
  expect(opened().session.get().play?.program.version).toBe('tried');
});
