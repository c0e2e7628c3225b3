import type { Comparison } from '../../../condition/part.ts';
import type { Holds } from './box.ts';

/** Comparisons that exclude each other though neither can be looked up: the ways in which they can come out together. */
export interface Opposed {
  readonly about: string;
  readonly values: readonly unknown[];
  readonly holds: Holds;
}

/** How a position can lie to a zone; with the circle of its accuracy, `in` and `out` are sure. */
const LYING = ['in', 'partly-in', 'partly-out', 'out', 'nowhere', 'unfit'] as const;
const ZONES: Readonly<Record<string, readonly string[]>> = {
  withinZone: ['in', 'partly-in'],
  notWithinZone: ['partly-out', 'out'],
  surelyWithinZone: ['in'],
  surelyOutsideZone: ['out'],
};

/** What a comparison is opposed to; undefined where it stands alone or can be looked up. */
export function opposedOf({ operator, value, fixed }: Comparison): Opposed | undefined {
  const decorators = operator.split(':');
  const bare = decorators.pop() ?? '';
  if (!fixed || decorators.some((each) => each !== 'not')) return undefined;
  const turned = decorators.length % 2 === 1;
  const lying = ZONES[bare];
  if (lying)
    return {
      about: `zone ${JSON.stringify(value)}`,
      values: LYING,
      // Where there is no such zone the comparison is false, also its opposite.
      holds: (at) => at !== 'unfit' && lying.includes(String(at)) !== turned,
    };
  if (bare === 'matches' || bare === 'olderThan' || bare === 'nearerThanKm' || bare === 'fartherThanKm')
    return {
      about: `${bare} ${JSON.stringify(value)}`,
      values: ['yes', 'no', 'unfit'],
      holds: (at) => at !== 'unfit' && (at === 'yes') !== turned,
    };
  return undefined;
}
