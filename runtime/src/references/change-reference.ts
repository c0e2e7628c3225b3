import type { ReferenceChange, ReferenceRestore } from '@slipway/shared/api';
import { Failure, isFailure } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';
import type { Problem } from '@slipway/shared/problem';
import type { Reference } from '@slipway/shared/reference';
import type { Database } from '../database/index.ts';
import { contentsOf, findLiveContent, hashesOf, type LiveContent, type Pipeline, shelfOf } from '../pipeline/index.ts';
import { findEnvironment } from '../stores/environments.ts';
import { findReferenceVersion, newestReferenceVersion, type ReferenceVersionRow } from '../stores/references.ts';
import type { Executor } from '../stores/statement.ts';
import { readReference } from './read-reference.ts';

/** What changes of reference data work with. */
export interface ReferenceParts {
  readonly database: Database;
  readonly pipeline: Pick<Pipeline, 'adjustLive'>;
}

/** Who changes a reference of which environment, and where it is recorded. */
export interface Changing {
  readonly environment: string;
  readonly reference: string;
  readonly by: { readonly id: string; readonly name: string };
  readonly note?: string | undefined;
  /** The newest version as the change was made upon it; 0 where there must be none. */
  readonly base?: number | undefined;
  readonly audit: (
    transaction: Executor,
    entry: { readonly before: unknown; readonly after: unknown },
  ) => Promise<void>;
}

/**
 * Makes this the newest version of a reference and what is read from now on, as a new live set. The same content again
 * changes nothing. Fails with `invalid-reference`, whose cause are the problems, and with `conflict`.
 */
export async function putReference(
  parts: ReferenceParts,
  changing: Changing,
  change: Pick<ReferenceChange, 'content' | 'csv'>,
): Promise<void> {
  const now = await currentReference(parts.database, changing.environment, changing.reference);
  const read = readReference(changing.reference, change, now);
  if (!read.ok) throw invalid(read.problems);
  await adjust(parts, changing, read.reference);
}

/** Makes the content of an older version the newest. Fails with `not-found`, and as `putReference`. */
export async function restoreReference(
  parts: ReferenceParts,
  changing: Changing,
  { version }: Pick<ReferenceRestore, 'version'>,
): Promise<void> {
  const { environment, reference } = changing;
  const row = await findReferenceVersion(parts.database.kysely, environment, reference, version);
  if (!row?.hash) throw new Failure('not-found', `version ${version} of ${reference}`);
  const found = (await shelfOf(parts.database).load(environment, { [reference]: row.hash }))[reference];
  if (found) await adjust(parts, changing, found);
}

/** Takes a reference away; its history stays. Fails with `not-found`, and with `reference-in-use` where it is still read. */
export async function removeReference(parts: ReferenceParts, changing: Changing): Promise<void> {
  const { environment, reference } = changing;
  if (!(await currentReference(parts.database, environment, reference))) {
    throw new Failure('not-found', `reference ${reference}`);
  }
  await adjust(parts, changing, undefined);
}

/** What an environment reads under this id now. */
export async function currentReference(
  database: Database,
  environment: string,
  reference: string,
): Promise<Reference | undefined> {
  const found = await findEnvironment(database.kysely, environment);
  const content = found && (await findLiveContent(database.kysely, environment, found.live_set));
  const hash = content && Object.hasOwn(content.references, reference) ? content.references[reference] : undefined;
  return hash === undefined ? undefined : (await shelfOf(database).load(environment, { [reference]: hash }))[reference];
}

async function adjust(parts: ReferenceParts, changing: Changing, next: Reference | undefined): Promise<void> {
  const { environment, reference, by, note, base, audit } = changing;
  const arriving = next ? [next] : [];
  const before = await newestReferenceVersion(parts.database.kysely, environment, reference);
  try {
    await parts.pipeline.adjustLive(environment, {
      change: (now) => withReference(now, reference, hashesOf(arriving)[reference]),
      references: [...contentsOf(arriving).values()],
      cause: { kind: 'references', by, ...(note ? { note } : {}) },
      also: async (transaction, { changed }) => {
        const after = await newestReferenceVersion(transaction, environment, reference);
        const upon = (after?.version ?? 0) - (changed ? 1 : 0);
        if (base !== undefined && base !== upon) {
          throw new Failure('conflict', `the newest version of ${reference} is ${upon}, not ${base}`);
        }
        if (changed) await audit(transaction, { before: shown(before), after: shown(after) });
      },
    });
  } catch (error) {
    throw isFailure(error) && error.code === 'invalid-workflow' ? unfit(error, next) : error;
  }
}

function withReference(now: LiveContent, id: string, hash: string | undefined): LiveContent {
  const { [id]: _before, ...others } = now.references;
  const references = hash === undefined ? others : { ...others, [id]: hash };
  if (Object.keys(references).length > LIMITS.referenceTables) {
    const message = `An environment has at most ${LIMITS.referenceTables} references.`;
    throw invalid([{ code: 'too-many', severity: 'error', message }]);
  }
  return { ...now, references };
}

/** What runs there could not read it any more. */
function unfit(error: Failure, next: Reference | undefined): Failure {
  return new Failure(next ? 'invalid-reference' : 'reference-in-use', error.detail, { cause: error.cause });
}

function invalid(problems: readonly Problem[]): Failure {
  return new Failure('invalid-reference', problems[0]?.message ?? '', { cause: problems });
}

function shown(row: ReferenceVersionRow | undefined) {
  return row ? { version: row.version, hash: row.hash, rows: row.rows } : null;
}
