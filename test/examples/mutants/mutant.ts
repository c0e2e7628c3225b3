import type { Workflow } from '@slipway/shared/workflow';

/**
 * A workflow with one small change. `id` is stable as long as the place that it changes is; of the `candidates` the first
 * that is a workflow at all is tried.
 */
export interface Mutant {
  readonly id: string;
  readonly candidates: () => Iterable<Workflow>;
}

/** A change of a text or of JSON: what is said of it, and what stands there then. */
export interface Change<Value> {
  readonly said: string;
  readonly value: Value;
}
