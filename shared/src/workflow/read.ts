import type { z } from 'zod';
import type { Problem } from '../problem/index.ts';
import { type Workflow, workflowSchema } from './graph.ts';
import { nodeKinds } from './kinds/config.ts';

export type ReadResult =
  | { readonly ok: true; readonly workflow: Workflow }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a workflow from parsed JSON. Never throws: what is wrong with its shape comes back as problems, at most 100.
 * Fields that begin with `x-` are kept, every other unknown field is a problem.
 */
export function readWorkflow(raw: unknown): ReadResult {
  const version = field(raw, 'formatVersion');
  if (version !== 1)
    return {
      ok: false,
      problems: [
        problem('unknown-version', `Format version ${show(version)} is not known here. This Slipway reads version 1.`, [
          'formatVersion',
        ]),
      ],
    };
  const parsed = workflowSchema.safeParse(raw);
  if (!parsed.success)
    return { ok: false, problems: parsed.error.issues.slice(0, 100).map((issue) => fromIssue(issue, raw)) };
  const strangers = unknownFields(parsed.data);
  if (strangers.length > 0) return { ok: false, problems: strangers };
  return { ok: true, workflow: parsed.data };
}

function fromIssue(issue: z.core.$ZodIssue, raw: unknown): Problem {
  const path = issue.path.map(String);
  const nodeId = path[0] === 'nodes' ? field(field(field(raw, 'nodes'), path[1]), 'id') : undefined;
  const named = typeof nodeId === 'string' ? { nodeId } : {};
  if (path[0] === 'nodes' && path[2] === 'kind')
    return {
      ...problem('unknown-kind', `There is no node kind of this name. Known kinds: ${nodeKinds.join(', ')}.`, path),
      ...named,
    };
  return { ...problem(issue.code === 'too_big' ? 'too-large' : 'invalid-shape', issue.message, path), ...named };
}

function unknownFields(workflow: Workflow): Problem[] {
  const found: Problem[] = [];
  const check = (value: object, schemaKeys: readonly string[], path: readonly string[]) => {
    for (const key of Object.keys(value))
      if (!schemaKeys.includes(key) && !key.startsWith('x-'))
        found.push(
          problem('unknown-field', `The format has no field “${key.slice(0, 60)}”. Fields of your own begin with x-.`, [
            ...path,
            key,
          ]),
        );
  };
  check(workflow, Object.keys(workflowSchema.shape), []);
  workflow.nodes.forEach((node, index) => {
    check(node, ['id', 'kind', 'title', 'description', 'number', 'config'], ['nodes', String(index)]);
  });
  workflow.edges.forEach((edge, index) => {
    check(edge, ['from', 'to'], ['edges', String(index)]);
  });
  workflow.groups?.forEach((group, index) => {
    check(group, ['id', 'title', 'nodes'], ['groups', String(index)]);
  });
  return found.slice(0, 100);
}

function problem(code: string, message: string, path: readonly string[]): Problem {
  return { code, severity: 'error', message, path: pointer(path) };
}

function pointer(path: readonly string[]): string {
  return path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function field(value: unknown, key: string | undefined): unknown {
  if (typeof value !== 'object' || value === null || key === undefined || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'none').slice(0, 40);
}
