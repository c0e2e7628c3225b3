import { Failure } from '@slipway/shared/failure';
import { z } from 'zod';
import { GRAPH_READING } from '../../library/index.ts';
import { findWorkflowRow } from '../../stores/library.ts';
import type { Executor } from '../../stores/statement.ts';
import type { Principal } from '../principal.ts';
import { idParameter } from '../route.ts';

/** The workflow that a path names. */
export const params = z.object({ workflow: idParameter });
/** Beside the graph, the request holds a message and little else; its text arrives escaped. */
export const limits = { bytes: GRAPH_READING.bytes * 2, keys: GRAPH_READING.keys + 100 };

/** The workflow, or `not-found`. */
export async function existing(executor: Executor, id: string) {
  const row = await findWorkflowRow(executor, id);
  if (!row) throw new Failure('not-found', 'workflow');
  return row;
}

/** Whoever asks, as the author of what they make. */
export function authorOf({ id, name }: Principal) {
  return { id, name };
}
