import type { Problem, ProblemExample } from '../../problem/index.ts';
import type { WorkflowNode } from '../graph.ts';

interface Told {
  readonly code: string;
  readonly message: string;
  readonly path: string;
  readonly node: WorkflowNode;
  readonly example?: ProblemExample | undefined;
}

/** A finding that a workflow can be released with, and that somebody ought to look at. */
export function doubt(told: Told): Problem {
  return tell('warning', told);
}

/** A finding that may well be meant so. */
export function hint(told: Told): Problem {
  return tell('info', told);
}

function tell(severity: Problem['severity'], { code, message, path, node, example }: Told): Problem {
  return { code, severity, message, path, nodeId: node.id, ...(example ? { example } : {}) };
}
