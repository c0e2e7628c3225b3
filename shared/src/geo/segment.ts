import { DEGREE, distanceM, type Position, turn } from './position.ts';

/** Metres from a position to the nearest point of a straight line (in longitude and latitude) between two others. */
export function distanceToSegmentM(position: Position, a: Position, b: Position): number {
  // Around the position the earth is flat once a degree of longitude has its length; straight lines stay straight there.
  const width = Math.cos(position.lat * DEGREE);
  const ax = turn(a.lon - position.lon);
  const ay = a.lat - position.lat;
  const dx = turn(b.lon - a.lon);
  const dy = b.lat - a.lat;
  const length = (dx * width) ** 2 + dy ** 2;
  const along = length === 0 ? 0 : -(ax * width * dx * width + ay * dy) / length;
  const t = Math.min(1, Math.max(0, along));
  return distanceM(position, { lat: a.lat + dy * t, lon: position.lon + ax + dx * t });
}

/** Whether two straight lines (in longitude and latitude) meet. */
export function segmentsMeet(a: Position, b: Position, c: Position, d: Position): boolean {
  const abx = turn(b.lon - a.lon);
  const aby = b.lat - a.lat;
  const cdx = turn(d.lon - c.lon);
  const cdy = d.lat - c.lat;
  const cx = turn(c.lon - a.lon);
  const cy = c.lat - a.lat;
  const [c1, d1] = [side(abx, aby, cx, cy), side(abx, aby, cx + cdx, cy + cdy)];
  const [a2, b2] = [side(cdx, cdy, -cx, -cy), side(cdx, cdy, abx - cx, aby - cy)];
  if (c1 * d1 < 0 && a2 * b2 < 0) return true;
  return (
    (c1 === 0 && within(cx, cy, abx, aby)) ||
    (d1 === 0 && within(cx + cdx, cy + cdy, abx, aby)) ||
    (a2 === 0 && within(-cx, -cy, cdx, cdy)) ||
    (b2 === 0 && within(abx - cx, aby - cy, cdx, cdy))
  );
}

/** On which side of the line from the origin along (x, y) a point lies. */
function side(x: number, y: number, px: number, py: number): number {
  return x * py - y * px;
}

/** Whether a point known to be on the line from the origin to (x, y) lies between its ends. */
function within(px: number, py: number, x: number, y: number): boolean {
  return Math.min(0, x) <= px && px <= Math.max(0, x) && Math.min(0, y) <= py && py <= Math.max(0, y);
}
