import type { Fix, Problem } from '../../problem/index.ts';

/** A problem with which a workflow cannot be released. */
export function error(code: string, message: string, path: string, nodeId?: string, fix?: Fix): Problem {
  return problem('error', { code, message, path, nodeId, fix });
}

/** A problem that a workflow can be released with. */
export function warning(code: string, message: string, path: string, nodeId?: string, fix?: Fix): Problem {
  return problem('warning', { code, message, path, nodeId, fix });
}

function problem(
  severity: Problem['severity'],
  {
    code,
    message,
    path,
    nodeId,
    fix,
  }: { code: string; message: string; path: string; nodeId: string | undefined; fix: Fix | undefined },
): Problem {
  return { code, severity, message, path, ...(nodeId === undefined ? {} : { nodeId }), ...(fix ? { fix } : {}) };
}
