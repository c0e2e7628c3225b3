import type { Graph } from '@slipway/shared/api';
import { t } from '../messages/t.ts';
import type { FlowOptions, NoteNode } from './flow.ts';
import { CARDS_OVER_WIRES } from './slot.ts';

/** The id of a note on the canvas; steps and notes have names of their own. */
export const noteNodeId = (id: string): string => `note:${id}`;

export function toNotes(graph: Graph, { face, editing }: FlowOptions): readonly NoteNode[] {
  if (face === 'compact') return [];
  return (graph.notes ?? []).flatMap((note, index) => {
    const { text, at: place, id: name } = note;
    if (typeof text !== 'string' || !Array.isArray(place)) return [];
    const [x, y] = place;
    if (typeof x !== 'number' || typeof y !== 'number') return [];
    const id = noteNodeId(typeof name === 'string' ? name : String(index));
    const height = noteHeight(text);
    return [
      {
        id,
        type: 'note' as const,
        position: { x, y },
        width: NOTE_WIDTH,
        data: { note: typeof name === 'string' ? name : '', text },
        ...(editing
          ? {
              zIndex: CARDS_OVER_WIRES,
              measured: { width: NOTE_WIDTH, height },
              height,
              ariaLabel: t('canvas.note-label', { text }),
            }
          : { focusable: false, selectable: false }),
      },
    ];
  });
}

const NOTE_WIDTH = 210;
const NOTE_LINE_CHARACTERS = 32;

/** About as high as its text is; told, so that it need not be measured. */
function noteHeight(text: string): number {
  const lines = text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / NOTE_LINE_CHARACTERS)), 0);
  return 18 + 17 * Math.max(1, lines);
}
