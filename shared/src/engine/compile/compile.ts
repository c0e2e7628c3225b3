import { hashText } from '../../json/index.ts';
import { hasErrors, type Problem } from '../../problem/index.ts';
import type { Reference } from '../../reference/index.ts';
import { parseDuration } from '../../time/index.ts';
import { canonicalText, NODE_KINDS, validate, type Workflow, withNamedConditions } from '../../workflow/index.ts';
import type { Program } from '../program.ts';
import { compileNode } from './nodes.ts';

/** A case that comes again within a day of having cleared is the same one, unless the workflow says otherwise. */
const REOPEN_WITHIN = '1d';

export type CompileResult =
  | { readonly ok: true; readonly program: Program; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** What a workflow is compiled with: what its environment binds, and the workflows that it is made of. */
export interface Given {
  /** A variable that is not given takes its default. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** Reference tables and transit models, by id. */
  readonly references?: Readonly<Record<string, Reference>> | undefined;
  /** Finds a workflow that a subflow step names; the newest that is known where it names no version. */
  readonly workflow?: ((id: string, version: string | undefined) => Workflow | undefined) | undefined;
}

/** Compiles a workflow. One with errors does not compile; warnings come along. */
export function compile(workflow: Workflow, given: Given = {}): CompileResult {
  const variables = given.variables ?? {};
  const problems = [...validate(workflow), ...variableProblems(workflow, variables)];
  if (hasErrors(problems)) return { ok: false, problems };
  const wires = new Map<string, string[]>();
  for (const edge of workflow.edges) {
    const target = edge.to.slice(0, edge.to.indexOf('.'));
    wires.set(edge.from, [...(wires.get(edge.from) ?? []), target]);
  }
  const nodes = workflow.nodes.map((node) =>
    compileNode(withNamedConditions(node, workflow.conditions), workflow, wires),
  );
  return {
    ok: true,
    problems,
    program: {
      workflow,
      id: workflow.id,
      version: versionOf(workflow),
      variables: Object.fromEntries(
        (workflow.variables ?? []).map((variable) => [
          variable.name,
          Object.hasOwn(variables, variable.name) ? variables[variable.name] : variable.default,
        ]),
      ),
      zones: byId(workflow.zones),
      calendars: byId(workflow.calendars),
      references: new Map(Object.entries(given.references ?? {})),
      settings: {
        runs: workflow.settings?.runs ?? 'one',
        cooldownMs: workflow.settings?.cooldown ? parseDuration(workflow.settings.cooldown) : 0,
        retracts: workflow.settings?.wrongFiring !== 'ignore',
        reopens: workflow.settings?.closedEarly !== 'ignore',
        reopenMs: parseDuration(workflow.settings?.reopenWithin ?? REOPEN_WITHIN),
      },
      nodes: new Map(nodes.map((node) => [node.id, node])),
      senses: nodes.filter((node) => NODE_KINDS[node.kind].family === 'sense'),
      wires,
    },
  };
}

function byId<Item extends { readonly id: string }>(items: readonly Item[] = []): Readonly<Record<string, Item>> {
  return Object.fromEntries(items.map((item) => [item.id, item]));
}

/** The version of a workflow: the hash of its canonical text, shortened to 16 hexadecimal digits. */
export function versionOf(workflow: Workflow): string {
  return hashText(canonicalText(workflow)).slice(0, 16);
}

function variableProblems(workflow: Workflow, given: Readonly<Record<string, unknown>>): Problem[] {
  return (workflow.variables ?? []).flatMap((variable, index): Problem[] => {
    const value = Object.hasOwn(given, variable.name) ? given[variable.name] : variable.default;
    const path = `/variables/${index}`;
    if (value === undefined)
      return [
        {
          code: 'missing-variable',
          severity: 'error',
          message: `The variable “${variable.name}” has no value here and no default.`,
          path,
        },
      ];
    if (value !== null && typeof value !== variable.type)
      return [
        {
          code: 'wrong-variable',
          severity: 'error',
          message: `The variable “${variable.name}” must be a ${variable.type}.`,
          path,
        },
      ];
    return [];
  });
}
