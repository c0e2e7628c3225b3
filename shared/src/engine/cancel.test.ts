import { describe, expect, it } from 'vitest';
import { readWorkflow } from '../workflow/index.ts';
import { compile } from './compile/index.ts';
import { emptyRecord, step } from './step.ts';
import type { LiveSet, SubjectRecord } from './types.ts';

const subject = 'shipment:1';
const read = readWorkflow({
  formatVersion: 1,
  id: 'asker',
  name: 'Asker',
  subject: 'shipment',
  connections: [{ slot: 'tms', connector: 'http' }],
  nodes: [
    { id: 'late', kind: 'trigger', title: 'Late', config: { on: ['shipment.delayed'] } },
    { id: 'case', kind: 'exception', title: 'Case', config: { type: 'late', severity: 'low', title: 'Late' } },
    {
      id: 'ask',
      kind: 'action',
      title: 'Ask',
      config: { slot: 'tms', operation: 'request', input: {}, timeout: '2h' },
    },
    { id: 'over', kind: 'end', title: 'Over', config: { outcome: 'Over' } },
  ],
  edges: [
    { from: 'late.out', to: 'case.in' },
    { from: 'case.opened', to: 'ask.in' },
    { from: 'ask.done', to: 'over.in' },
    { from: 'ask.failed', to: 'over.in' },
  ],
});
const compiled = read.ok ? compile(read.workflow) : expect.unreachable();
const program = compiled.ok ? compiled.program : expect.unreachable();
const live: LiveSet = { id: 's', environment: 'dev', live: [{ program, paused: false }], pinned: () => program };

function happen(record: SubjectRecord, id: string, type: string, data: Record<string, unknown> = {}) {
  const event = { id, source: 'slipway', type, subject, time: '2026-01-01T00:00:00.000Z', data };
  return step(live, record, { kind: 'event', event, offset: 0, nowMs: Date.parse(event.time) });
}
const effectsOf = (result: ReturnType<typeof step>) => result.decisions.flatMap((decision) => decision.effects);
const begun = () => {
  const result = happen(emptyRecord(subject), 'e1', 'shipment.delayed');
  return { record: result.record, run: result.record.workflows.asker?.runs[0]?.id ?? '' };
};

describe('a request to cancel a run', () => {
  it('ends it, withdraws what it asked, stops its timers and says so on its case, which stays open', () => {
    const { record, run } = begun();
    expect(Object.keys(record.timers)).toHaveLength(1);
    const result = happen(record, 'r1', 'run.cancelled', { run, actor: 'Petra', cause: 'sold' });
    expect(effectsOf(result)).toMatchObject([
      { kind: 'withdraw', action: expect.stringContaining('act_') },
      { kind: 'run', change: 'ended', run: { status: 'cancelled', outcome: 'cancelled by Petra: sold' } },
      { kind: 'exception', exception: { state: 'new', revision: 2, closedAt: null } },
      { kind: 'answer', request: 'r1', failure: null },
    ]);
    const [exception] = Object.values(result.record.exceptions);
    expect(exception?.evidence.at(-1)).toEqual({ label: 'Run cancelled', value: 'by Petra: sold', event: 'r1' });
    expect(result.record.timers).toEqual({});
  });

  it('is a conflict when the run has ended, and not found when nobody knows it', () => {
    const { record, run } = begun();
    const { record: after } = happen(record, 'r1', 'run.cancelled', { run });
    const again = happen(after, 'r2', 'run.cancelled', { run });
    expect(effectsOf(again)).toMatchObject([{ kind: 'answer', request: 'r2', failure: 'conflict' }]);
    const unknown = happen(after, 'r3', 'run.cancelled', { run: 'run_none' });
    expect(effectsOf(unknown)).toMatchObject([{ kind: 'answer', request: 'r3', failure: 'not-found' }]);
    expect(unknown.record.exceptions).toEqual(after.exceptions);
  });
});
