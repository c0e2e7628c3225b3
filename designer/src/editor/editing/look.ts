import type { Place } from '@slipway/shared/workflow/edit';
import type { ReactFlowInstance } from '@xyflow/react';
import { motionMs } from '../../ui/motion.ts';
import type { Selection } from '../document.ts';
import { noteNodeId } from '../notes.ts';
import { slotOf } from '../slot.ts';
import type { Pixels, Sight } from './sight.ts';

/** How the whole workflow is shown. */
export const FIT = { padding: { top: 0.08, x: 0.08, bottom: '80px' }, maxZoom: 1 } as const;
const READABLE_ZOOM = 0.5;
const BEGIN_ZOOM = 0.8;
/** Where the upper edge of the first step then stands, in pixels. */
const BEGIN_TOP = 56;
const MARGIN = 24;
/** Below a card hang its ports and what goes on from them, and the tools for what is picked lie there. */
const MARGIN_BELOW = 96;
const FRAMES = 30;
const PICKER_WIDTH = 320;
const PICKER_HEIGHT = 340;

const motion = () => ({ duration: motionMs(150) });

/** Where the eye and the focus are on the canvas. Ids here are those of the canvas: a note's begins with `note:`. */
export class Look implements Sight {
  readonly #flow: ReactFlowInstance;
  readonly #frame: () => HTMLElement | null;

  constructor(flow: ReactFlowInstance, frame: () => HTMLElement | null) {
    this.#flow = flow;
    this.#frame = frame;
  }

  /** Brings a card into view and puts the focus on it. It may only be about to be drawn, so it is waited for. */
  focus(id: string, frames = FRAMES): void {
    requestAnimationFrame(() => {
      const card = this.#card(id);
      this.bringIntoView(id);
      if (card) card.focus({ preventScroll: true });
      else if (frames > 0) this.focus(id, frames - 1);
      else this.#frame()?.focus();
    });
  }

  /** The first look: the whole, or where it begins when the whole would be too small to read. */
  begin(first: string | undefined): void {
    requestAnimationFrame(() => {
      const node = first === undefined ? undefined : this.#flow.getNode(first);
      const frame = this.#frame();
      if (!node || !frame || this.#flow.getZoom() >= READABLE_ZOOM) return;
      const middle = node.position.x + (node.width ?? 0) / 2;
      const { x, y } = { x: frame.clientWidth / 2 - middle * BEGIN_ZOOM, y: BEGIN_TOP - node.position.y * BEGIN_ZOOM };
      void this.#flow.setViewport({ x, y, zoom: BEGIN_ZOOM });
    });
  }

  /** Gives the focus back to what is picked, or to the canvas. */
  refocus({ nodes, notes }: Selection): void {
    const [id] = [...nodes, ...notes.map(noteNodeId)];
    if (id === undefined) this.#frame()?.focus({ preventScroll: true });
    else this.focus(id);
  }

  /** The card that has the focus. */
  focused(): string | undefined {
    const card = document.activeElement?.closest('.react-flow__node');
    return (card && this.#frame()?.contains(card) ? card.getAttribute('data-id') : null) ?? undefined;
  }

  /** Moves the view only when a part of the card lies outside of it. */
  bringIntoView(id: string, always = false): void {
    const node = this.#flow.getNode(id);
    const frame = this.#frame();
    if (!node || !frame) return;
    const { x, y, zoom } = this.#flow.getViewport();
    const [width, height] = [node.width ?? 0, node.height ?? 0];
    const left = node.position.x * zoom + x;
    const top = node.position.y * zoom + y;
    const inside =
      left >= MARGIN &&
      top >= MARGIN &&
      left + width * zoom <= frame.clientWidth - MARGIN &&
      top + height * zoom <= frame.clientHeight - MARGIN_BELOW;
    if (inside && !always) return;
    void this.#flow.setCenter(node.position.x + width / 2, node.position.y + height / 2, { zoom, ...motion() });
  }

  /** Shows the whole, once what changed is drawn. */
  showAll(): void {
    requestAnimationFrame(() => void this.#flow.fitView({ ...FIT, ...motion() }));
  }

  /** One step nearer or farther. */
  zoom(by: 1 | -1): void {
    void (by > 0 ? this.#flow.zoomIn(motion()) : this.#flow.zoomOut(motion()));
  }

  /** Shows what is picked as large as it can be read, or the whole where nothing is. */
  showPicked(): void {
    const nodes = this.#flow.getNodes().filter(({ selected }) => selected);
    void this.#flow.fitView({ ...FIT, ...motion(), ...(nodes.length > 0 ? { nodes } : {}) });
  }

  /** The slot in the middle of what is seen. */
  middle(): Place {
    const rect = this.#frame()?.getBoundingClientRect();
    if (!rect) return [0, 0];
    return this.slotAt({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 3 });
  }

  /** The slot whose card would hang from this point of the screen. */
  slotAt(screen: Pixels): Place {
    const { x, y } = this.#flow.screenToFlowPosition(screen);
    return slotOf({ x: x - 120, y }, 240);
  }

  /** Where a list opens: at the point, else below the card, else at the upper left; always whole inside the frame. */
  cornerFor(beside: string | undefined, screen?: Pixels): Pixels {
    const frame = this.#frame();
    const rect = frame?.getBoundingClientRect();
    if (!frame || !rect) return { x: 0, y: 0 };
    const node = beside === undefined ? undefined : this.#flow.getNode(beside);
    const below =
      node && this.#flow.flowToScreenPosition({ x: node.position.x, y: node.position.y + (node.height ?? 0) + 20 });
    const at = screen ?? below ?? { x: rect.x + 12, y: rect.y + 52 };
    const within = (value: number, room: number) => Math.max(8, Math.min(value, room - 8));
    return {
      x: within(at.x - rect.x, frame.clientWidth - PICKER_WIDTH),
      y: within(at.y - rect.y, frame.clientHeight - PICKER_HEIGHT),
    };
  }

  #card(id: string): HTMLElement | null {
    return this.#frame()?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`) ?? null;
  }
}
