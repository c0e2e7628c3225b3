import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { EmbeddedDatabase } from './embedded-database.ts';
import { openDatabase } from './open-database.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A database of a test, in a directory that `close` removes. */
export interface TemporaryDatabase extends EmbeddedDatabase {
  /** Closes it and opens it again, as a restart does. */
  reopen(): Promise<TemporaryDatabase>;
}

/**
 * A new embedded database for tests and trials. Making one takes seconds, so the first of a version is kept as a
 * template in the temporary folder and copied for the others.
 */
export async function openTemporaryDatabase(): Promise<TemporaryDatabase> {
  return temporary(temporaryDirectory());
}

/** A data directory like `openTemporaryDatabase`'s that is not open yet; the caller removes it. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(folder, DATABASE));
  fillWithTemplate(directory);
  return directory;
}

/** Gives an empty data directory what a first start would make of it in seconds, once a test of this version has made it. */
export function fillWithTemplate(directory: string): void {
  if (existsSync(templatePath())) cpSync(templatePath(), directory, { recursive: true });
}

async function temporary(directory: string): Promise<TemporaryDatabase> {
  const database = await openDatabase({ directory });
  if (!existsSync(templatePath())) {
    await database.close();
    keepAsTemplate(directory);
    return temporary(directory);
  }
  return {
    ...database,
    reopen: async () => {
      await database.close();
      return temporary(directory);
    },
    close: async () => {
      await database.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** For several test runs side by side. */
const folder = temporaryFolder(2 ** 30);
const DATABASE = 'slipway-database-';
const TEMPLATE = 'slipway-template-';
const DAYS_MOST = 1;

function keepAsTemplate(directory: string): void {
  removeWhatWasLeft();
  const copy = mkdtempSync(join(folder, TEMPLATE));
  cpSync(directory, copy, { recursive: true });
  try {
    renameSync(copy, templatePath());
  } catch {
    // Another test run was first, with the same content.
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Templates of older versions, and databases of tests that were killed. */
function removeWhatWasLeft(): void {
  const ours = (name: string) => name.startsWith(TEMPLATE) || name.startsWith(DATABASE);
  for (const name of readdirSync(folder).filter(ours)) {
    const old = join(folder, name);
    if (Date.now() - statSync(old).mtimeMs > DAYS_MOST * 86_400_000) rmSync(old, { recursive: true, force: true });
  }
}

let template: string | undefined;

/** One per content of the migrations and version of the libraries that write the directory. */
function templatePath(): string {
  if (template) return template;
  const { dependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const hash = createHash('sha256').update(`${dependencies['@electric-sql/pglite']} ${dependencies.bullmq}`);
  const migrations = new URL('./migrations/', import.meta.url);
  for (const file of readdirSync(migrations).sort()) hash.update(readFileSync(new URL(file, migrations)));
  template = join(folder, `${TEMPLATE}${hash.digest('hex').slice(0, 16)}`);
  return template;
}
