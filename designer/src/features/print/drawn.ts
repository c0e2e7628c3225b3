import type { Flow, StepNode } from '../../editor/flow.ts';
import { boundsOf, OUT, sizeWithin } from '../../editor/picture-size.ts';
import { boxOf } from '../../editor/way.ts';
import { type Box, routeWire } from '../../editor/wires.ts';
import { type EdgeMark, edgeMarksOf, meet, type PaperWire, type Sheet, sheetsOf } from './sheets.ts';

/** What is left of a page between its margins, in CSS pixels: across, on the first page below its head, and on a sheet. */
export const WIDTH = 680;
const FIRST = 760;
const SHEET = 880;
export const MARGIN = 16;
/** Below it cards say less, because it could not be read. */
const READABLE = 0.7;
const ON_SHEETS = 0.75;
/** Between two marks, so that neither covers the other. */
const APART = 150;

/** A sheet with what is drawn on it. */
export interface PaperSheet extends Sheet {
  readonly zoom: number;
  readonly flow: Pick<Flow, 'nodes' | 'wires' | 'frames'>;
  readonly marks: readonly EdgeMark[];
}

export interface Drawn {
  readonly whole: { readonly box: Box; readonly zoom: number };
  /** None where the whole can be read. */
  readonly sheets: readonly PaperSheet[];
}

/** How a workflow is put on paper. */
export function drawn(flow: Flow): Drawn {
  const box = boundsOf(flow.nodes);
  const { zoom } = sizeWithin(box, { width: WIDTH, height: FIRST }, MARGIN);
  const whole = { box, zoom };
  if (zoom >= READABLE) return { whole, sheets: [] };
  const room = { width: WIDTH / ON_SHEETS, height: SHEET / ON_SHEETS };
  const sheets = sheetsOf(
    flow.nodes.map((node) => boundsOf([node])),
    box,
    room,
  );
  const wires = wiresOf(flow);
  return {
    whole,
    sheets: sheets.map((sheet) => ({
      ...sheet,
      zoom: ON_SHEETS,
      flow: seenOn(sheet.box, flow, wires),
      marks: edgeMarksOf(sheet, [...wires.values()], sheets, APART / ON_SHEETS),
    })),
  };
}

/** Every wire as it runs, by id. */
function wiresOf({ nodes, wires }: Flow): ReadonlyMap<string, PaperWire> {
  const steps = new Map(nodes.filter((node): node is StepNode => node.type === 'step').map((node) => [node.id, node]));
  const boxes = [...steps.values()].map(boxOf);
  return new Map(
    wires.flatMap(({ id, source, target, data }) => {
      const [from, to] = [steps.get(source), steps.get(target)];
      if (!from || !to || !data) return [];
      const points = routeWire(data.start, data.end, boxes);
      const end = (step: StepNode) => ({ number: step.data.number, card: boxOf(step) });
      return [[id, { points, from: end(from), to: end(to) }] as const];
    }),
  );
}

/** What of it is seen on a sheet; the cards at the ends of its wires are there as well, out of sight. */
function seenOn(sheet: Box, { nodes, wires, frames }: Flow, ways: ReadonlyMap<string, PaperWire>): PaperSheet['flow'] {
  const seen = wires.filter(({ id }) => {
    const points = ways.get(id)?.points ?? [];
    return points.some((b, at) => {
      const a = points[at - 1];
      return a !== undefined && meet(around(a, b), sheet);
    });
  });
  const ends = new Set(seen.flatMap(({ source, target }) => [source, target]));
  return {
    nodes: nodes.filter((node) => ends.has(node.id) || meet(boundsOf([node]), sheet)),
    wires: seen,
    frames,
  };
}

function around(a: { readonly x: number; readonly y: number }, b: { readonly x: number; readonly y: number }): Box {
  const [x, y] = [Math.min(a.x, b.x) - OUT, Math.min(a.y, b.y) - OUT];
  return { x, y, width: Math.abs(a.x - b.x) + 2 * OUT, height: Math.abs(a.y - b.y) + 2 * OUT };
}
