import type { Author } from '@slipway/shared/api';
import { versionOf } from '@slipway/shared/engine';
import type { Example } from '@slipway/shared/examples';
import { type Locked, lockParts } from '@slipway/shared/promotion';
import { readWorkflow, type Workflow } from '@slipway/shared/workflow';
import { findVersionByHash, takenIds } from '../stores/library.ts';
import type { Executor } from '../stores/statement.ts';
import { ensureVersion } from './save-version.ts';
import { freeId } from './workflow-id.ts';

/** A workflow of an example, made of versions that the library has. */
export interface Copied {
  readonly graph: Readonly<Record<string, unknown>>;
  readonly parts: readonly { readonly workflow: string; readonly number: number }[];
}

/**
 * Brings the parts of an example into the library and writes into its graph which versions are meant. A part that is there
 * already is used; one whose id somebody else's workflow has gets an id of its own.
 */
export async function copyExample(
  transaction: Executor,
  example: Pick<Example, 'workflow' | 'parts'>,
  copying: { readonly author: Author; readonly atMs: number },
): Promise<Copied> {
  const parts = (example.parts ?? []).map(readPart);
  if (parts.length === 0) return { graph: example.workflow, parts: [] };
  const graph = example.workflow as unknown as Workflow;
  const renamed = await idsFor(transaction, lockParts(graph, parts));
  const locked = lockParts(graph, parts, renamed);
  const message = `Part of the example “${example.workflow.name}”`;
  const made: { workflow: string; number: number }[] = [];
  for (const part of locked.parts) {
    const { number } = await ensureVersion(transaction, part, { ...copying, message });
    made.push({ workflow: part.id, number });
  }
  return { graph: locked.graph, parts: made };
}

/** New ids for the parts whose own ids mean something else here. */
async function idsFor(transaction: Executor, { parts }: Locked): Promise<Readonly<Record<string, string>>> {
  const renamed: [string, string][] = [];
  for (const part of parts) {
    const taken = await takenIds(transaction, part.id);
    const same = await findVersionByHash(transaction, part.id, versionOf(part));
    if (!same && taken.has(part.id)) renamed.push([part.id, freeId(part.id, taken)]);
  }
  return Object.fromEntries(renamed);
}

function readPart(graph: unknown): Workflow {
  const read = readWorkflow(graph);
  if (!read.ok) throw new Error(`A part of an example cannot be read: ${read.problems[0]?.message}`);
  return read.workflow;
}
