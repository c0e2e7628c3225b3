import { isAnnouncement } from '../engine/index.ts';
import type { CanonicalEvent, Heading } from '../event/index.ts';

/** A record of the log, and where the clock of its partition stood; without an event it moves the clock alone. */
export interface HistoryRecord {
  readonly event?: CanonicalEvent;
  /** In place of the event its text, of which only what may matter is parsed. */
  readonly text?: string | undefined;
  readonly atMs: number;
  readonly partition?: number;
}

/**
 * When timers fire: `log`, when the next record of their partition comes, as they did where the clock is in the log; or
 * as they are `due`, for a history in which nobody noted that time passed.
 */
export type Clock = 'log' | 'due';

/** The events that were there already: an event is the same by its source and its id. */
export class Seen {
  readonly #bySource = new Map<string, Set<string>>();

  /** Whether it is new. */
  add({ source, id }: Pick<CanonicalEvent, 'source' | 'id'>): boolean {
    const ids = this.#bySource.get(source) ?? this.#begin(source);
    const before = ids.size;
    return ids.add(id).size > before;
  }

  #begin(source: string): Set<string> {
    const ids = new Set<string>();
    // A copy: the source may be a part of a long text, which it would keep in memory.
    this.#bySource.set(JSON.parse(JSON.stringify(source)), ids);
    return ids;
  }
}

/**
 * Whether an event of the history was made by a workflow itself: what it emitted, and the word of its cases. A backtest
 * makes them anew, each version its own.
 */
export class OwnWords {
  readonly #workflow: string;
  readonly #dropped = new Set<string>();

  constructor(workflow: string) {
    this.#workflow = workflow;
  }

  has(event: Heading): boolean {
    const own =
      event.source === `slipway/${this.#workflow}` ||
      (isAnnouncement(event) &&
        (('workflow' in event.data && event.data.workflow === this.#workflow) ||
          (event.type === 'event.retracted' && this.#dropped.has(String(event.data.retracts)))));
    if (own) this.#dropped.add(event.id);
    return own;
  }
}

/** The action that an event of the history answers; undefined where it is no answer. */
export function answeredBy(event: CanonicalEvent): string | undefined {
  const answers = event.source === 'slipway' && (event.type === 'action.done' || event.type === 'action.failed');
  return answers ? String(event.data.action) : undefined;
}
