import { type CheckResult, checkEvent, type EventType, eventDataSchema, eventType } from '../../event/index.ts';
import { ids } from '../ids.ts';
import type { Turn } from '../turn.ts';
import type { RunState } from '../types.ts';

/** What a step tells a subject: which step at which visit, and what it says. */
export interface Saying {
  readonly run: RunState;
  readonly node: string;
  readonly visit: number;
  readonly subject: string;
  readonly type: string;
  readonly data: unknown;
}

/**
 * The canonical event of what a step tells, checked like any that comes from outside. Emitted events say where they come
 * from: no source outside may call itself `slipway`. Each knows its cause and one hop more than that, so that workflows
 * that wake each other for ever are stopped.
 */
export function emitted(turn: Turn, { run, node, visit, subject, type, data }: Saying): CheckResult {
  const cause = turn.occasion.event ?? run.event;
  const hop = Math.max(turn.occasion.event?.hop ?? 0, run.event?.hop ?? 0) + 1;
  const envelope = {
    id: ids.emitted(turn.occasion.environment, run.id, node, visit, subject),
    source: ownSource(turn),
    type,
    subject,
    time: turn.now,
    hop,
    correlationid: cause?.correlationid ?? cause?.id ?? run.id,
    causationid: cause?.id ?? run.id,
    data,
  };
  return checkEvent(envelope, { types: own(type) });
}

/** The source of everything that a workflow tells. */
export function ownSource(turn: Turn): string {
  return `slipway/${turn.workflow}`;
}

/** A type of the user's own carries what the step says. */
function own(type: string): Readonly<Record<string, EventType>> {
  if (eventType(type)) return {};
  const of: EventType = {
    type,
    title: type,
    family: 'own',
    classifier: false,
    internal: false,
    broadcast: false,
    subjectKinds: [],
    data: eventDataSchema,
    folds: [],
  };
  return { [type]: of };
}
