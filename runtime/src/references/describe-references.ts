import type {
  ReferenceDetail,
  ReferenceItem,
  ReferenceList,
  ReferenceQuery,
  ReferenceUse,
  ReferenceVersion,
} from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { referenceNeeds } from '@slipway/shared/promotion';
import type { Reference } from '@slipway/shared/reference';
import { instantFromMs } from '@slipway/shared/time';
import { z } from 'zod';
import type { Database } from '../database/index.ts';
import { shelfOf } from '../pipeline/index.ts';
import { findEnvironment } from '../stores/environments.ts';
import { listLiveGraphs } from '../stores/live-needs-reads.ts';
import { cursorOf, readCursor } from '../stores/page-cursor.ts';
import {
  findReferenceVersion,
  listNewestReferences,
  newestReferenceVersion,
  type ReferenceFace,
  type ReferenceVersionRow,
} from '../stores/references.ts';
import { rowsOf } from './rows.ts';

/** Every reference that an environment has or had, with who reads it. */
export async function describeReferences(database: Database, environment: string): Promise<ReferenceList> {
  const rows = await listNewestReferences(database.kysely, environment);
  const uses = await usesIn(database, environment);
  const found = await findEnvironment(database.kysely, environment);
  return {
    liveSet: found?.live_set ?? '',
    items: rows.map((row) => itemOf(row, uses.get(row.reference) ?? [])),
  };
}

/** A reference, as it is or as it was, with a page of its rows. Fails with `not-found`. */
export async function describeReference(
  database: Database,
  environment: string,
  reference: string,
  query: ReferenceQuery,
): Promise<ReferenceDetail> {
  const row = await versionOrFailure(database, environment, reference, query.version);
  const uses = await usesIn(database, environment);
  const content = await contentOf(database, environment, row);
  return { ...itemOf(row, uses.get(reference) ?? []), page: pageOf(content, query) };
}

/** All of a reference. Fails with `not-found`, also where that version is a deletion. */
export async function readContent(
  database: Database,
  environment: string,
  reference: string,
  version: number | undefined,
): Promise<Reference> {
  const row = await versionOrFailure(database, environment, reference, version);
  const content = await contentOf(database, environment, row);
  if (!content) throw new Failure('not-found', `${reference} was deleted`);
  return content;
}

/** A change of a reference as it stands in its history. */
export function versionFace(row: ReferenceVersionRow): ReferenceVersion {
  const { version, hash, kind, title, rows, bytes, restores, note } = row;
  const by = { id: row.author, name: row.author_name };
  return { version, hash, kind, title, rows, bytes, restores, note, by, at: instantFromMs(row.at_ms) };
}

function itemOf(row: ReferenceVersionRow, usedBy: ReferenceUse[]): ReferenceItem {
  const face: Partial<ReferenceFace> = JSON.parse(row.face);
  const { columns = [], key = [], factors = [] } = face;
  return { ...versionFace(row), id: row.reference, deleted: row.hash === null, columns, key, factors, usedBy };
}

async function versionOrFailure(
  database: Database,
  environment: string,
  reference: string,
  version: number | undefined,
): Promise<ReferenceVersionRow> {
  const row =
    version === undefined
      ? await newestReferenceVersion(database.kysely, environment, reference)
      : await findReferenceVersion(database.kysely, environment, reference, version);
  if (!row) throw new Failure('not-found', `reference ${reference}`);
  return row;
}

async function contentOf(
  database: Database,
  environment: string,
  { reference, hash }: ReferenceVersionRow,
): Promise<Reference | undefined> {
  return hash === null ? undefined : (await shelfOf(database).load(environment, { [reference]: hash }))[reference];
}

const rowCursor = z.tuple([z.int().min(0)]);

function pageOf(content: Reference | undefined, { search, cursor, limit }: ReferenceQuery): ReferenceDetail['page'] {
  const sought = search?.toLowerCase();
  const all = content ? rowsOf(content) : [];
  const rows = sought
    ? all.filter((row) =>
        row.some((cell) =>
          String(cell ?? '')
            .toLowerCase()
            .includes(sought),
        ),
      )
    : all;
  const from = cursor === undefined ? 0 : readCursor(rowCursor, cursor)[0];
  const to = from + limit;
  return {
    items: rows.slice(from, to).map((row) => [...row]),
    total: rows.length,
    next: to < rows.length ? cursorOf([to]) : null,
  };
}

async function usesIn(database: Database, environment: string): Promise<ReadonlyMap<string, ReferenceUse[]>> {
  const uses = new Map<string, ReferenceUse[]>();
  for (const { workflow, name, part, graph } of await listLiveGraphs(database.kysely, environment)) {
    for (const { id, nodeId, title } of referenceNeeds(graph)) {
      uses.set(id, [...(uses.get(id) ?? []), { workflow, name, part, nodeId, title }]);
    }
  }
  return uses;
}
