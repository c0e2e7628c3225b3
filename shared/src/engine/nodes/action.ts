import { factsOf } from '../facts.ts';
import { fill } from '../fill.ts';
import { ids } from '../ids.ts';
import { undoOf } from '../undo.ts';
import type { StepHandler } from './index.ts';

/** Asks for the action and stays for its result; a mapping that cannot be computed leaves by *failed* at once. */
export const enter: StepHandler<'action'>['enter'] = (turn, program, run, node, { visit }) => {
  const { environment, subjectId, nowMs } = turn.occasion;
  const id = ids.action(environment, turn.workflow, run.id, node.id, visit);
  const mapped = fill(node.is.input, { ...factsOf(turn, program, { run, node }), action: { id } });
  if (!mapped.ok)
    return {
      did: 'failed',
      leaves: ['failed'],
      output: { code: 'invalid-input', detail: mapped.reason },
      told: { text: mapped.reason },
    };
  const input = mapped.value as Record<string, unknown>;
  turn.effects.push({
    kind: 'action',
    action: {
      id,
      subject: subjectId,
      workflow: turn.workflow,
      version: run.version,
      run: run.id,
      node: node.id,
      title: node.title,
      visit,
      slot: node.config.slot,
      operation: node.config.operation,
      input,
      attempts: node.is.attempts,
      firstRetryMs: node.is.firstRetryMs,
      mostRetryMs: node.is.mostRetryMs,
    },
  });
  const dueMs = node.is.timeoutMs === undefined ? {} : { dueMs: nowMs + node.is.timeoutMs };
  return {
    did: 'waits',
    stays: { waits: { for: 'action', action: id }, ...dueMs },
    told: { text: `${node.config.slot} · ${node.config.operation}`, values: { action: id } },
  };
};

/** The first of result and timeout wins: whichever comes second finds no token here. */
export const resume: NonNullable<StepHandler<'action'>['resume']> = (turn, program, run, node, token, signal) => {
  if (token.waits.for !== 'action') return undefined;
  if (signal.kind === 'timer') {
    turn.effects.push({ kind: 'withdraw', action: token.waits.action, reason: 'timeout' });
    return {
      did: 'resumed',
      leaves: ['failed'],
      output: { code: 'action-timeout', detail: '' },
      told: { text: 'no answer in time' },
    };
  }
  if (signal.kind === 'done' && signal.action === token.waits.action) {
    const undo = undoOf(turn, { program, run, node }, signal);
    return {
      did: 'resumed',
      leaves: ['done'],
      output: signal.output,
      ...(undo ? { undo: [undo] } : {}),
      told: { text: 'done', values: { output: signal.output } },
    };
  }
  if (signal.kind === 'failed' && signal.action === token.waits.action)
    return {
      did: 'resumed',
      leaves: ['failed'],
      output: { code: signal.code, detail: signal.detail },
      told: { text: signal.detail || signal.code, values: { code: signal.code } },
    };
  return undefined;
};
