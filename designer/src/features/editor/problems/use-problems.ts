import { problemsOf } from '@slipway/shared/workflow/edit';
import { useEffect } from 'react';
import type { Editor } from '../../../editor/editor-context.ts';

/** So long nothing must change before a draft is checked: a word that is being typed is not checked letter by letter. */
const CHECK_DELAY_MS = 120;

/** Checks the draft whenever it has changed, and tells every panel what is wrong with it. */
export function useProblems({ document, problems }: Editor): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const check = () => problems.set(problemsOf(document.state.draft));
    check();
    const stop = document.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(check, CHECK_DELAY_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [document, problems]);
}
