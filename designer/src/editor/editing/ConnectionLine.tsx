import type { ConnectionLineComponentProps } from '@xyflow/react';
import { routeWire, wirePath } from '../wires.ts';
import classes from './EditCanvas.module.css';

/** The wire while it is drawn, with the bends that it will have. */
export function ConnectionLine({ fromX, fromY, toX, toY, fromPosition }: ConnectionLineComponentProps) {
  const [from, to] = [
    { x: fromX, y: fromY },
    { x: toX, y: toY },
  ];
  // Held at its lower end, the wire still runs downwards.
  const points = fromPosition === 'top' ? routeWire(to, from, []) : routeWire(from, to, []);
  return <path d={wirePath(points)} className={classes.line} />;
}
