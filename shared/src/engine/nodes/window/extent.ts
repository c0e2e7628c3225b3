import { distanceM } from '../../../geo/index.ts';

type Point = readonly [lat: number, lon: number];

/** How far apart the furthest of some positions are, and those of them that can still matter. */
export interface Extent {
  readonly points: readonly Point[];
  readonly km: number;
}

export const NOWHERE: Extent = { points: [], km: 0 };

/** Positions kept of a whole phase. More would change the result by metres. */
const POINTS_KEPT = 64;

/**
 * One more position. Only those far from the middle can be the end of a longest distance: of more than POINTS_KEPT the
 * one nearest to the middle goes, so that a journey of any length keeps its outline.
 */
export function extentWith({ points, km }: Extent, point: Point): Extent {
  if (points.some((other) => other[0] === point[0] && other[1] === point[1])) return { points, km };
  const all = [...points, point];
  return {
    points: all.length > POINTS_KEPT ? withoutInnermost(all) : all,
    km: points.reduce((furthest, other) => Math.max(furthest, kmBetween(other, point)), km),
  };
}

/** Below so many positions, looking at all pairs costs nothing. */
const FEW = 16;
/** Degrees within which the earth is flat enough to tell which positions lie outermost. */
const FLAT = 2;

/**
 * The distance between the furthest two of many positions, in kilometres. Only the outermost can be those two; and no pair
 * is further apart than the sum of their distances from any third point, so that with the points sorted by their distance
 * from one in the middle most pairs need no look.
 */
export function furthestKm(all: readonly Point[]): number {
  const points = all.length > FEW ? outermost(all) : all;
  const middle = points[Math.floor(points.length / 2)];
  if (!middle) return 0;
  const sorted = points.map((point) => ({ point, km: kmBetween(middle, point) })).sort((a, b) => b.km - a.km);
  let furthest = 0;
  for (const [index, one] of sorted.entries()) {
    if (one.km * 2 <= furthest) break;
    for (let next = index + 1; next < sorted.length; next += 1) {
      const other = sorted[next];
      if (!other || one.km + other.km <= furthest) break;
      furthest = Math.max(furthest, kmBetween(one.point, other.point));
    }
  }
  return furthest;
}

/** The convex hull (Andrew's monotone chain) where all lie close together; else all of them. */
function outermost(points: readonly Point[]): readonly Point[] {
  const [first] = points;
  if (!first) return points;
  const near = points.every(([lat, lon]) => Math.abs(lat - first[0]) < FLAT && Math.abs(lon - first[1]) < FLAT);
  if (!near || Math.abs(first[0]) > 80) return points;
  const sorted = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  return [...chain(sorted), ...chain(sorted.toReversed())];
}

function chain(sorted: readonly Point[]): readonly Point[] {
  const hull: Point[] = [];
  for (const point of sorted) {
    while (hull.length > 1 && !turnsLeft(hull.at(-2) ?? point, hull.at(-1) ?? point, point)) hull.pop();
    hull.push(point);
  }
  return hull;
}

function turnsLeft(a: Point, b: Point, c: Point): boolean {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0;
}

export function kmBetween(one: Point, other: Point): number {
  return distanceM({ lat: one[0], lon: one[1] }, { lat: other[0], lon: other[1] }) / 1_000;
}

function withoutInnermost(points: readonly Point[]): readonly Point[] {
  // Mean as a vector: a mean of longitudes would lie on the far side of the earth at the antimeridian.
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const vectors = points.map(([lat, lon]) => {
    const ring = Math.cos(radians(lat));
    return [ring * Math.cos(radians(lon)), ring * Math.sin(radians(lon)), Math.sin(radians(lat))] as const;
  });
  const mean = [0, 1, 2].map((axis) => vectors.reduce((sum, vector) => sum + (vector[axis] ?? 0), 0) / vectors.length);
  const offs = vectors.map((vector) => vector.reduce((sum, part, axis) => sum + (part - (mean[axis] ?? 0)) ** 2, 0));
  return points.toSpliced(offs.indexOf(Math.min(...offs)), 1);
}
