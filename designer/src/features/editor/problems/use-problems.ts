import { drawingProblems, type Given } from '@slipway/shared/engine';
import type { Problem } from '@slipway/shared/problem';
import { readDraft } from '@slipway/shared/workflow';
import { type Draft, problemsOf } from '@slipway/shared/workflow/edit';
import { useEffect } from 'react';
import type { Editor } from '../../../editor/editor-context.ts';
import { sameValue } from '../../../editor/settled.ts';
import { atRest } from '../at-rest.ts';

/** So long nothing must change before a draft is checked: a word that is being typed is not checked letter by letter. */
const CHECK_DELAY_MS = 120;

/**
 * Checks the draft whenever it, or what its steps name, has changed, and tells every panel what is wrong with it. It begins
 * when it is told to: a draft is shown before it is checked.
 */
export function useProblems({ document, problems, given }: Editor, begins: boolean): void {
  useEffect(() => {
    if (!begins) return;
    let seen = document.state.draft;
    const check = () => {
      const { draft } = document.state;
      const found = [...problemsOf(draft), ...partsOf(draft, given.get())];
      // Mostly a key makes nothing wrong and mends nothing: then nothing is drawn anew.
      if (!sameValue(found, problems.get())) problems.set(found);
    };
    check();
    const checking = atRest(check, CHECK_DELAY_MS);
    const changed = () => {
      // What is picked changes no draft.
      if (document.state.draft === seen) return;
      seen = document.state.draft;
      checking.ask();
    };
    const stops = [document.subscribe(changed), given.subscribe(checking.ask), checking.stop];
    return () => {
      for (const stop of stops) stop();
    };
  }, [document, problems, given, begins]);
}

/** What does not fit between steps and the workflows that they run; nothing before those are read. */
function partsOf(draft: Draft, given: Given): readonly Problem[] {
  if (!given.workflow) return [];
  const read = readDraft(draft);
  return read.ok ? drawingProblems(read.workflow, given) : [];
}
