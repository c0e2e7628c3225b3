import type { Box, Point } from '../../editor/wires.ts';

/** A part of a picture that fits on a sheet of paper; columns have letters and rows numbers, as on a map. */
export interface Sheet {
  readonly name: string;
  readonly box: Box;
}

type Span = readonly [number, number];

/** Of a sheet's room, what must be used before it may end. */
const LEAST = 0.4;

/** The sheets that show every card whole on one of them, none larger than `room`; empty ones are left out. */
export function sheetsOf(
  cards: readonly Box[],
  bounds: Box,
  room: { readonly width: number; readonly height: number },
): readonly Sheet[] {
  const across = cards.map(({ x, width }): Span => [x, x + width]);
  const down = cards.map(({ y, height }): Span => [y, y + height]);
  const columns = stretchesOf(across, [bounds.x, bounds.x + bounds.width], room.width);
  const rows = stretchesOf(down, [bounds.y, bounds.y + bounds.height], room.height);
  return columns
    .flatMap(([left, right], column) =>
      rows.map(([top, bottom], row) => ({
        name: `${letterOf(column)}${row + 1}`,
        box: { x: left, y: top, width: right - left, height: bottom - top },
      })),
    )
    .filter(({ box }) => cards.some((card) => meet(card, box)));
}

/** Stretches of at most `most` that cover all: cut where nothing stands, else what is cut stands whole in the next. */
function stretchesOf(spans: readonly Span[], [from, to]: Span, most: number): readonly Span[] {
  const found: Span[] = [];
  for (let start = from; ; ) {
    if (to - start <= most) return [...found, [start, to]];
    const { end, next } = cutOf(spans, start, most);
    found.push([start, end]);
    start = next;
  }
}

function cutOf(spans: readonly Span[], start: number, most: number): { readonly end: number; readonly next: number } {
  const earliest = start + most * LEAST;
  const over = (cut: number) => spans.filter(([first, last]) => first < cut && cut < last).map(([first]) => first);
  const limit = start + most;
  for (let cut = limit; cut > earliest; cut = Math.min(...over(cut))) {
    if (over(cut).length === 0) return { end: cut, next: cut };
  }
  return { end: limit, next: Math.min(limit, ...over(limit).filter((first) => first > earliest)) };
}

function letterOf(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : letterOf(Math.floor(column / 26) - 1) + letter;
}

export function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** The sheet on which a card stands whole. */
export function sheetOf(card: Box, sheets: readonly Sheet[]): Sheet | undefined {
  const whole = ({ box }: Sheet) =>
    card.x >= box.x &&
    card.y >= box.y &&
    card.x + card.width <= box.x + box.width &&
    card.y + card.height <= box.y + box.height;
  return sheets.find(whole) ?? sheets.find(({ box }) => meet(card, box));
}

/** A wire with the steps at its ends. */
export interface PaperWire {
  readonly points: readonly Point[];
  readonly from: WireEnd;
  readonly to: WireEnd;
}

interface WireEnd {
  readonly number: number;
  readonly card: Box;
}

/** Where wires leave a sheet or come to it, and which steps stand at their other ends, on which sheet. */
export interface EdgeMark extends Point {
  readonly side: 'top' | 'bottom' | 'left' | 'right';
  readonly to: readonly Elsewhere[];
  readonly from: readonly Elsewhere[];
}

interface Elsewhere {
  readonly number: number;
  readonly sheet: string;
}

/** The marks at the edges of a sheet; those nearer to each other than `near` are one. */
export function edgeMarksOf(
  sheet: Sheet,
  wires: readonly PaperWire[],
  sheets: readonly Sheet[],
  near: number,
): readonly EdgeMark[] {
  const elsewhere = ({ number, card }: WireEnd): Elsewhere => ({ number, sheet: sheetOf(card, sheets)?.name ?? '' });
  const marks = wires.flatMap(({ points, from, to }) =>
    crossingsOf(points, sheet.box).map(
      ({ leaves, ...place }): EdgeMark => ({
        ...place,
        to: leaves ? [elsewhere(to)] : [],
        from: leaves ? [] : [elsewhere(from)],
      }),
    ),
  );
  const along = ({ side, x, y }: EdgeMark) => (side === 'left' || side === 'right' ? y : x);
  const merged: EdgeMark[] = [];
  for (const mark of marks.toSorted((a, b) => along(a) - along(b))) {
    const at = merged.findIndex((each) => each.side === mark.side && along(mark) - along(each) < near);
    const other = merged[at];
    if (other)
      merged[at] = { ...other, to: once([...other.to, ...mark.to]), from: once([...other.from, ...mark.from]) };
    else merged.push(mark);
  }
  return merged;
}

function once(list: readonly Elsewhere[]): readonly Elsewhere[] {
  return list.filter(
    (one, at) => list.findIndex(({ number, sheet }) => number === one.number && sheet === one.sheet) === at,
  );
}

interface Crossing extends Point {
  readonly side: EdgeMark['side'];
  readonly leaves: boolean;
}

/** Where a line of upright and level stretches crosses the edges of a box. */
function crossingsOf(points: readonly Point[], box: Box): readonly Crossing[] {
  const found: Crossing[] = [];
  const [right, bottom] = [box.x + box.width, box.y + box.height];
  for (const [at, b] of points.entries()) {
    const a = points[at - 1];
    if (!a) continue;
    const upright = a.x === b.x;
    // A line along an edge crosses nothing.
    if (upright ? a.x <= box.x || a.x >= right : a.y <= box.y || a.y >= bottom) continue;
    const [start, end] = upright ? [a.y, b.y] : [a.x, b.x];
    const edges = upright
      ? ([
          [box.y, 'top'],
          [bottom, 'bottom'],
        ] as const)
      : ([
          [box.x, 'left'],
          [right, 'right'],
        ] as const);
    for (const [edge, side] of edges) {
      const low = side === 'top' || side === 'left';
      const inside = (value: number) => (low ? value > edge : value < edge);
      if (inside(start) === inside(end)) continue;
      found.push({ ...(upright ? { x: a.x, y: edge } : { x: edge, y: a.y }), side, leaves: inside(start) });
    }
  }
  return found;
}
