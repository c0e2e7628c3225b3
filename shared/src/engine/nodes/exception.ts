import { describe, meet, referenceOf, text } from '../case/index.ts';
import { factsOf } from '../facts.ts';
import type { CompiledNodeOf, Program } from '../program.ts';
import type { ExceptionRecord, Token } from '../types.ts';
import type { Arrival } from './arrival.ts';
import type { StepHandler } from './index.ts';

/**
 * Opens a case, or comes to the one that there is. By *opened* it goes on where something is new: the case was opened,
 * reopened or raised, or it is the run's own. A run that comes to somebody else's open case attaches to it: it waits
 * for what becomes of it where a later port is wired, and ends otherwise, so that nobody is told the same twice.
 */
export const enter: StepHandler<'exception'>['enter'] = (turn, program, run, node, { visit }) => {
  const facts = factsOf(turn, program, { run, node });
  const key = text(node.is.key?.evaluate(facts));
  const { exception, change } = meet(turn, { program, run, node, visit, key, said: describe(turn, node, facts) });
  turn.putException(exception, change);
  const attached = change === 'seen';
  return {
    did: node.is.stays ? 'waits' : 'entered',
    leaves: attached ? [] : ['opened'],
    ...(node.is.stays ? { stays: { waits: { for: 'exception', exception: exception.id } } } : {}),
    ...(attached && !node.is.stays ? { outcome: 'Known already' } : {}),
    output: { exception: exception.id, reference: referenceOf(exception), severity: exception.severity, change },
    told: { text: exception.title, values: { exception: exception.id, change } },
  };
};

export const resume: NonNullable<StepHandler<'exception'>['resume']> = (turn, program, _run, node, token, signal) => {
  if (token.waits.for !== 'exception') return undefined;
  const { exception } = token.waits;
  if (signal.kind === 'closed' && signal.exception === exception)
    return {
      did: 'resumed',
      leaves: [signal.port],
      output: { exception, closed: signal.port },
      told: { text: signal.port },
    };
  if (signal.kind !== 'breached' || signal.exception !== exception) return undefined;
  return {
    did: 'resumed',
    leaves: ['breached'],
    ...stays(program, node, token, turn.exceptions[exception]),
    output: { exception, breached: signal.promised },
    told: { text: signal.promised },
  };
};

/** After a breach it waits on while the case can still say something by a port that leads somewhere. */
function stays(
  program: Program,
  node: CompiledNodeOf<'exception'>,
  token: Token,
  exception: ExceptionRecord | undefined,
): Pick<Arrival, 'stays'> {
  const promised = exception?.due.resolve && !exception.breached.includes('resolve');
  return node.is.closes || (promised && program.wires.has(`${node.id}.breached`))
    ? { stays: { waits: token.waits } }
    : {};
}
