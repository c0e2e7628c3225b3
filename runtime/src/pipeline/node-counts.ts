import { isPassing, type SubjectRecord } from '@slipway/shared/engine';
import type { CounterRow } from '../stores/counters.ts';
import type { Decided } from './batch.ts';

/**
 * Names in `counters.port` that are not ports: how many tokens wait at the node now, and how often it failed. The empty
 * name is how often the node was passed.
 */
export const WAITING = '#waiting';
export const FAILED = '#failed';

/** What a batch adds to the counters of nodes and ports. */
export function countNodes(decided: readonly Decided[], partition: number): readonly CounterRow[] {
  const rows = new Map<string, { row: Omit<CounterRow, 'count'>; count: number }>();
  const add = (workflow: string, version: string, node: string, port: string, count: number) => {
    const key = `${workflow}\n${version}\n${node}\n${port}`;
    const found = rows.get(key);
    if (found) found.count += count;
    else rows.set(key, { row: { workflow, version, node, port, partition }, count });
  };
  for (const { before, result } of decided) {
    for (const { workflow, version, trace } of result.decisions) {
      for (const step of trace) {
        const { node, did, ports } = step;
        if (isPassing(step)) add(workflow, version, node, '', 1);
        if (did === 'failed') add(workflow, version, node, FAILED, 1);
        for (const port of ports) add(workflow, version, node, port, 1);
      }
    }
    countWaiting(before, result.record, add);
  }
  return [...rows.values()].filter(({ count }) => count !== 0).map(({ row, count }) => ({ ...row, count }));
}

type Add = (workflow: string, version: string, node: string, port: string, count: number) => void;

function countWaiting(before: SubjectRecord, after: SubjectRecord, add: Add): void {
  if (before.workflows === after.workflows) return;
  for (const [record, sign] of [
    [before, -1],
    [after, 1],
  ] as const) {
    for (const [workflow, state] of Object.entries(record.workflows)) {
      for (const run of state.runs) {
        if (run.status !== 'open') continue;
        for (const token of run.tokens) add(workflow, run.version, token.node, WAITING, sign);
      }
    }
  }
}
