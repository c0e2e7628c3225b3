import type { WireData } from './flow-mapping.ts';
import classes from './Wire.module.css';
import type { Point } from './wires.ts';

interface WireChipProps {
  readonly text: string;
  readonly at: Point;
  readonly values: WireData['values'];
  readonly change: WireData['change'];
  /** It says that nothing came this way. */
  readonly quiet: boolean;
}

/** What went over a wire in a few words; all of it for whoever points at it or comes to it by key. */
export function WireChip({ text, at, values, change, quiet }: WireChipProps) {
  const place = { transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)` };
  const told = values?.find(([name, value]) => text === `${name} ${value}`);
  const words = told ? (
    <>
      {told[0]} <b>{told[1]}</b>
    </>
  ) : (
    text
  );
  if (!values || values.length === 0 || change)
    return (
      <div className={classes.chip} data-change={change} data-quiet={quiet || undefined} style={place}>
        {words}
      </div>
    );
  return (
    <div className={classes.place} style={place}>
      <button type="button" className={`${classes.chip} nodrag nopan`}>
        {words}
      </button>
      <dl className={classes.values}>
        {values.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
