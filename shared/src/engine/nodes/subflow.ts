import { type Expression, toJson } from '../../expression/index.ts';
import { factsOf } from '../facts.ts';
import type { CompiledNodeOf, Frame, Program } from '../program.ts';
import type { Turn } from '../turn.ts';
import type { RunState } from '../types.ts';
import type { Arrival } from './arrival.ts';
import type { StepHandler } from './index.ts';

type Node = CompiledNodeOf<'subflow'>;

/**
 * A token comes here twice: it goes *in* with what the part is given, and comes back from one of the part's ends, by
 * whose port it goes on.
 */
export const enter: StepHandler<'subflow'>['enter'] = (turn, program, run, node, { by }) => {
  const part = program.parts.get(node.id);
  // A step that `compile` has drawn always has its part.
  if (!part) return { did: 'failed', leaves: [] };
  return by.startsWith(`${node.id}/`)
    ? back(turn, program, run, { node, part, end: by.slice(node.id.length + 1, by.lastIndexOf('.')) })
    : into(turn, program, run, { node, part });
};

function into(turn: Turn, program: Program, run: RunState, { node, part }: { node: Node; part: Frame }): Arrival {
  const facts = factsOf(turn, program, { run, node });
  const { values, failed } = computed(node.is.inputs, facts);
  const inputs = Object.fromEntries(
    (part.workflow.entry?.inputs ?? []).map(({ name, type }) => {
      const value = values[name] ?? null;
      if (value === null || typeof value === type) return [name, value];
      failed.push(`${name}: ${JSON.stringify(value)} is no ${type}`);
      return [name, null];
    }),
  );
  return {
    did: 'entered',
    leaves: ['in'],
    // Beside what an earlier token in a loop has brought back.
    output: { ...(run.outputs[node.id] as object | undefined), inputs },
    told: { values: inputs, ...(failed.length ? { text: failed.join('; ') } : {}) },
  };
}

function back(
  turn: Turn,
  program: Program,
  run: RunState,
  { node, part, end }: { node: Node; part: Frame; end: string },
): Arrival {
  const facts = factsOf(turn, program, { run, node: { frame: part } });
  const { values, failed } = computed(part.outputs, facts);
  const label = node.config.ends.find(({ id }) => id === end)?.label ?? end;
  return {
    did: 'resumed',
    leaves: [end],
    output: { ...values, end, inputs: facts.inputs },
    told: { text: [label, ...failed].join('; '), values },
  };
}

/** What cannot be computed is null and said so, as where values are set. */
function computed(
  expressions: readonly (readonly [string, Expression])[],
  facts: Readonly<Record<string, unknown>>,
): { readonly values: Record<string, unknown>; readonly failed: string[] } {
  const values: Record<string, unknown> = {};
  const failed: string[] = [];
  for (const [name, expression] of expressions) {
    const result = expression.evaluate(facts);
    values[name] = result.ok ? toJson(result.value) : null;
    if (!result.ok) failed.push(`${name}: ${result.reason}`);
  }
  return { values, failed };
}
