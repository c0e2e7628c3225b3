import { z } from 'zod';
import { type Reference, referenceSchema } from '../reference/index.ts';
import { type Scenario, scenarioSchema } from './scenario.ts';

/** A workflow that analysts can start from, with what it is tried with: example, test and documentation in one. */
export interface Example {
  readonly title: string;
  /** Which events and systems it works on. */
  readonly needs: string;
  /** Rows of the exception catalogue that it covers (`E01`). */
  readonly catalogue?: readonly string[];
  /** Pattern primitives of the language that it shows (`P4`). */
  readonly primitives?: readonly string[];
  /** Ids of the examples that must be live beside it, where it works on what they emit. */
  readonly beside?: readonly string[];
  /** Reference tables and transit models that it reads, as an environment would have them. */
  readonly references?: readonly Reference[];
  /** Workflows that are parts of it; not released by themselves. */
  readonly parts?: readonly ExampleWorkflow[];
  /** Changes of the workflow that no scenario can tell from it, and why they mean the same. */
  readonly equivalent?: readonly { readonly mutant: string; readonly why: string }[];
  /** The workflow as it is saved. */
  readonly workflow: ExampleWorkflow;
  readonly scenarios: readonly Scenario[];
}

/** As much of it as is known without reading it. */
export type ExampleWorkflow = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
};

/**
 * A file of an example. Analysts' own files may hold as little as `workflow` and `scenarios`.
 */
export const exampleSchema = z.strictObject({
  title: z.string().max(200).optional(),
  needs: z.string().optional(),
  catalogue: z.array(z.string().regex(/^E\d{2}$/)).optional(),
  primitives: z.array(z.string().regex(/^P\d{1,2}$/)).optional(),
  beside: z.array(z.string()).max(10).optional(),
  references: z.array(referenceSchema).max(20).optional(),
  parts: z.array(z.record(z.string(), z.unknown())).max(10).optional(),
  equivalent: z.array(z.strictObject({ mutant: z.string(), why: z.string().min(10) })).optional(),
  workflow: z.record(z.string(), z.unknown()),
  scenarios: z.array(scenarioSchema).max(200),
});
