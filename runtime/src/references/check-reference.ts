import type { ReferenceChange, ReferenceCheck } from '@slipway/shared/api';
import type { Problem } from '@slipway/shared/problem';
import { referenceLack, referenceNeeds } from '@slipway/shared/promotion';
import type { Reference } from '@slipway/shared/reference';
import type { Database } from '../database/index.ts';
import { faceOf, referenceText } from '../pipeline/index.ts';
import { listLiveGraphs } from '../stores/live-needs-reads.ts';
import { currentReference } from './change-reference.ts';
import { readReference } from './read-reference.ts';
import { rowChanges, rowsOf } from './rows.ts';

const SAMPLE = 20;
const NOTHING = { added: 0, removed: 0, changed: 0, same: 0 } as const;

/** What a change of a reference would come to: what was understood, what changes, and what speaks against it. */
export async function checkChange(
  database: Database,
  environment: string,
  id: string,
  change: ReferenceChange,
): Promise<ReferenceCheck> {
  const now = await currentReference(database, environment, id);
  const read = readReference(id, change, now);
  if (!read.ok) return { problems: told(read.problems), read: null, changes: NOTHING };
  const { reference } = read;
  const { kind, columns, key, factors, rows } = faceOf(reference);
  const sample = rowsOf(reference).slice(0, SAMPLE);
  return {
    problems: told(await unreadable(database, environment, reference)),
    read: {
      kind,
      columns,
      key,
      factors,
      rows,
      bytes: Buffer.byteLength(referenceText(reference)),
      sample: sample.map((row) => [...row]),
    },
    changes: rowChanges(now, reference),
  };
}

/** The steps of live workflows that could not read it as it would be. */
async function unreadable(database: Database, environment: string, reference: Reference): Promise<readonly Problem[]> {
  const graphs = await listLiveGraphs(database.kysely, environment);
  return graphs.flatMap(({ name, part, graph }) =>
    referenceNeeds(graph).flatMap((need): Problem[] => {
      const lack = need.id === reference.id ? referenceLack(need, reference) : undefined;
      if (lack === undefined) return [];
      const where = part === null ? `“${name}”` : `“${part}”, a part of “${name}”,`;
      const message = `The step “${need.title}” of ${where} could not read it: ${lack}.`;
      return [{ code: 'wrong-reference', severity: 'error', message, nodeId: need.nodeId }];
    }),
  );
}

function told(problems: readonly Problem[]): ReferenceCheck['problems'] {
  return problems.map(({ code, severity, message, path, nodeId }) => ({
    code,
    severity,
    message,
    ...(path === undefined ? {} : { path }),
    ...(nodeId === undefined ? {} : { nodeId }),
  }));
}
