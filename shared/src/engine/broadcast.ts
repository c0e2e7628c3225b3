import { type CanonicalEvent, eventType, subjectKind, viewOf } from '../event/index.ts';
import type { Program } from './program.ts';
import type { LiveSet, SubjectRecord } from './types.ts';

/** What a silence node heeds without being told in its configuration. */
const SILENCES: ReadonlySet<string> = new Set(['source.silent', 'source.heard']);

/** Whether an event concerns many, so that it is also shown to subjects of other kinds. */
export function isBroadcast(event: CanonicalEvent): boolean {
  return isBroadcastType(event.type);
}

export function isBroadcastType(type: string): boolean {
  return eventType(type)?.broadcast ?? false;
}

/**
 * The kinds of subjects that a broadcast is shown to: those about which a live workflow listens to its type. Never the
 * kind of its own subject: those subjects have events of their own.
 */
export function audienceOf(live: LiveSet, event: CanonicalEvent): ReadonlySet<string> {
  const kinds = new Set<string>();
  for (const { program } of live.live) if (listens(program, event.type)) kinds.add(program.workflow.subject);
  kinds.delete(subjectKind(event.subject));
  return kinds;
}

/** Whether a subject of such a kind is shown it: not one that is over and has nothing open. */
export function isShown(record: SubjectRecord): boolean {
  if (Object.keys(record.timers).length > 0) return true;
  for (const { runs, senses } of Object.values(record.workflows)) {
    if (runs.some((run) => run.status === 'open')) return true;
    // A silence that is suspended has no timer, and waits for the word that its source is back.
    for (const keys of Object.values(senses)) {
      if (Object.values(keys).some((state) => state.kind === 'missing' && state.suspended)) return true;
    }
  }
  if (Object.values(record.exceptions).some((exception) => exception.closedAt === null)) return true;
  return viewOf(record.subject).phase !== 'after';
}

/** Whether anything in a workflow looks at events of a type. A hold without `on` looks at its own subject alone. */
export function listens(program: Program, type: string): boolean {
  for (const node of program.nodes.values()) {
    if (node.kind === 'wait' && node.is.matches(type)) return true;
    if (node.kind === 'exception' && node.config.clear?.on && node.is.clear?.matches(type)) return true;
    if (node.kind === 'missing' && SILENCES.has(type)) return true;
  }
  return program.senses.some((node) => {
    if (node.kind === 'hold' && !node.is.samples) return false;
    if (node.kind === 'deadline' && node.is.start?.matches?.(type)) return true;
    return 'matches' in node.is && node.is.matches(type);
  });
}
