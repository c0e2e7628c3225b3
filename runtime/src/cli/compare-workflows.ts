import { Failure } from '@slipway/shared/failure';
import type { Workflow } from '@slipway/shared/workflow';
import { proposeTests } from '@slipway/shared/workflow/coverage';
import { type Difference, differencesOf, diffWorkflows, tellApart } from '@slipway/shared/workflow/diff';
import { EXIT, type ExitCode, type Output } from './output.ts';
import { givenFor, readWorkflowFiles, type WorkflowFile, workflowsBeside } from './workflow-files.ts';

/** Says what differs between two workflow files, in words and by events of which they make something else. Ends with 3 where they differ. */
export function diffFiles(before: string, after: string, output: Output): ExitCode {
  const [old, now] = [fileAt(before), fileAt(after)];
  const changes = diffWorkflows(old.workflow, now.workflow);
  const stories = [...old.file.scenarios, ...now.file.scenarios];
  const beside = workflowsBeside(now.file, [old.file, now.file]);
  const { json, edges, nodes } = changes.structure;
  const same = json.length === 0 && edges.added.length + edges.removed.length + nodes.length === 0;
  const apart = same
    ? undefined
    : tellApart(old.workflow, now.workflow, { stories, beside, given: givenFor(now.file, [old.file, now.file]) });
  const told = !apart
    ? 'They mean the same.'
    : apart.found
      ? [
          `Told apart by: ${apart.story.name}`,
          ...apart.story.steps.map((step) => `  ${JSON.stringify(step)}`),
          ...apart.differs.map((line) => `  ${line}`),
        ].join('\n')
      : `No difference found in ${apart.tried} stories: ${apart.how.join('; ')}.`;
  const words = differencesOf({ ...old.workflow }, { ...now.workflow }).flatMap(inWords);
  output.answer({ ok: same, changes, apart: apart ?? null }, [...words, told].join('\n'));
  return same ? EXIT.ok : EXIT.differs;
}

const CHANGES = { added: 'new', removed: 'gone', changed: 'changed', moved: 'moved' } as const;

/** A difference as the designer tells it: what the step did and does, and field by field what it was and is. */
function inWords({ of, change, title, before, after, fields, nodes }: Difference): readonly string[] {
  const does = after ?? before;
  if (of === 'places') return [`${title}: ${nodes.length} ${nodes.length === 1 ? 'step' : 'steps'}`];
  if (change !== 'changed') {
    return [
      `${title} (${CHANGES[change]})${does === null ? '' : `: ${does}`}`,
      ...fields.map(
        ({ label, ...field }) => `  ${label}: ${(change === 'added' ? field.after : field.before) ?? ABSENT}`,
      ),
    ];
  }
  return [
    `${title} (${CHANGES[change]})`,
    ...(before === after ? [] : [`  was: ${before ?? ABSENT}`, `  is:  ${after ?? ABSENT}`]),
    ...fields.map((field) => `  ${field.label}: ${field.before ?? ABSENT} → ${field.after ?? ABSENT}`),
  ];
}
const ABSENT = 'nothing';

/** Proposes scenarios for a workflow file: an input with which each comparison decides yes, and one with which it decides no. */
export function proposeForFile(path: string, output: Output): ExitCode {
  const { workflow, file } = fileAt(path);
  const proposal = proposeTests(workflow, {
    scenarios: file.scenarios,
    beside: workflowsBeside(file, [file]),
    given: givenFor(file, [file]),
  });
  const lines = [
    ...proposal.comparisons.flatMap(({ node, path: place, pair }) =>
      pair.kind === 'impossible' ? [`${node} ${place}${pair.at}: changes nothing, whatever comes`] : [],
    ),
    ...proposal.scenarios.map((scenario) => JSON.stringify(scenario)),
    ...proposal.untried.map((port) => `untried ${port}`),
    `${proposal.scenarios.length} scenarios proposed for ${proposal.comparisons.length} comparisons.`,
  ];
  const { scenarios, untried } = proposal;
  const comparisons = proposal.comparisons.map(({ node, path: place, pair }) => ({
    node,
    path: place,
    at: pair.at,
    kind: pair.kind,
  }));
  output.answer({ ok: true, scenarios, untried, comparisons }, lines.join('\n'));
  return EXIT.ok;
}

function fileAt(path: string): { readonly file: WorkflowFile; readonly workflow: Workflow } {
  const [file] = readWorkflowFiles(path);
  if (!file?.workflow) throw new Failure('invalid-workflow', `${path}: ${file?.problems[0]?.message ?? 'no workflow'}`);
  return { file, workflow: file.workflow };
}
