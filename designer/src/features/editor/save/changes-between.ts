import type { Graph } from '@slipway/shared/api';
import { type GraphChanges, graphChanges } from '@slipway/shared/promotion';
import { readWorkflow } from '@slipway/shared/workflow';
import type { Draft } from '@slipway/shared/workflow/edit';
import { worded } from '../../../release/worded-changes.ts';

/** What differs between two documents; null where one of them is no workflow yet and cannot be compared step by step. */
export function changesBetween(before: Draft | null, after: Draft): GraphChanges | null {
  const old = before === null ? null : readWorkflow(before);
  const now = readWorkflow(after);
  if (!old?.ok || !now.ok) return null;
  const graphs = [old.workflow, now.workflow] as unknown as readonly [Graph, Graph];
  return worded(graphChanges(old.workflow, now.workflow), ...graphs);
}
