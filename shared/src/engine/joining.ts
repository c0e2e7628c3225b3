import { LIMITS } from '../limits/index.ts';
import { taken } from './nodes/join.ts';
import type { CompiledNodeOf, Program } from './program.ts';
import { BudgetSpent } from './turn.ts';
import type { RunState, Token } from './types.ts';

/*
 * A join takes one token of each of its wires (rule-graph.md, *Runs*). The tokens of a run that have come to it share one
 * waiting token, which holds the wires they came by. Where it does not need all of them, the round goes on after it has
 * fired until the others have come or can come no more: they belong to what has been done (the *structured
 * discriminator* of van der Aalst's workflow patterns).
 */

type Node = CompiledNodeOf<'join'>;
type Waits = Extract<Token['waits'], { readonly for: 'join' }>;

/** A join of a run that fires now, and what then waits there. */
export interface Joined {
  readonly token: Token;
  readonly node: Node;
  readonly came: readonly string[];
  /** Nothing where the join has no more business in this run. */
  readonly waits: Waits | undefined;
}

/** One more token by a wire: laid beside the others, or, where its round has fired without it, swallowed. */
export function laid(waits: Waits, by: string): Waits {
  const { wires, spent } = waits;
  if (!spent || spent.includes(by)) {
    if (wires.length >= LIMITS.fanOut) throw new BudgetSpent(`more than ${LIMITS.fanOut} tokens at a join`);
    return { ...waits, wires: [...wires, by] };
  }
  return { ...waits, spent: [...spent, by] };
}

/**
 * The first join of a run that has changed now that no token moves: it fires, or its round is over. To be asked again
 * until there is none.
 */
export function nextJoined(program: Program, run: RunState): Joined | undefined {
  for (const token of run.tokens) {
    const node = program.nodes.get(token.node);
    if (token.waits.for !== 'join' || node?.kind !== 'join') continue;
    const joined = look(program, run, token, node, token.waits);
    if (joined) return joined;
  }
  return undefined;
}

function look(program: Program, run: RunState, token: Token, node: Node, waits: Waits): Joined | undefined {
  const { wires, spent } = waits;
  const coming = (done: readonly string[]) =>
    [...node.is.wires].some(([wire, from]) => !done.includes(wire) && canCome(program, run, token, node, from, wire));
  if (spent) {
    if (coming(spent)) return undefined;
    return { token, node, came: [], waits: wires.length ? { for: 'join', wires } : undefined };
  }
  const came = new Set(wires);
  if (came.size < node.is.need && coming([...came])) return undefined;
  const left = taken(wires);
  if (left.came.length < node.is.wires.size && coming(left.came))
    return { token, node, came: left.came, waits: { for: 'join', wires: left.wires, spent: left.came } };
  return { token, node, came: left.came, waits: left.wires.length ? { for: 'join', wires: left.wires } : undefined };
}

/** Whether another token of the run can still come by a wire without passing this join. */
function canCome(
  program: Program,
  run: RunState,
  own: Token,
  node: Node,
  from: ReadonlySet<string>,
  wire: string,
): boolean {
  return run.tokens.some((token) => {
    if (token.id === own.id || !from.has(token.node)) return false;
    const { waits } = token;
    // A round that has fired holds no token: two such joins in one loop must not wait for each other.
    if (waits.for === 'join') return waits.wires.length > 0;
    // A token at a case has left by `opened` already.
    return waits.for !== 'exception' || leavesLater(program, token.node, node, from, wire);
  });
}

function leavesLater(
  program: Program,
  exception: string,
  join: Node,
  from: ReadonlySet<string>,
  wire: string,
): boolean {
  for (const [by, targets] of program.wires) {
    if (!by.startsWith(`${exception}.`) || by === `${exception}.opened`) continue;
    if (targets.some((to) => (to === join.id ? by === wire : from.has(to)))) return true;
  }
  return false;
}
