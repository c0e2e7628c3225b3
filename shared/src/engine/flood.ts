import type { CanonicalEvent } from '../event/index.ts';
import { hashText } from '../json/index.ts';
import { complete, priorityOf } from './case/index.ts';
import type { Transition } from './transition.ts';
import type { ExceptionRecord } from './types.ts';

const TYPE = 'workflow-flooded';

/**
 * The one case that stands for all those that a workflow would have gone on to open: it was paused since it opened too
 * many. Opened by the runtime (an event `workflow.flooded`) about the workflow as a subject. Nothing for other events.
 */
export function floodCase(
  event: CanonicalEvent,
  exceptions: Readonly<Record<string, ExceptionRecord>>,
  now: string,
): Transition | undefined {
  if (event.type !== 'workflow.flooded') return undefined;
  const data = event.data as Readonly<Record<string, unknown>>;
  const workflow = String(data.workflow);
  const open = Object.values(exceptions).find((each) => each.type === TYPE && each.closedAt === null);
  const summary = `It opened ${String(data.opened)} exceptions within ${String(data.withinMinutes)} minutes. It watches on, begins no more runs, and can be resumed.`;
  const seen = { lastSeenAt: now, evidence: [{ label: 'Exceptions', value: String(data.opened), event: event.id }] };
  if (open) {
    const met = complete(open);
    const again = { ...met, ...seen, revision: met.revision + 1, count: met.count + 1, summary };
    return { exception: again, effects: [{ kind: 'exception', exception: again, change: 'seen' }] };
  }
  const exception: ExceptionRecord = {
    ...seen,
    id: `exc_${hashText(JSON.stringify([event.source, event.id])).slice(0, 20)}`,
    revision: 1,
    subject: event.subject,
    type: TYPE,
    key: '',
    severity: 'critical',
    state: 'new',
    title: `${String(data.name ?? workflow)} was paused: it flooded the inbox`,
    summary,
    impact: '',
    parent: null,
    priority: priorityOf('critical', [], 1),
    due: { acknowledge: null, resolve: null },
    breached: [],
    clearing: null,
    until: null,
    assignee: null,
    workflow,
    version: String(data.version ?? ''),
    node: '',
    runs: [],
    count: 1,
    choices: [],
    occurredAt: event.time,
    detectedAt: now,
    closedAt: null,
    closing: null,
  };
  return { exception, effects: [{ kind: 'exception', exception, change: 'opened' }] };
}
