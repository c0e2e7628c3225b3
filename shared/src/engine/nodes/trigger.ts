import { factsOf } from '../facts.ts';
import { open } from '../fire.ts';
import type { SenseHandler } from './index.ts';
import { keysOf } from './keys.ts';

/**
 * Fires for events of its types: `every` time its condition holds, or only when it `rising`ly becomes true. What was
 * true already when the version went live counts as risen, so that a release does not fire on the whole past.
 */
export const observe: SenseHandler<'trigger'>['observe'] = (turn, program, node) => {
  const { event, late, activated } = turn.occasion;
  if (activated ? !node.is.rising : !event || !node.is.matches(event.type) || (late && !node.is.late)) return;
  for (const key of keysOf(node.is.per, factsOf(turn, program))) {
    const holds = node.is.when?.test(factsOf(turn, program, { key })) ?? true;
    const before = turn.sense(node.id, key);
    const high = before?.kind === 'trigger' && before.high;
    if (node.is.rising && holds !== high) turn.setSense(node.id, key, { kind: 'trigger', high: holds });
    if (!holds || activated || (node.is.rising && high)) continue;
    const fired = open(turn, program, {
      node: node.id,
      key,
      port: 'out',
      output: { key, at: turn.now, ...(event ? { event: event.id } : {}) },
      text: event?.type ?? 'still holds',
    });
    if (fired === undefined && node.is.rising)
      turn.setSense(node.id, key, { kind: 'trigger', high: true, pending: true });
  }
};

/** The cooldown is over: a rise that was remembered fires if its condition still holds. */
export const wake: SenseHandler<'trigger'>['wake'] = (turn, program, node, key) => {
  const state = turn.sense(node.id, key);
  if (state?.kind !== 'trigger' || !state.pending) return;
  const holds = node.is.when?.test(factsOf(turn, program, { key })) ?? true;
  turn.setSense(node.id, key, { kind: 'trigger', high: holds });
  if (holds)
    open(turn, program, {
      node: node.id,
      key,
      port: 'out',
      output: { key, at: turn.now },
      text: 'still holds after the cooldown',
    });
};
