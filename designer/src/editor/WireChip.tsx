import { useReactFlow } from '@xyflow/react';
import type { CSSProperties, FocusEvent, ReactNode } from 'react';
import { motionMs } from '../ui/motion.ts';
import type { WireData } from './flow.ts';
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
      <bdi>{told[0]}</bdi>{' '}
      <b>
        <bdi>{told[1]}</bdi>
      </b>
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
  return <ValueChip words={words} at={at} place={place} values={values} />;
}

interface ValueChipProps extends Pick<WireChipProps, 'at'> {
  readonly words: ReactNode;
  readonly place: CSSProperties;
  readonly values: NonNullable<WireData['values']>;
}

/** A chip that is come to by key shows itself first, wherever the canvas stands. */
function ValueChip({ words, at, place, values }: ValueChipProps) {
  const { setCenter, getZoom } = useReactFlow();
  const show = (e: FocusEvent<HTMLElement>) => {
    const box = e.currentTarget.getBoundingClientRect();
    const frame = e.currentTarget.closest('.react-flow')?.getBoundingClientRect();
    if (!frame) return;
    const inside =
      box.top >= frame.top && box.bottom <= frame.bottom && box.left >= frame.left && box.right <= frame.right;
    if (!inside) void setCenter(at.x, at.y, { zoom: getZoom(), duration: motionMs(150) });
  };
  return (
    <div className={classes.place} style={place}>
      <button type="button" className={`${classes.chip} nodrag nopan`} onFocus={show}>
        {words}
      </button>
      <dl className={classes.values}>
        {values.map(([name, value]) => (
          <div key={name}>
            <dt>
              <bdi>{name}</bdi>
            </dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
