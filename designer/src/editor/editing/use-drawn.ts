import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { Editor } from '../editor-context.ts';
import { NO_OVERLAY, useDocument, useStore } from '../editor-context.ts';
import type { Flow, NoteNode, StepNode, WireEdge } from '../flow.ts';
import { toFlow } from '../flow-mapping.ts';
import type { FrameNode } from '../frames.ts';
import { marksOfProblems, withProblems } from '../marks.ts';
import { noteNodeId } from '../notes.ts';
import { useEnglish } from '../use-english.ts';
import { type Moving, movedFlow } from './moving.ts';
import type { Ways } from './ways.ts';

export interface Drawn {
  /** As it is drawn, with what is on its way. */
  readonly flow: Flow;
  /** As it stands in the document. */
  readonly rest: Flow;
  readonly nodes: readonly (StepNode | NoteNode | FrameNode)[];
  readonly wires: readonly WireEdge[];
}

/**
 * What the canvas draws of the document, what is tried on it (or in its place what is counted) and what is wrong; undefined
 * until its English is here. How wires run that are on their way is told to `ways`.
 */
export function useDrawn(
  editor: Editor,
  moving: Moving,
  ways: Ways,
  current: string | undefined,
  counted: boolean,
): Drawn | undefined {
  const { graph, selection } = useDocument(editor.document);
  const { steps: dirty } = useStore(editor.dirty);
  const tried = useStore(editor.overlay);
  const cover = useStore(editor.cover);
  const overlay = cover ?? (counted ? NO_OVERLAY : tried);
  const problems = useStore(editor.problems);
  const english = useEnglish(graph, true);
  const previous = useRef<Flow>(undefined);
  const marks = useMemo(() => withProblems(overlay.marks, marksOfProblems(problems)), [overlay.marks, problems]);
  const rest = useMemo(
    () =>
      english &&
      toFlow(graph, {
        marks,
        english,
        face: 'full',
        foot: counted || overlay.marks.path || overlay.coming === true,
        chips: overlay.chips,
        untried: overlay.untried,
        values: overlay.values,
        editing: { dirty, previous: previous.current },
      }),
    [graph, marks, english, overlay, counted, dirty],
  );
  useEffect(() => {
    previous.current = rest;
  }, [rest]);
  const shown = useRef<Flow>(undefined);
  const moved = useMemo(() => rest && movedFlow(rest, graph, moving, shown.current), [rest, graph, moving]);
  // Before it is painted, so that a wire does not lag behind its card.
  useLayoutEffect(() => {
    shown.current = moved?.flow;
    if (moved) ways.show(moved.ways);
  }, [moved, ways]);
  const cards = useRef(new WeakMap<object, Record<string, StepNode | NoteNode>>()).current;
  const lines = useRef(new WeakMap<object, WireEdge>()).current;
  const placed = moved?.flow.wires;
  const wires = useMemo(() => {
    const picked = new Set(selection.wires);
    return placed?.map((wire) => (picked.has(wire.id) ? asPicked(lines, wire) : wire)) ?? [];
  }, [placed, selection.wires, lines]);
  const standing = useMemo(() => {
    const all = rest?.nodes ?? [];
    const picked = new Set([...selection.nodes, ...selection.notes.map(noteNodeId)]);
    const stop = all.some((node) => node.id === current) ? current : all[0]?.id;
    const asShown = (node: StepNode | NoteNode) => asCard(cards, node, picked.has(node.id), node.id === stop);
    return { asShown, shown: all.map(asShown) };
  }, [rest, selection, current, cards]);
  return useMemo(() => {
    if (!moved || !rest) return undefined;
    const { flow } = moved;
    const { asShown, shown } = standing;
    return {
      flow,
      rest,
      nodes: [
        ...flow.frames,
        ...flow.nodes.map((node, at) => (node === rest.nodes[at] ? shown[at] : undefined) ?? asShown(node)),
      ],
      wires,
    };
  }, [moved, rest, wires, standing]);
}

/** The same object for the same look, so that only cards that are picked or left are drawn again. */
function asCard(
  known: WeakMap<object, Record<string, StepNode | NoteNode>>,
  node: StepNode | NoteNode,
  selected: boolean,
  stop: boolean,
): StepNode | NoteNode {
  const looks = known.get(node) ?? {};
  known.set(node, looks);
  const key = `${selected} ${stop}`;
  looks[key] ??= { ...node, selected, domAttributes: { tabIndex: stop ? 0 : -1 } };
  return looks[key];
}

function asPicked(known: WeakMap<object, WireEdge>, wire: WireEdge): WireEdge {
  const picked = known.get(wire) ?? { ...wire, selected: true, zIndex: 2 };
  known.set(wire, picked);
  return picked;
}
