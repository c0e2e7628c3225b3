import type { TapRow } from '@slipway/shared/api';
import type { Database } from '../database/index.ts';
import { lastCommits, passesOf } from '../stores/tapped-reads.ts';
import { findGraph } from '../stores/versions-reads.ts';
import type { ReadPasses, TapTarget } from './tap.ts';
import { tapRows } from './tap-rows.ts';

type Edges = readonly { readonly from: string; readonly to: string }[];

/** Reads the passes of a step as they are stored: whichever process committed them, the table has them. */
export function passesReader(database: Database, { environment, workflow, step }: TapTarget): ReadPasses {
  const read = new Map<number, number>();
  const graphs = new Map<string, Promise<Edges>>();
  const edgesOf = (version: string): Promise<Edges> => {
    const known = graphs.get(version);
    if (known) return known;
    const reading = findGraph(database, environment, workflow, version).then((graph) => graph?.edges ?? []);
    graphs.set(version, reading);
    return reading;
  };
  return async (most) => {
    const rows: { readonly atMs: number; readonly row: TapRow }[] = [];
    for (const [partition, last] of await lastCommits(database, environment)) {
      const behind = read.get(partition) ?? 0;
      if (last <= behind) continue;
      const place = { environment, partition, workflow, step };
      // A later commit may have come meanwhile: it is read once all the same.
      read.set(partition, last);
      for (const found of await passesOf(database, place, behind, most)) {
        read.set(partition, Math.max(read.get(partition) ?? 0, found.commit));
        const edges = await edgesOf(found.decision.version);
        for (const row of tapRows(found, partition, step, edges)) rows.push({ atMs: found.atMs, row });
      }
    }
    return rows
      .sort((a, b) => a.atMs - b.atMs)
      .slice(-most)
      .map(({ row }) => row);
  };
}
