import type { Given } from '@slipway/shared/engine';
import { playProgram, programOf } from '@slipway/shared/examples/play/index.ts';
import { isFailure } from '@slipway/shared/failure';
import type { Reference } from '@slipway/shared/reference';
import { readWorkflow, type Severity, type Workflow } from '@slipway/shared/workflow';
import { tellApart } from '@slipway/shared/workflow/diff';
import type { Draft } from '@slipway/shared/workflow/edit';

/** What a search is given: two versions, and what their steps name. Plain data, so that it can go to a worker. */
export interface Apart {
  readonly before: Draft;
  readonly after: Draft;
  readonly references: Readonly<Record<string, Reference>>;
  readonly parts: readonly { readonly id: string; readonly version: string | undefined; readonly graph: Draft }[];
}

/** What one version makes of the story. */
export interface Did {
  readonly runs: readonly string[];
  readonly cases: readonly { readonly title: string; readonly severity: Severity }[];
  readonly actions: readonly string[];
  readonly emitted: readonly string[];
}

/** An event of a story, as long after its beginning as `at` says. */
export interface Told {
  readonly at: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export type ApartAnswer =
  | { readonly is: 'found'; readonly events: readonly Told[]; readonly before: Did; readonly after: Did }
  | { readonly is: 'none'; readonly tried: number }
  /** One of the two does not compile. */
  | { readonly is: 'broken'; readonly side: 'before' | 'after' };

/** Looks for events of which the two versions make something else, and says what each makes of them. */
export function lookApart({ before, after, references, parts }: Apart): ApartAnswer {
  const workflows = new Map(parts.map(({ id, version, graph }) => [`${id} ${version ?? ''}`, readOr(graph)]));
  const given: Given = { references, workflow: (id, version) => workflows.get(`${id} ${version ?? ''}`) };
  const [old, now] = [compiled(before, given), compiled(after, given)];
  if (!old) return { is: 'broken', side: 'before' };
  if (!now) return { is: 'broken', side: 'after' };
  const told = tellApart(old.workflow, now.workflow, { given });
  if (!told.found) return { is: 'none', tried: told.tried };
  const events = told.story.steps.flatMap(({ at, event }) =>
    event ? [{ at, type: event.type, data: event.data }] : [],
  );
  const did = ({ workflow }: { readonly workflow: Workflow }): Did => {
    const { runs, exceptions, actions, emitted } = playProgram(
      programOf(workflow, { ...given, variables: told.story.variables }),
      told.story,
    );
    const title = (id: string) => workflow.nodes.find((node) => node.id === id)?.title ?? id;
    return {
      runs: runs.map((run) => String(run.outcome ?? run.status)),
      cases: exceptions.map((each) => ({ title: String(each.title), severity: each.severity as Severity })),
      actions: actions.map((action) => title(String(action.node))),
      emitted: emitted.map(({ type }) => String(type)),
    };
  };
  return { is: 'found', events, before: did(old), after: did(now) };
}

function compiled(draft: Draft, given: Given): { readonly workflow: Workflow } | undefined {
  const workflow = readOr(draft);
  if (!workflow) return undefined;
  try {
    programOf(workflow, given);
    return { workflow };
  } catch (failure) {
    if (isFailure(failure)) return undefined;
    throw failure;
  }
}

function readOr(draft: Draft): Workflow | undefined {
  const read = readWorkflow(draft);
  return read.ok ? read.workflow : undefined;
}
