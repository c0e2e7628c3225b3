import type { CanonicalEvent } from '@slipway/shared/event';
import { canonicalJson } from '@slipway/shared/json';
import type { EventLog, LogPosition, NewRecord } from '../event-log/index.ts';
import type { EnvironmentClocks } from './environment-clocks.ts';
import type { Progress } from './progress.ts';

/**
 * The one way by which this process appends. In a replay environment what is appended carries the replay's clock, and
 * `Progress` learns of every record before anybody could think that all is quiet.
 */
export class LogWriter {
  readonly #log: EventLog;
  readonly #clocks: EnvironmentClocks;
  readonly #progress: Progress;

  constructor(log: EventLog, clocks: EnvironmentClocks, progress: Progress) {
    this.#log = log;
    this.#clocks = clocks;
    this.#progress = progress;
  }

  async append(environment: string, records: readonly NewRecord[]): Promise<readonly LogPosition[]> {
    if (records.some((record) => record.atMs === undefined)) await this.#clocks.refresh(environment);
    const atMs = this.#clocks.replayMs(environment);
    const stamped = atMs === undefined ? records : records.map((record) => ({ atMs, ...record }));
    this.#progress.appending(environment);
    let positions: readonly LogPosition[] = [];
    try {
      positions = await this.#log.append(environment, stamped);
      return positions;
    } finally {
      this.#progress.appended(environment, positions);
    }
  }
}

/** The record of an event; an event goes where its subject goes. */
export function eventRecord(event: CanonicalEvent): NewRecord {
  return { kind: 'event', key: event.subject, value: canonicalJson(event) };
}
