import type { TraceStep } from './types.ts';

const PASSING: ReadonlySet<TraceStep['did']> = new Set(['fired', 'counted', 'entered', 'waits', 'ended']);

/** Whether a step of a decision is one passing of its node: what goes on there later is the same one. */
export const isPassing = ({ did }: Pick<TraceStep, 'did'>): boolean => PASSING.has(did);
