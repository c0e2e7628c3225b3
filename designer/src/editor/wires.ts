export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How a wire runs. */
export interface Way {
  readonly path: string;
  readonly chipAt: Point;
  /** Its ends, from which it was found. */
  readonly start: Point;
  readonly end: Point;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const LEG = 20;
const CLEARANCE = 10;
/** Columns tried for a wire that climbs; in a large graph the nearest are enough. */
const MOST_GUTTERS = 40;
export const WIRE_RADIUS = 14;

/**
 * The corners of a wire from a port downwards to an input: vertical, horizontal, vertical. The horizontal leg is the
 * first of a few heights at which neither leg crosses a card; a target above its source is reached round the side.
 */
export function routeWire(from: Point, to: Point, cards: readonly Box[]): readonly Point[] {
  if (Math.abs(from.x - to.x) < 1 && to.y > from.y) return [from, to];
  if (to.y > from.y + WIRE_RADIUS) {
    const leg = Math.min(LEG, (to.y - from.y) / 2);
    const heights = [from.y + leg, to.y - leg, (from.y + to.y) / 2];
    const routes = heights.map((y) => [from, { x: from.x, y }, { x: to.x, y }, to]);
    return fewestCrossings(routes, cards);
  }
  const below = from.y + LEG;
  const above = to.y - LEG;
  const routes = gutters(from, to, cards).map((x) => [
    from,
    { x: from.x, y: below },
    { x, y: below },
    { x, y: above },
    { x: to.x, y: above },
    to,
  ]);
  return fewestCrossings(routes, cards);
}

/** Columns beside the cards in which a wire can climb, the nearest to the straight way first. */
function gutters(from: Point, to: Point, cards: readonly Box[]): readonly number[] {
  const sides = cards.flatMap((card) => [card.x - LEG, card.x + card.width + LEG]);
  const ideal = (from.x + to.x) / 2;
  const length = (x: number) => Math.abs(from.x - x) + Math.abs(to.x - x) + Math.abs(x - ideal) / 100;
  return [...new Set([ideal, ...sides])].sort((a, b) => length(a) - length(b)).slice(0, MOST_GUTTERS);
}

function fewestCrossings(routes: readonly (readonly Point[])[], all: readonly Box[]): readonly Point[] {
  const cards = near(routes, all);
  let best: readonly Point[] = routes[0] ?? [];
  let least = Number.POSITIVE_INFINITY;
  for (const route of routes) {
    const crossed = crossings(route, cards);
    if (crossed < least) {
      best = route;
      least = crossed;
    }
    if (least === 0) break;
  }
  return best;
}

/** The cards that any of the routes could come near to: of hundreds a handful, so each stretch asks only those. */
function near(routes: readonly (readonly Point[])[], cards: readonly Box[]): readonly Box[] {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const route of routes) {
    for (const { x, y } of route) {
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return cards.filter(
    (card) =>
      right > card.x - CLEARANCE &&
      left < card.x + card.width + CLEARANCE &&
      bottom > card.y &&
      top < card.y + card.height,
  );
}

function crossings(route: readonly Point[], cards: readonly Box[]): number {
  let count = 0;
  for (let at = 1; at < route.length; at++) {
    const a = route[at - 1];
    const b = route[at];
    if (!a || !b) continue;
    for (const card of cards) if (touches(a, b, card)) count++;
  }
  return count;
}

/** Whether an upright or level stretch comes nearer to a card than its clearance; ends that lie on the card do not. */
function touches(a: Point, b: Point, card: Box): boolean {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
  const side = a.x === b.x ? CLEARANCE : 0;
  return (
    right > card.x - side &&
    left < card.x + card.width + side &&
    bottom > card.y + 0.5 &&
    top < card.y + card.height - 0.5
  );
}

/** The corners as an SVG path with rounded bends. */
export function wirePath(points: readonly Point[], radius = WIRE_RADIUS): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${first.x} ${first.y}`;
  rest.forEach((corner, at) => {
    const before = points[at] ?? first;
    const after = rest[at + 1];
    if (!after) {
      path += `L${corner.x} ${corner.y}`;
      return;
    }
    const r = Math.min(radius, distance(before, corner) / 2, distance(corner, after) / 2);
    const enter = towards(corner, before, r);
    const leave = towards(corner, after, r);
    path += `L${enter.x} ${enter.y}Q${corner.x} ${corner.y} ${leave.x} ${leave.y}`;
  });
  return path;
}

/** The middle of the longest stretch: where a value chip sits. */
export function chipPoint(points: readonly Point[]): Point {
  let best: Point = points[0] ?? { x: 0, y: 0 };
  let longest = -1;
  for (let at = 1; at < points.length; at++) {
    const a = points[at - 1];
    const b = points[at];
    if (!a || !b || distance(a, b) <= longest) continue;
    longest = distance(a, b);
    best = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  }
  return best;
}

function distance(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to) || 1;
  return {
    x: round(from.x + ((to.x - from.x) * length) / whole),
    y: round(from.y + ((to.y - from.y) * length) / whole),
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;
