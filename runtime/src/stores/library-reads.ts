import type { DraftState, LibraryItem, LibraryQuery, LibraryVersion, Page, PageQuery } from '@slipway/shared/api';
import { instantFromMs } from '@slipway/shared/time';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database/index.ts';
import { type DraftRow, findDraft } from './drafts.ts';
import { findWorkflowRow, type WorkflowRow, type WorkflowVersionRow } from './library.ts';
import { environmentStates } from './library-environments.ts';
import { literalPattern, pageOf, readCursor } from './page-cursor.ts';

/** Who looks at the library: whose draft is theirs, and which environments they may see. */
export interface Viewer {
  readonly person: string;
  readonly environments: readonly string[];
}

const timeAndId = z.tuple([z.int(), z.string()]);
const byNumber = z.tuple([z.int()]);
const VERSION_COLUMNS = ['workflow', 'number', 'hash', 'name', 'author_id', 'author', 'message', 'at_ms'] as const;
type VersionHead = Pick<WorkflowVersionRow, (typeof VERSION_COLUMNS)[number]>;

/** The library, last changed first. */
export async function listLibrary(database: Database, viewer: Viewer, query: LibraryQuery): Promise<Page<LibraryItem>> {
  let rows = database.kysely.selectFrom('workflows').selectAll();
  if (query.archived !== 'all') rows = rows.where('archived', '=', query.archived === 'yes');
  if (query.tag !== undefined)
    rows = rows.where(
      sql<boolean>`EXISTS (SELECT 1 FROM json_array_elements_text(tags::json) t WHERE t = ${query.tag})`,
    );
  const q = query.q?.trim();
  if (q) {
    const pattern = `%${literalPattern(q)}%`;
    rows = rows.where((where) =>
      where.or(
        (['name', 'id', 'description', 'owner', 'tags'] as const).map((column) => where(column, 'ilike', pattern)),
      ),
    );
  }
  if (query.cursor) {
    const [at, id] = readCursor(timeAndId, query.cursor);
    rows = rows.where((where) =>
      where.or([where('updated_at_ms', '<', at), where.and([where('updated_at_ms', '=', at), where('id', '>', id)])]),
    );
  }
  const found = await rows
    .orderBy('updated_at_ms', 'desc')
    .orderBy('id')
    .limit(query.limit + 1)
    .execute();
  const items = new Map((await itemsOf(database, viewer, found)).map((item) => [item.id, item]));
  return pageOf(
    found,
    query.limit,
    (row) => [row.updated_at_ms, row.id],
    (row) => items.get(row.id) as LibraryItem,
  );
}

/** One workflow as the list shows it; undefined when there is none of this id. */
export async function findInLibrary(database: Database, viewer: Viewer, id: string): Promise<LibraryItem | undefined> {
  const row = await findWorkflowRow(database.kysely, id);
  return row && (await itemsOf(database, viewer, [row]))[0];
}

/** The versions of a workflow, newest first. */
export async function listLibraryVersions(
  database: Database,
  workflow: string,
  query: PageQuery,
): Promise<Page<LibraryVersion>> {
  let rows = database.kysely.selectFrom('workflow_versions').select(VERSION_COLUMNS).where('workflow', '=', workflow);
  if (query.cursor) rows = rows.where('number', '<', readCursor(byNumber, query.cursor)[0]);
  const found = await rows
    .orderBy('number', 'desc')
    .limit(query.limit + 1)
    .execute();
  return pageOf(found, query.limit, (row) => [row.number], versionItem);
}

/** The asker's draft without its graph; null when there is none. */
export async function readDraftState(
  database: Database,
  workflow: WorkflowRow,
  person: string,
): Promise<DraftState | null> {
  const draft = await findDraft(database.kysely, workflow.id, person);
  return draft ? draftState(draft, workflow.newest) : null;
}

export function versionItem(row: VersionHead): LibraryVersion {
  const { number, hash, name, message } = row;
  return { number, hash, name, author: { id: row.author_id, name: row.author }, message, at: instantFromMs(row.at_ms) };
}

export function draftState(draft: Pick<DraftRow, 'etag' | 'base' | 'updated_at_ms'>, newest: number): DraftState {
  const { etag, base } = draft;
  return { etag, base, updatedAt: instantFromMs(draft.updated_at_ms), stale: (base ?? 0) < newest };
}

async function itemsOf(database: Database, viewer: Viewer, rows: readonly WorkflowRow[]): Promise<LibraryItem[]> {
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return [];
  const newest = new Map((await newestVersions(database, ids)).map((version) => [version.workflow, version]));
  const drafts = await database.kysely
    .selectFrom('drafts')
    .select(['workflow', 'etag', 'base', 'updated_at_ms'])
    .where('person', '=', viewer.person)
    .where('workflow', 'in', ids)
    .execute();
  const mine = new Map(drafts.map((draft) => [draft.workflow, draft]));
  const states = await environmentStates(database, ids, viewer.environments);
  return rows.map((row): LibraryItem => {
    const version = newest.get(row.id);
    const draft = mine.get(row.id);
    return {
      id: row.id,
      name: row.name,
      description: row.description,
      tags: JSON.parse(row.tags) as string[],
      owner: row.owner,
      subject: row.subject,
      archived: row.archived,
      callable: version?.callable ?? false,
      createdBy: { id: row.created_by_id, name: row.created_by },
      updatedAt: instantFromMs(row.updated_at_ms),
      newest: version ? versionItem(version) : null,
      mine: draft ? draftState(draft, row.newest) : null,
      environments: [...(states.get(row.id) ?? [])],
    };
  });
}

async function newestVersions(database: Database, ids: readonly string[]) {
  const { rows } = await sql<
    VersionHead & { callable: boolean }
  >`SELECT v.workflow, v.number, v.hash, v.name, v.author_id,
      v.author, v.message, v.at_ms, v.graph::json -> 'entry' IS NOT NULL AS callable FROM workflow_versions v JOIN workflows w ON w.id = v.workflow AND w.newest = v.number
    WHERE w.id = ANY(${ids}::text[])`.execute(database.kysely);
  return rows;
}
