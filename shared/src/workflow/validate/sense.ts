import { PHASES } from '../../event/index.ts';
import { LIMITS } from '../../limits/index.ts';
import type { Problem } from '../../problem/index.ts';
import type { NodeOf, Workflow, WorkflowNode } from '../graph.ts';
import { typeProblems } from './declared.ts';
import { error, warning } from './problem.ts';

/** Settings of a sense node that do not fit together. `path` is the pointer of its configuration. */
export function senseProblems(workflow: Workflow, node: WorkflowNode, path: string): readonly Problem[] {
  switch (node.kind) {
    case 'trigger':
      return [...phaseProblems(workflow, node, path), ...typeProblems(node, node.config.on, `${path}/on`)];
    case 'hold':
      return [...phaseProblems(workflow, node, path), ...holdProblems(node, path)];
    case 'window':
      return [
        ...phaseProblems(workflow, node, path),
        ...windowProblems(node, path),
        ...typeProblems(node, node.config.on, `${path}/on`),
      ];
    case 'missing':
      return [...phaseProblems(workflow, node, path), ...typeProblems(node, node.config.on, `${path}/on`)];
    case 'schedule':
      return phaseProblems(workflow, node, path);
    case 'deadline':
      return [
        ...phaseProblems(workflow, node, path),
        ...typeProblems(node, node.config.met.on, `${path}/met/on`),
        ...typeProblems(node, node.config.start?.on ?? [], `${path}/start/on`),
      ];
    default:
      return [];
  }
}

/** Only a shipment is on its way: a phase of anything else is one that never changes. */
function phaseProblems(
  workflow: Workflow,
  node: WorkflowNode & { config: { phase?: readonly string[] | undefined } },
  path: string,
): Problem[] {
  const { phase } = node.config;
  if (!phase) return [];
  const remove = { title: 'Remove the phase', patch: [{ op: 'remove' as const, path: `${path}/phase` }] };
  if (workflow.subject !== 'shipment')
    return [
      warning(
        'phase-of-nothing',
        `“${node.title}” asks for a phase, but this workflow is about a ${workflow.subject}: only a shipment has phases.`,
        `${path}/phase`,
        node.id,
        remove,
      ),
    ];
  if (new Set(phase).size < PHASES.length) return [];
  const says = `“${node.title}” names every phase, which is the same as none.`;
  return [warning('every-phase', says, `${path}/phase`, node.id, remove)];
}

function holdProblems(node: NodeOf<'hold'>, path: string): Problem[] {
  const { on, maxGap, minSamples } = node.config;
  if (on) return [...tooMany(node, path), ...typeProblems(node, on, `${path}/on`)];
  return [...(maxGap === undefined ? [] : ['maxGap']), ...(minSamples === undefined ? [] : ['minSamples'])].map(
    (name) =>
      warning(
        'unused-setting',
        `“${node.title}” watches what is known and no events, so ${name} means nothing. Name the events that it looks at, or remove it.`,
        `${path}/${name}`,
        node.id,
        { title: `Remove ${name}`, patch: [{ op: 'remove', path: `${path}/${name}` }] },
      ),
  );
}

function windowProblems(node: NodeOf<'window'>, path: string): Problem[] {
  const { aggregate, value, when, over, rateOf, full } = node.config;
  const counts = aggregate === 'count' || aggregate === 'minutesTrue';
  const found = tooMany(node, path);
  if (!counts && value === undefined)
    found.push(
      error(
        'missing-value',
        `“${node.title}” does not say of what it takes the ${aggregate}. Give it a value.`,
        path,
        node.id,
      ),
    );
  if (aggregate === 'minutesTrue' && when === undefined)
    found.push(
      error(
        'missing-condition',
        `“${node.title}” counts minutes but does not say of what. Give it a condition.`,
        path,
        node.id,
      ),
    );
  const unused = (name: string, why: string) =>
    warning('unused-setting', `“${node.title}”: ${name} means nothing ${why}.`, `${path}/${name}`, node.id, {
      title: `Remove ${name}`,
      patch: [{ op: 'remove', path: `${path}/${name}` }],
    });
  if (counts && value !== undefined) found.push(unused('value', `to ${aggregate}, which looks at the condition`));
  if (rateOf !== undefined && aggregate !== 'rate') found.push(unused('rateOf', 'but to a rate'));
  if (full !== undefined && !('sliding' in over)) found.push(unused('full', 'but over a sliding time'));
  return found;
}

/** A node remembers a bounded number of samples: one that needs more never fires. */
function tooMany(node: NodeOf<'window' | 'hold'>, path: string): Problem[] {
  const { minSamples } = node.config;
  if (node.kind !== 'window' || minSamples === undefined || minSamples <= LIMITS.windowSamples) return [];
  return [
    error(
      'too-many-samples',
      `“${node.title}” needs ${minSamples} samples but remembers ${LIMITS.windowSamples}: it would never fire.`,
      `${path}/minSamples`,
      node.id,
      {
        title: `Need ${LIMITS.windowSamples}`,
        patch: [{ op: 'replace', path: `${path}/minSamples`, value: LIMITS.windowSamples }],
      },
    ),
  ];
}
