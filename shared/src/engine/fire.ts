import { autoClear } from './case/index.ts';
import { ids } from './ids.ts';
import { cancelTokens, enterRun, stands, startRun } from './move.ts';
import type { Program } from './program.ts';
import type { Turn } from './turn.ts';
import type { ExceptionRecord, Opening, RunState } from './types.ts';
import { takeBack } from './undo.ts';

/** What a sense node says when it fires. */
export interface Firing {
  readonly node: string;
  readonly key: string;
  readonly port: string;
  readonly output: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/**
 * A token leaves an opening port. It begins a run when it reaches the first node that acts or waits; how that run
 * relates to open ones is the workflow's `runs` setting. Returns the id of the opening, or nothing inside the cooldown:
 * the node is then woken at its end and fires if it still holds.
 */
export function open(turn: Turn, program: Program, firing: Firing): string | undefined {
  const { environment, subjectId, cause, nowMs } = turn.occasion;
  const coolMs = turn.lastBegunMs === undefined ? nowMs : turn.lastBegunMs + program.settings.cooldownMs;
  if (coolMs > nowMs) {
    const timer = { dueMs: coolMs, workflow: turn.workflow, target: { node: firing.node, key: firing.key } };
    turn.setTimer(`${turn.senseTimerId(firing.node, firing.key)}/cooldown`, timer);
    turn.trace.push({
      node: firing.node,
      did: 'counted',
      ports: [],
      text: 'inside the cooldown',
      values: firing.output,
    });
    return undefined;
  }
  const opening: Opening = {
    id: ids.opening(environment, turn.workflow, subjectId, firing.node, firing.key, cause),
    node: firing.node,
    key: firing.key,
    standing: true,
    output: firing.output,
  };
  turn.trace.push({ node: firing.node, did: 'fired', ports: [firing.port], text: firing.text, values: firing.output });
  turn.telling = { node: firing.node, key: firing.key, active: true };
  if (!turn.paused) startRun(turn, program, opening, firing.port);
  turn.telling = undefined;
  return opening.id;
}

/** A token leaves a closing port: it enters the run that this opening began, or vanishes. */
export function close(turn: Turn, firing: Firing, openingId: string): void {
  const run = turn.runs.find(
    (each) => each.status === 'open' && each.openings.some((opening) => opening.id === openingId),
  );
  turn.trace.push({
    node: firing.node,
    did: 'closed',
    ports: [firing.port],
    text: firing.text,
    values: firing.output,
    ...(run ? { run: run.id } : {}),
  });
  const pinned = run ? turn.programOf(run) : undefined;
  if (!run || !pinned) return;
  const told = { ...run, outputs: { ...run.outputs, [firing.node]: firing.output } };
  turn.telling = { node: firing.node, key: firing.key, active: false };
  enterRun(turn, pinned, told, [{ node: firing.node, port: firing.port }]);
  turn.telling = undefined;
}

/**
 * Late evidence shows that a firing was wrong. The opening stands no more; a run that no opening stands for ends as
 * retracted: what it asked and nobody claimed is withdrawn, and its exceptions clear unless another run stands for them.
 */
export function retract(
  turn: Turn,
  program: Program,
  firing: Omit<Firing, 'port' | 'output'>,
  openingId: string,
): void {
  const run = turn.runs.find((each) => each.openings.some((opening) => opening.id === openingId));
  turn.trace.push({
    node: firing.node,
    did: 'retracted',
    ports: [],
    text: firing.text,
    ...(run ? { run: run.id } : {}),
  });
  if (!run || !program.settings.retracts) return;
  const openings = run.openings.map((opening) =>
    opening.id === openingId ? { ...opening, standing: false } : opening,
  );
  const changed = { ...run, openings };
  if (stands(changed)) {
    turn.putRun(changed);
    turn.tellRun(changed, 'changed');
    return;
  }
  const ended: RunState = {
    ...cancelTokens(turn, takeBack(turn, { ...run, openings }), 'retracted'),
    status: 'retracted',
    outcome: firing.text,
  };
  turn.putRun(ended);
  turn.tellRun(ended, 'ended');
  for (const exception of Object.values(turn.exceptions))
    if (exception.runs.includes(run.id) && !exception.closedAt && !othersStand(turn, exception))
      autoClear(turn, exception, {
        cause: 'retracted',
        evidence: turn.occasion.event?.id ?? turn.occasion.cause,
        reason: firing.text,
      });
}

function othersStand(turn: Turn, exception: ExceptionRecord): boolean {
  // A run that a case of very many has forgotten, or one of another workflow, is not ours to judge: it stands until its
  // own evidence says otherwise.
  if (exception.count > exception.runs.length) return true;
  return exception.runs.some((id) => {
    const run = turn.run(id);
    return run ? stands(run) : true;
  });
}
