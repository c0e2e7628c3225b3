import { useEffect, useMemo, useRef } from 'react';
import type { Editor } from '../editor-context.ts';
import { NO_OVERLAY, useDocument, useStore } from '../editor-context.ts';
import { type Flow, type NoteNode, noteNodeId, type StepNode, toFlow, type WireEdge } from '../flow-mapping.ts';
import type { FrameNode } from '../frames.ts';
import { marksOfProblems, withProblems } from '../marks.ts';
import { useEnglish } from '../use-english.ts';
import type { Point } from '../wires.ts';

/** Places of what is on its way, by the ids that the canvas uses. */
export type Moving = Readonly<Record<string, Point>>;

export interface Drawn {
  readonly flow: Flow;
  readonly nodes: readonly (StepNode | NoteNode | FrameNode)[];
  readonly wires: readonly WireEdge[];
}

/**
 * What the canvas draws of the document, what is tried on it (or in its place what is counted) and what is wrong; undefined
 * until its English is here.
 */
export function useDrawn(
  editor: Editor,
  moving: Moving,
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
  const flow = useMemo(
    () =>
      english &&
      toFlow(graph, {
        marks,
        english,
        face: 'full',
        foot: counted || overlay.marks.path,
        chips: overlay.chips,
        untried: overlay.untried,
        values: overlay.values,
        editing: { dirty, moving, previous: previous.current },
      }),
    [graph, marks, english, overlay, counted, dirty, moving],
  );
  useEffect(() => {
    previous.current = flow;
  }, [flow]);
  const cards = useRef(new WeakMap<object, Record<string, StepNode | NoteNode>>()).current;
  const lines = useRef(new WeakMap<object, WireEdge>()).current;
  return useMemo(() => {
    if (!flow) return undefined;
    const picked = new Set([...selection.nodes, ...selection.notes.map(noteNodeId)]);
    const stop = flow.nodes.some((node) => node.id === current) ? current : flow.nodes[0]?.id;
    const wires = new Set(selection.wires);
    return {
      flow,
      nodes: [...flow.frames, ...flow.nodes.map((node) => asCard(cards, node, picked.has(node.id), node.id === stop))],
      wires: flow.wires.map((wire) => (wires.has(wire.id) ? asPicked(lines, wire) : wire)),
    };
  }, [flow, selection, current, cards, lines]);
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
