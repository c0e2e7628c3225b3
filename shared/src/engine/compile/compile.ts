import { hasErrors, type Problem } from '../../problem/index.ts';
import type { Reference } from '../../reference/index.ts';
import { parseDuration } from '../../time/index.ts';
import { NODE_KINDS, validate, type Workflow } from '../../workflow/index.ts';
import type { Program } from '../program.ts';
import { type Drawing, expand } from './expand.ts';
import { frameOf } from './frame.ts';
import { drawnLoops } from './loops.ts';
import { compileNode } from './nodes.ts';
import { byId } from './texts.ts';
import { variableProblems, variablesOf } from './variables.ts';
import { programVersion } from './version.ts';

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
  /** What its version is called where it is none that is kept, as a draft that is tried; else the hash of its content. */
  readonly version?: string | undefined;
}

/** Compiles a workflow, its parts drawn in. One with errors does not compile; warnings come along. */
export function compile(workflow: Workflow, given: Given = {}): CompileResult {
  const variables = given.variables ?? {};
  const own = [...validate(workflow), ...variableProblems(workflow, variables)];
  if (hasErrors(own)) return { ok: false, problems: own };
  const drawing = expand(workflow, given);
  const problems = [...own, ...drawing.problems, ...drawnLoops(workflow, drawing)];
  if (hasErrors(problems)) return { ok: false, problems };
  return { ok: true, problems, program: programOf(workflow, drawing, given) };
}

function programOf(workflow: Workflow, drawing: Drawing, given: Given): Program {
  const variables = given.variables ?? {};
  const parts = new Map([...drawing.parts].map(([step, part]) => [step, frameOf(part, variables)]));
  const nodes = drawing.nodes.map(({ node, part }) =>
    compileNode(node, (part?.workflow ?? workflow).conditions, drawing, part && parts.get(part.step)),
  );
  const { unlocked } = drawing;
  let { version } = given;
  return {
    workflow,
    id: workflow.id,
    // Hashing a large workflow takes a while, and who only wants to know whether it compiles does not ask.
    get version() {
      version ??= programVersion(workflow, unlocked);
      return version;
    },
    variables: variablesOf(workflow, variables),
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
    wires: drawing.wires,
    parts,
  };
}
