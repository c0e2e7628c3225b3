import { compile, type Given, type Program } from '@slipway/shared/engine';
import { compareOutcome, type Difference } from '@slipway/shared/examples/play/judge.ts';
import { playProgram, programOf } from '@slipway/shared/examples/play/play.ts';
import type { Scenario } from '@slipway/shared/examples/scenario.ts';
import { isFailure } from '@slipway/shared/failure';
import type { Reference } from '@slipway/shared/reference';
import { readWorkflow, type Workflow } from '@slipway/shared/workflow';
import { proposeTests } from '@slipway/shared/workflow/coverage';

/** What tests are played with, as it can be handed to a worker. */
export interface TestWork {
  readonly draft: unknown;
  readonly scenarios: readonly Scenario[];
  readonly references: Readonly<Record<string, Reference>>;
  /** Workflows that steps run, by id and version. */
  readonly parts: readonly (readonly [string, Workflow])[];
  /** Graphs that live in the same environment. */
  readonly beside: readonly unknown[];
  /** Tests are proposed too. */
  readonly propose: boolean;
}

/** How one test came out. */
export interface TestResult {
  readonly name: string;
  readonly differences: readonly Difference[];
  /** Why it could not be played at all. */
  readonly failure: string | undefined;
  /** Every port by which a token left, in order. */
  readonly path: readonly string[];
}

export type TestNews =
  /** The draft is none that could be played: the tests before stand. */
  | { readonly kind: 'blocked' }
  | { readonly kind: 'result'; readonly result: TestResult }
  | { readonly kind: 'proposed'; readonly scenarios: readonly Scenario[] }
  | { readonly kind: 'done'; readonly ports: readonly string[] };

export const partKey = (workflow: string, version: string | undefined): string => `${workflow} ${version ?? ''}`;

/** Plays the tests of a draft one after the other; whoever takes the news may stop between two of them. */
export function* testRun(work: TestWork): Generator<TestNews> {
  const read = readWorkflow(work.draft);
  const given = givenOf(work);
  const first = read.ok ? compile(read.workflow, given) : undefined;
  if (!read.ok || !first?.ok) {
    yield { kind: 'blocked' };
    return;
  }
  const programs = new Map<string, Program>([['{}', first.program]]);
  const beside = work.beside.flatMap((graph) => {
    const other = readWorkflow(graph);
    return other.ok ? [other.workflow] : [];
  });
  const others = beside.flatMap((graph) => {
    const compiled = compile(graph, given);
    return compiled.ok ? [compiled.program] : [];
  });
  for (const scenario of work.scenarios) {
    yield {
      kind: 'result',
      result: resultOf(scenario, others, () => programFor(read.workflow, scenario, given, programs)),
    };
  }
  if (work.propose) {
    const { scenarios } = proposeTests(read.workflow, { given, beside, scenarios: work.scenarios });
    yield { kind: 'proposed', scenarios };
  }
  yield { kind: 'done', ports: [...new Set(read.workflow.edges.map(({ from }) => from))] };
}

function resultOf(scenario: Scenario, beside: readonly Program[], program: () => Program): TestResult {
  const { name } = scenario;
  try {
    const played = playProgram(program(), scenario, beside);
    return { name, differences: compareOutcome(scenario, played), failure: undefined, path: played.path };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { name, differences: [], failure: error.detail || error.message, path: [] };
  }
}

/** Tests mostly share their variables, and compiling is most of the work. */
function programFor(
  workflow: Workflow,
  { variables = {} }: Scenario,
  given: Given,
  known: Map<string, Program>,
): Program {
  const key = JSON.stringify(variables);
  const program = known.get(key) ?? programOf(workflow, { ...given, variables });
  known.set(key, program);
  return program;
}

function givenOf({ references, parts }: TestWork): Given {
  const byKey = new Map(parts);
  return { references, workflow: (workflow, version) => byKey.get(partKey(workflow, version)) };
}

/** What a function that finds parts would answer for a draft, as a list. */
export function partsFor(draft: unknown, find: Given['workflow']): TestWork['parts'] {
  const found = new Map<string, Workflow>();
  const look = (graph: unknown) => {
    for (const [workflow, version] of namedParts(graph)) {
      const key = partKey(workflow, version);
      const part = found.has(key) ? undefined : find?.(workflow, version);
      if (!part) continue;
      found.set(key, part);
      look(part);
    }
  };
  look(draft);
  return [...found];
}

function namedParts(graph: unknown): readonly (readonly [string, string | undefined])[] {
  const { nodes } = (graph ?? {}) as { readonly nodes?: unknown };
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node) => {
    const { kind, config } = (node ?? {}) as { readonly kind?: unknown; readonly config?: Record<string, unknown> };
    if (kind !== 'subflow' || typeof config?.workflow !== 'string') return [];
    return [[config.workflow, typeof config.version === 'string' ? config.version : undefined] as const];
  });
}
