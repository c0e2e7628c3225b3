import { describeDuration } from '../../time/index.ts';
import { moment } from '../moment.ts';
import { isStanding } from '../nodes/spells.ts';
import { thresholdOf, windowNow } from '../nodes/window/window.ts';
import type { CompiledNodeOf, Program } from '../program.ts';
import type { Turn } from '../turn.ts';
import type { WindowState } from '../types.ts';
import { type Answer, instantOf, nameOf, outOfPhase, type Ranked, speaking } from './answer.ts';

type Node = CompiledNodeOf<'window'>;

const COMPARED = {
  greaterThan: 'more than',
  greaterThanInclusive: 'at least',
  lessThan: 'less than',
  lessThanInclusive: 'at most',
} as const;

/** What the window comes to now, of what it must. */
export function windowAnswer(turn: Turn, program: Program, node: Node): Answer {
  const outside = outOfPhase(turn, node.is);
  if (outside) return outside;
  const known = Object.entries(turn.senses[node.id] ?? {});
  const states = known.flatMap(([key, state]) => (state.kind === 'window' ? [[key, state] as const] : []));
  if (states.length === 0) return { text: `No ${node.config.on.join(' or ')} that counts has come for this subject.` };
  return speaking(states.map(([key, state]) => keyAnswer(turn, program, node, key, state)));
}

function keyAnswer(turn: Turn, program: Program, node: Node, key: string, state: WindowState): Ranked {
  const name = nameOf(key);
  const wanted = wantedText(node, thresholdOf(turn, program, node, key));
  const standing = state.spells.findLast(({ toMs }) => toMs === undefined);
  if (isStanding(state.spells) && standing)
    return { rank: 0, text: `${name} has been ${wanted} since ${moment(instantOf(standing.fromMs))}.` };
  const now = windowNow(turn, node, key);
  const samples = now?.samples ?? 0;
  const value = rounded(now?.value ?? null);
  const few = samples < node.is.minSamples ? ` (it takes ${node.is.minSamples} samples)` : '';
  return {
    rank: value === null ? 2 : 1,
    text: `${name} comes to ${value ?? 'nothing that can be told'} from ${samples === 1 ? 'one reading' : `${samples} readings`} ${overText(node)}; it must be ${wanted}${few}.`,
  };
}

function wantedText(node: Node, threshold: number | undefined): string {
  if (threshold === undefined) return 'past a threshold that is not known';
  return `${COMPARED[node.config.threshold.operator]} ${threshold}`;
}

function overText(node: Node): string {
  const { over } = node.is;
  switch (over.kind) {
    case 'sliding':
      return `in the last ${describeDuration(over.ms)}`;
    case 'tumbling':
      return `in the present ${describeDuration(over.ms)}`;
    case 'session':
      return 'since it was last quiet';
    case 'phase':
      return 'in this phase';
  }
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 100) / 100;
}
