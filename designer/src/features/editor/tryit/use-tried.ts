import { useMemo } from 'react';
import { useEditor } from '../../../editor/editor-context.ts';
import { useLater } from '../../../editor/use-later.ts';
import { scopeOf } from './reading.ts';
import { sessionOf, type Tried, type TrySession } from './session.ts';

/**
 * What is tried in the open editor, and how to change it. What a hand did here is seen at once; what came of another draft,
 * after the card that answers.
 */
export function useTried(): { readonly session: TrySession; readonly tried: Tried } {
  const session = sessionOf(useEditor());
  const tried = useLater(session, isByHand);
  return { session, tried };
}

const isByHand = ({ byHand }: Tried): boolean => byHand;

/** What the texts of a step see at the moment that is looked at; undefined while nothing has been played. */
export function useScope(node: string | undefined): Readonly<Record<string, unknown>> | undefined {
  const { tried } = useTried();
  const { play, at } = tried;
  return useMemo(() => (play && at >= 0 ? scopeOf(play, at, node) : undefined), [play, at, node]);
}
