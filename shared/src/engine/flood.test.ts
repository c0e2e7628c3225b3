import { expect, test } from 'vitest';
import type { CanonicalEvent } from '../event/index.ts';
import { emptyRecord, step } from './step.ts';
import type { LiveSet } from './types.ts';

const live: LiveSet = { id: 'l', environment: 'test', live: [], pinned: () => undefined };
const nowMs = Date.UTC(2026, 0, 1);
const base = { source: 'slipway', subject: 'workflow:w', time: '2026-01-01T00:00:00.000Z' };

function flooded(id: string): CanonicalEvent {
  const data = { workflow: 'w', version: 'v', name: 'W', opened: 1_001, withinMinutes: 60 };
  return { ...base, id, type: 'workflow.flooded', data };
}

test('a flood is one case about the workflow; a second one is the same case seen again', () => {
  const first = step(live, emptyRecord(base.subject), { kind: 'event', event: flooded('a'), offset: 0, nowMs });
  const second = step(live, first.record, { kind: 'event', event: flooded('b'), offset: 1, nowMs });
  const effects = [first, second].flatMap(({ decisions }) => decisions.flatMap((decision) => decision.effects));
  expect(effects).toMatchObject([
    {
      kind: 'exception',
      change: 'opened',
      exception: { type: 'workflow-flooded', workflow: 'w', severity: 'critical' },
    },
    { kind: 'exception', change: 'seen', exception: { count: 2, revision: 2 } },
  ]);
});

test('a person closes it though its workflow has no part in its subject, and is answered', () => {
  const { record } = step(live, emptyRecord(base.subject), { kind: 'event', event: flooded('a'), offset: 0, nowMs });
  const [exception = ''] = Object.keys(record.exceptions);
  const data = { exception, revision: 1, actor: 'Ada' };
  const event: CanonicalEvent = { ...base, id: 'p', type: 'exception.resolved', data };
  const { decisions } = step(live, record, { kind: 'event', event, offset: 1, nowMs });
  expect(decisions.flatMap((decision) => decision.effects)).toMatchObject([
    { kind: 'exception', change: 'resolved', exception: { state: 'resolved' } },
    { kind: 'answer', request: 'p', failure: null },
  ]);
});
