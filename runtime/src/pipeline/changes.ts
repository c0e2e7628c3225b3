import type { CounterRow } from '../stores/counters.ts';

/** Something that people may be looking at has changed; small, for the live feed. */
export type Change =
  | {
      readonly kind: 'batch';
      readonly environment: string;
      readonly partition: number;
      readonly commit: number;
      readonly nextOffset: number;
      readonly clockMs: number;
      readonly outcomes: {
        readonly decided: number;
        readonly duplicate: number;
        readonly skipped: number;
        readonly deadLettered: number;
      };
      /** How many decided events each source gave. */
      readonly sources: Readonly<Record<string, number>>;
      readonly subjects: readonly string[];
      readonly exceptions: readonly string[];
      readonly actions: readonly string[];
      readonly deadLetters: readonly string[];
      /** What was added to counters (differences). */
      readonly counters: readonly CounterRow[];
      /** Milliseconds from the append of the batch's first event to its commit; null in a replay environment. */
      readonly decisionMs: number | null;
    }
  | {
      readonly kind: 'action';
      readonly environment: string;
      readonly id: string;
      readonly subject: string;
      readonly state: 'running' | 'done' | 'retrying' | 'dead' | 'requested';
    }
  | { readonly kind: 'dead-letter'; readonly environment: string; readonly id: string }
  | { readonly kind: 'release'; readonly environment: string; readonly workflows: readonly string[] }
  | { readonly kind: 'source'; readonly environment: string; readonly id: string }
  /** A call or mail was caught instead of sent. */
  | { readonly kind: 'caught'; readonly environment: string };

/** `elsewhere`: another process committed it. */
export type ChangeListener = (change: Change, elsewhere: boolean) => void;

/** Tells everybody who listens, after the change is committed. What a listener throws is its own affair. */
export class Changes {
  readonly #listeners = new Set<ChangeListener>();
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Answers the function that ends listening. */
  listen(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Of something that this process committed. */
  tell(change: Change): void {
    this.#tell(change, false);
  }

  /** Of something that another process committed. */
  pass(change: Change): void {
    this.#tell(change, true);
  }

  #tell(change: Change, elsewhere: boolean): void {
    for (const listener of this.#listeners) {
      try {
        listener(change, elsewhere);
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}
