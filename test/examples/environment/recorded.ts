import type { Decision } from '@slipway/shared/engine';
import { WorldLedger } from '@slipway/shared/examples/play/index.ts';
import { isFailure } from '@slipway/shared/failure';
import type { Part } from './grouping.ts';
import type { Surroundings } from './surroundings.ts';

/** A recorded decision. */
export interface Row {
  readonly partition: number;
  readonly commit_number: number;
  readonly subject: string;
  readonly at_ms: number;
  readonly decision: string;
}

/** Takes a decision into a ledger; what a request failed with is named. */
export function takeInto(ledger: WorldLedger, row: Row): string | undefined {
  try {
    ledger.take(JSON.parse(row.decision) as Decision, row.subject, row.at_ms);
    return undefined;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return error.message;
  }
}

/** What the runtime recorded for a scenario until its end. */
export class Recorded {
  readonly ledger = new WorldLedger();
  /** Ports by which tokens of the example's own workflow left. */
  readonly path: string[] = [];
  /** Decisions and requests that failed. */
  readonly failures: string[] = [];
  untilMs = Number.POSITIVE_INFINITY;

  take(row: Row, { own, workflows }: Pick<Part, 'own' | 'workflows'>): void {
    if (row.at_ms > this.untilMs) return;
    const decision = JSON.parse(row.decision) as Decision;
    // A request that nobody knows of is no workflow's.
    if (decision.workflow !== '' && !workflows.has(decision.workflow)) return;
    if (decision.failure) this.failures.push(decision.failure.detail);
    const failure = takeInto(this.ledger, row);
    if (failure !== undefined) this.failures.push(failure);
    if (decision.workflow === own)
      this.path.push(...decision.trace.flatMap(({ node, ports }) => ports.map((port) => `${node}.${port}`)));
  }
}

/** Reads the decisions of an environment, each once. */
export class Recording {
  readonly #surroundings: Surroundings;
  readonly #environment: string;
  readonly #read = new Map<number, number>();

  constructor(surroundings: Surroundings, environment: string) {
    this.#surroundings = surroundings;
    this.#environment = environment;
  }

  /** What was committed since it was asked last. */
  async news(): Promise<readonly Row[]> {
    const from = Math.min(...[0, 1].map((partition) => this.#read.get(partition) ?? 0));
    const { rows } = await this.#surroundings.database.pool.query<Row>(
      `SELECT partition, commit_number, subject, at_ms, decision FROM decisions
        WHERE environment = $1 AND commit_number > $2 ORDER BY partition, commit_number, position`,
      [this.#environment, from],
    );
    const fresh = rows.filter((row) => row.commit_number > (this.#read.get(row.partition) ?? 0));
    for (const row of fresh)
      this.#read.set(row.partition, Math.max(row.commit_number, this.#read.get(row.partition) ?? 0));
    return fresh;
  }
}
