import { drawingProblems, type Given } from '@slipway/shared/engine';
import type { Problem } from '@slipway/shared/problem';
import { readDraft } from '@slipway/shared/workflow';
import { type Draft, problemsOf } from '@slipway/shared/workflow/edit';
import { useEffect } from 'react';
import type { Editor } from '../../../editor/editor-context.ts';

/** So long nothing must change before a draft is checked: a word that is being typed is not checked letter by letter. */
const CHECK_DELAY_MS = 120;

/** Checks the draft whenever it, or what its steps name, has changed, and tells every panel what is wrong with it. */
export function useProblems({ document, problems, given }: Editor): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const check = () => {
      const { draft } = document.state;
      problems.set([...problemsOf(draft), ...partsOf(draft, given.get())]);
    };
    check();
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(check, CHECK_DELAY_MS);
    };
    const stops = [document.subscribe(later), given.subscribe(later)];
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [document, problems, given]);
}

/** What does not fit between steps and the workflows that they run; nothing before those are read. */
function partsOf(draft: Draft, given: Given): readonly Problem[] {
  if (!given.workflow) return [];
  const read = readDraft(draft);
  return read.ok ? drawingProblems(read.workflow, given) : [];
}
