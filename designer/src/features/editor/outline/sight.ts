import type { Place } from '@slipway/shared/workflow/edit';
import { NOTHING, type Selection } from '../../../editor/document.ts';
import type { Sight } from '../../../editor/editing/sight.ts';
import { noteNodeId } from '../../../editor/notes.ts';
import { createStore } from '../../../editor/store.ts';
import { noteRowId, stepRowId, WORKFLOW_ROW } from './rows.ts';

const PICKER_WIDTH = 320;
const PICKER_HEIGHT = 340;
const NOTE = noteNodeId('');

/** Where the focus of the outline is. The row that has it, or would have it, is `active`. */
export class OutlineSight implements Sight {
  readonly active = createStore(WORKFLOW_ROW);
  /** The row that is to get the focus as soon as it is drawn; a new object each time. */
  readonly asked = createStore<{ readonly row: string } | null>(null);
  readonly #frame: () => HTMLElement | null;
  readonly #spot: () => Place;

  constructor(frame: () => HTMLElement | null, spot: () => Place) {
    this.#frame = frame;
    this.#spot = spot;
  }

  focus(id: string): void {
    this.go(id.startsWith(NOTE) ? noteRowId(id.slice(NOTE.length)) : stepRowId(id));
  }

  /** Puts the focus on a row. */
  go(row: string): void {
    this.active.set(row);
    this.asked.set({ row });
  }

  /** To the row that had it, where that belongs to what is picked; else to the first of what is. */
  refocus({ nodes, notes }: Selection = NOTHING): void {
    const [node] = nodes;
    const [note] = notes;
    const active = this.active.get();
    const [, end = ''] = active.split(' ', 2);
    const isPortOf = node !== undefined && /^(port|wire) /.test(active) && end.startsWith(`${node}.`);
    if (isPortOf) this.go(active);
    else if (node !== undefined) this.focus(node);
    else if (note !== undefined) this.go(noteRowId(note));
    else this.go(active);
  }

  focused(): string | undefined {
    const row = document.activeElement?.closest('[data-row]');
    const inside = row && this.#frame()?.contains(row);
    return (inside ? row.getAttribute('data-step') : null) ?? undefined;
  }

  middle(): Place {
    return this.#spot();
  }

  cornerFor(): { readonly x: number; readonly y: number } {
    const frame = this.#frame();
    const row = frame?.querySelector(`[data-row="${CSS.escape(this.active.get())}"]`);
    if (!frame || !row) return { x: 12, y: 52 };
    const [of, at] = [frame.getBoundingClientRect(), row.getBoundingClientRect()];
    const within = (value: number, room: number) => Math.max(8, Math.min(value, room - 8));
    return {
      x: within(at.left - of.left + 48, frame.clientWidth - PICKER_WIDTH),
      y: within(at.bottom - of.top + 2, frame.clientHeight - PICKER_HEIGHT),
    };
  }
}
