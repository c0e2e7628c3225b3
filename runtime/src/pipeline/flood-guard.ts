import type { CanonicalEvent } from '@slipway/shared/event';
import { canonicalJson, hashText } from '@slipway/shared/json';
import { LIMITS } from '@slipway/shared/limits';
import { instantFromMs } from '@slipway/shared/time';
import type { Database } from '../database/index.ts';
import { saveOutbox } from '../stores/event-outbox.ts';
import { floodsSince, forgetOpened, type OpenedRow } from '../stores/opened-counts.ts';
import type { Executor } from '../stores/statement.ts';
import type { Batch } from './batch.ts';
import type { Clock } from './clock.ts';
import type { LiveContent } from './live-content.ts';
import type { Progress } from './progress.ts';
import { OURSELVES } from './read-record.ts';
import type { Also, Released } from './release.ts';

/** How many exceptions of one workflow are a flood. */
export interface FloodBounds {
  readonly exceptions: number;
  readonly withinMs: number;
}

/** The bounds where nobody says otherwise. */
export const FLOOD: FloodBounds = { exceptions: LIMITS.floodExceptions, withinMs: LIMITS.floodMinutes * 60_000 };

/** What the guard needs. */
export interface FloodParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly bounds: FloodBounds;
  readonly nameOf: (environment: string, workflow: string) => Promise<{ name: string; version: string } | undefined>;
  readonly adjustLive: (
    environment: string,
    change: (now: LiveContent) => LiveContent,
    also: Also,
  ) => Promise<Released>;
  readonly onError: (error: unknown, where: string) => void;
}

const LOOK_MS = 250;
const SLICES = 12;

/** What a batch adds to the counts of exceptions, by the wall clock. */
export function openedIn(
  batch: Batch,
  at: { readonly partition: number; readonly wallMs: number; readonly bounds: FloodBounds },
): readonly OpenedRow[] {
  const counts = new Map<string, number>();
  for (const { result } of batch.decided) {
    for (const { workflow, effects } of result.decisions) {
      const opened = effects.filter((effect) => effect.kind === 'exception' && effect.change === 'opened').length;
      if (opened > 0 && workflow !== '') counts.set(workflow, (counts.get(workflow) ?? 0) + opened);
    }
  }
  const sliceMs = Math.max(1, Math.floor(at.bounds.withinMs / SLICES));
  const slice_ms = at.wallMs - (at.wallMs % sliceMs);
  return [...counts].map(([workflow, opened]) => ({ workflow, partition: at.partition, slice_ms, opened }));
}

/**
 * Pauses a workflow of a live environment that opens exceptions without measure, and opens one case that says so in the
 * place of those that would have followed. Both are one transaction, and go through the log as every release and event:
 * what was in it before is still decided as before.
 */
export class FloodGuard {
  readonly #parts: FloodParts;
  readonly #looks = new Map<string, NodeJS.Timeout>();
  #work: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(parts: FloodParts) {
    this.#parts = parts;
  }

  /** Says that exceptions were opened. Looked at soon, and together with what follows at once. */
  opened(environment: string): void {
    if (this.#stopped || this.#looks.has(environment)) return;
    const look = setTimeout(() => {
      this.#looks.delete(environment);
      this.#work = this.#work.then(() => this.#look(environment)).catch((error) => this.#fail(error, environment));
    }, LOOK_MS);
    this.#looks.set(environment, look);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const look of this.#looks.values()) clearTimeout(look);
    await this.#work;
  }

  #fail(error: unknown, environment: string): void {
    this.#parts.onError(error, `flood guard of ${environment}`);
  }

  async #look(environment: string): Promise<void> {
    const { database, clock, bounds } = this.#parts;
    const since = { sinceMs: clock.nowMs() - bounds.withinMs, most: bounds.exceptions };
    for (const { workflow, opened } of await floodsSince(database.kysely, environment, since)) {
      await this.#pause(environment, workflow, opened);
    }
  }

  async #pause(environment: string, workflow: string, opened: number): Promise<void> {
    const { clock, progress, bounds, nameOf, adjustLive } = this.#parts;
    const about = await nameOf(environment, workflow);
    const pause = (now: LiveContent): LiveContent => ({
      ...now,
      workflows: now.workflows.map((each) => (each.workflow === workflow ? { ...each, paused: true } : each)),
    });
    let told = false;
    progress.outbox(environment, 1);
    try {
      await adjustLive(environment, pause, async (transaction: Executor, released) => {
        // Counted anew once somebody resumes it.
        await forgetOpened(transaction, environment, workflow);
        // Paused already: what was in the log before the pause is still being decided.
        if (!released.changed) return;
        const data = { workflow, ...about, opened, withinMinutes: Math.ceil(bounds.withinMs / 60_000) };
        const event: CanonicalEvent = {
          id: `flood_${hashText(JSON.stringify([environment, workflow, released.liveSet])).slice(0, 20)}`,
          source: OURSELVES,
          type: 'workflow.flooded',
          subject: `workflow:${workflow}`,
          time: instantFromMs(clock.nowMs()),
          data,
        };
        const row = { kind: 'event' as const, partition: null, subject: event.subject, event: canonicalJson(event) };
        await saveOutbox(environment, [row]).execute(transaction);
        told = true;
      });
    } catch (error) {
      told = false;
      throw error;
    } finally {
      if (!told) progress.outbox(environment, -1);
    }
  }
}
