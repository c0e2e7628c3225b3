import type { Scenario } from '@slipway/shared/examples/scenario.ts';
import { useSyncExternalStore } from 'react';
import type { Editor } from '../../../editor/editor-context.ts';
import { sessionOf } from '../tryit/session.ts';
import { partingOf } from './parting.ts';
import { type TestsSession, type TestsState, testsOfEditor } from './tests-session.ts';

/** The tests of an editor, and how to change them. */
export function useTests(editor: Editor): { readonly session: TestsSession; readonly state: TestsState } {
  const session = testsOfEditor(editor);
  const state = useSyncExternalStore(session.subscribe, () => session.state);
  return { session, state };
}

/** Loads a test into what is tried, at the moment where it parts from what it expects. */
export async function loadTest(editor: Editor, test: Scenario): Promise<void> {
  const session = testsOfEditor(editor);
  const { references = [] } = session.state.tests;
  const around = {
    beside: await session.beside(),
    references: Object.fromEntries(references.map((reference) => [reference.id, reference])),
  };
  const result = session.state.results.get(test.name);
  session.cover(false);
  sessionOf(editor).load(test, around, (play) => result && partingOf(test, result, play));
}
