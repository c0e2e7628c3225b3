import { takenBack } from '../../event/index.ts';
import { factsOf } from '../facts.ts';
import type { Turn } from '../turn.ts';
import type { ExceptionRecord } from '../types.ts';
import { promises } from './meet.ts';
import { complete, prioritised } from './record.ts';

/**
 * Late evidence shows that a case closed too early: the event by which it cleared is taken back. It reopens, unless its
 * condition holds without that event, or the case has been opened anew meanwhile.
 */
export function reopenTakenBack(turn: Turn): void {
  const { event } = turn.occasion;
  const gone = event && takenBack(event);
  if (gone === undefined) return;
  for (const exception of Object.values(turn.exceptions)) {
    const { closing, workflow } = exception;
    if (closing?.cause !== 'cleared' || closing.evidence !== gone || workflow !== turn.workflow) continue;
    reopen(turn, complete(exception));
  }
}

function reopen(turn: Turn, exception: ExceptionRecord): void {
  const program = turn.programOf(exception);
  const node = program?.nodes.get(exception.node);
  if (!program?.settings.reopens || node?.kind !== 'exception') return;
  const { type, key } = exception;
  const others = Object.values(turn.exceptions);
  if (others.some((each) => !each.closedAt && each.type === type && each.key === key)) return;
  const run = exception.runs.map((id) => turn.run(id)).find((each) => each !== undefined);
  const still = !node.config.clear?.on && node.is.clear?.when.test(factsOf(turn, program, { run, node }));
  if (still) return;
  const text = 'what it cleared by was taken back';
  turn.trace.push({ node: node.id, did: 'reopened', ports: [], text, values: { exception: exception.id } });
  turn.putException(
    prioritised({
      ...exception,
      revision: exception.revision + 1,
      state: 'reopened',
      due: promises(turn, { node, program }),
      breached: [],
      closedAt: null,
      closing: null,
      lastSeenAt: turn.now,
    }),
    'reopened',
  );
}
