import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Editor, useDocumentPart } from '../../../editor/editor-context.ts';
import { type Named, namedIn, readGiven } from './read-given.ts';

/** Reads what the steps of the draft name, whenever they name something else, for what is tried and what is told wrong. */
export function useGiven({ document, environment, given }: Editor): void {
  const client = useQueryClient();
  const named = useDocumentPart(document, (state) => JSON.stringify(namedIn(state.draft)));
  useEffect(() => {
    let gone = false;
    const asked = JSON.parse(named) as Named;
    if (asked.parts.length + asked.references.length === 0) return given.set({});
    readGiven(client, environment, asked).then(
      (read) => gone || given.set(read),
      // What cannot be read now is told at the step that names it.
      () => gone || given.set({}),
    );
    return () => {
      gone = true;
    };
  }, [client, environment, given, named]);
}
