import classes from './Sparkline.module.css';

interface SparklineProps {
  readonly values: readonly number[];
  readonly width: number;
  readonly height: number;
}

/** A small line of recent values above its area; decoration beside a number that says the same. */
export function Sparkline({ values, width, height }: SparklineProps) {
  if (values.length < 2) return null;
  const line = linePoints(values, width, height);
  return (
    <svg className={classes.spark} width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <polygon className={classes.area} points={`0,${height} ${line} ${width},${height}`} />
      <polyline className={classes.line} points={line} />
    </svg>
  );
}

/** Points of a line through values, lowest at zero, as SVG takes them. */
export function linePoints(
  values: readonly number[],
  width: number,
  height: number,
  top = Math.max(1, ...values),
): string {
  const step = width / Math.max(1, values.length - 1);
  return values
    .map((value, at) => `${(at * step).toFixed(1)},${(height - 1 - (value / top) * (height - 3)).toFixed(1)}`)
    .join(' ');
}
