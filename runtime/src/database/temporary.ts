import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedDatabase, openDatabase } from './open-database.ts';

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
  const directory = mkdtempSync(join(tmpdir(), 'slipway-database-'));
  const template = templatePath();
  if (existsSync(template)) cpSync(template, directory, { recursive: true });
  return directory;
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

const TEMPLATE_DAYS = 1;

function keepAsTemplate(directory: string): void {
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(TEMPLATE))) {
    const old = join(tmpdir(), name);
    if (Date.now() - statSync(old).mtimeMs > TEMPLATE_DAYS * 86_400_000) rmSync(old, { recursive: true, force: true });
  }
  const copy = mkdtempSync(join(tmpdir(), TEMPLATE));
  cpSync(directory, copy, { recursive: true });
  try {
    renameSync(copy, templatePath());
  } catch {
    // Another test run was first, with the same content.
    rmSync(copy, { recursive: true, force: true });
  }
}

const TEMPLATE = 'slipway-template-';
let template: string | undefined;

/** One per content of the migrations and version of the libraries that write the directory. */
function templatePath(): string {
  if (template) return template;
  const { dependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const hash = createHash('sha256').update(`${dependencies['@electric-sql/pglite']} ${dependencies.bullmq}`);
  const folder = new URL('./migrations/', import.meta.url);
  for (const file of readdirSync(folder).sort()) hash.update(readFileSync(new URL(file, folder)));
  template = join(tmpdir(), `${TEMPLATE}${hash.digest('hex').slice(0, 16)}`);
  return template;
}
