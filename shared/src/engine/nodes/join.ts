import type { StepHandler } from './index.ts';

/** The token is laid beside those that have come by other wires; whether it fires is looked at when all else stands still. */
export const enter: StepHandler<'join'>['enter'] = (turn, _program, _run, node, { by }) => ({
  did: 'waits',
  stays: {
    waits: { for: 'join', wires: [by] },
    ...(node.is.timeoutMs === undefined ? {} : { dueMs: turn.occasion.nowMs + node.is.timeoutMs }),
  },
  told: { text: by },
});

/** Its time is up: what has come goes on by *timeout*, what is still to come in this round goes no further. */
export const resume: NonNullable<StepHandler<'join'>['resume']> = (_turn, _program, _run, node, token, signal) => {
  if (token.waits.for !== 'join' || signal.kind !== 'timer') return undefined;
  const { came, wires } = taken(token.waits.wires);
  return {
    did: 'resumed',
    leaves: ['timeout'],
    output: { came },
    stays: { waits: { for: 'join', wires, spent: came } },
    told: { text: `${came.length} of ${node.is.wires.size} came in time`, values: { came } },
  };
};

/** Takes one token of each wire. */
export function taken(wires: readonly string[]): {
  readonly came: readonly string[];
  readonly wires: readonly string[];
} {
  const came = [...new Set(wires)];
  const left = [...wires];
  for (const wire of came) left.splice(left.indexOf(wire), 1);
  return { came, wires: left };
}
