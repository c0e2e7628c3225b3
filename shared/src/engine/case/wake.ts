import { describeDuration, instantToMs } from '../../time/index.ts';
import type { Turn } from '../turn.ts';
import type { CaseMoment, ExceptionRecord, Promised } from '../types.ts';
import { endOfHoldDown } from './clear.ts';
import { EVIDENCE_KEPT } from './meet.ts';
import { complete, prioritised } from './record.ts';

/** A moment that a case waited for has come. It belongs to the case: nothing needs to wait there. */
export function wakeCase(turn: Turn, target: { readonly exception: string; readonly what: CaseMoment }): void {
  const stored = turn.exceptions[target.exception];
  if (!stored || stored.closedAt) return;
  const exception = complete(stored);
  if (target.what === 'clear') endOfHoldDown(turn, exception);
  else if (target.what === 'wake') back(turn, exception);
  else breach(turn, exception, target.what);
}

/** What was put off lies with the person who did so; what was suppressed is as new. */
function back(turn: Turn, exception: ExceptionRecord): void {
  const state = exception.state === 'waiting' ? 'acknowledged' : 'new';
  turn.putException({ ...exception, revision: exception.revision + 1, state, until: null }, 'changed');
}

const SAID = {
  acknowledge: { label: 'Not taken up in time', short: 'not taken up' },
  resolve: { label: 'Not closed in time', short: 'not closed' },
} as const satisfies Record<Promised, unknown>;

function breach(turn: Turn, exception: ExceptionRecord, promised: Promised): void {
  const by = exception.due[promised];
  if (by === null) return;
  const { label, short } = SAID[promised];
  const after = instantToMs(by) - instantToMs(exception.detectedAt);
  const text = `${short}${after > 0 ? ` ${describeDuration(after)} after it was seen` : ''}`;
  turn.trace.push({
    node: exception.node,
    ...(exception.runs[0] === undefined ? {} : { run: exception.runs[0] }),
    did: 'breached',
    ports: [],
    text,
    values: { exception: exception.id, promised },
  });
  const breached = prioritised({
    ...exception,
    revision: exception.revision + 1,
    breached: [...exception.breached, promised],
    evidence: [...exception.evidence, { label, value: turn.now, expected: by }].slice(-EVIDENCE_KEPT),
  });
  turn.putException(breached, 'breached');
  turn.signals.push({ kind: 'breached', exception: exception.id, promised });
}
