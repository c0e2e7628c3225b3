import { readFileSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { ReferenceChange, ReferenceCheck, ReferenceDetail, ReferenceList } from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { readJson } from '@slipway/shared/json';
import { LIMITS } from '@slipway/shared/limits';
import { type Reference, writeReferenceCsv } from '@slipway/shared/reference';
import { type Command, InvalidArgumentError } from 'commander';
import { type Client, serverOf } from './client.ts';
import type { Context } from './offline.ts';
import { EXIT, type ExitCode, type Output } from './output.ts';

/** Options of `slipway reference`. */
export interface ReferenceOptions {
  readonly server?: string;
  readonly data?: string;
  readonly environment: string;
  readonly key?: string | undefined;
  readonly title?: string | undefined;
  readonly note?: string | undefined;
  readonly check?: boolean | undefined;
  readonly number?: string | undefined;
  readonly csv?: boolean | undefined;
  readonly output?: string | undefined;
}

/** `reference list`, `put` and `get`: they ask a running server. */
export function referenceCommand(
  remote: (nameAndArgs: string, description: string) => Command,
  perform: (options: ReferenceOptions, work: (context: Context, output: Output) => Promise<ExitCode>) => Promise<void>,
): void {
  remote(
    'reference <what> [id] [file]',
    'The tables and transit models that steps read: list; put <id> <file.csv or .json>; get <id>',
  )
    .requiredOption('--environment <id>', 'whose')
    .option('--key <columns>', 'put: the columns that name a row, parted by commas (default: as before, or the first)')
    .option('--title <text>', 'put: what people call it')
    .option('--note <text>', 'put: why')
    .option('--check', 'put: only say what it would come to')
    .option('--number <version>', 'get: an older one')
    .option('--csv', 'get: a table as separated values')
    .option('--output <file>', 'get: where to (default: the output)')
    .action((what: string, id: string | undefined, file: string | undefined, options: ReferenceOptions) =>
      perform(options, (context, output) => {
        if (what === 'list' && id === undefined) return listReferences(context, options, output);
        if (what === 'put' && id && file) return putReference(context, { ...options, id, file }, output);
        if (what === 'get' && id && file === undefined) return getReference(context, { ...options, id }, output);
        throw new InvalidArgumentError('reference list, reference put <id> <file>, or reference get <id>.');
      }),
    );
}

async function listReferences(context: Context, { environment }: ReferenceOptions, output: Output): Promise<ExitCode> {
  const { items } = await serverOf(context).get<ReferenceList>(pathOf(environment));
  const there = items.filter((item) => !item.deleted);
  const lines = there.map(({ id, kind, rows, version, at, by, usedBy }) => {
    const users = [...new Set(usedBy.map((use) => use.name))].join(', ') || 'nobody';
    const what = kind === 'table' ? `${rows} rows` : `model of ${rows} groups`;
    return `${id}  ${what}, version ${version} by ${by.name} at ${at}, read by ${users}`;
  });
  output.answer({ ok: true, items }, lines.join('\n') || `${environment} has no reference data.`);
  return EXIT.ok;
}

async function putReference(
  context: Context,
  put: ReferenceOptions & { readonly id: string; readonly file: string },
  output: Output,
): Promise<ExitCode> {
  const client = serverOf(context);
  const path = pathOf(put.environment, put.id);
  const change = changeOf(put);
  if (put.check) {
    const check = await client.postJson<ReferenceCheck>(`${path}/check`, change);
    output.answer({ ok: check.problems.length === 0, ...check }, checkWords(check));
    return check.problems.some((problem) => problem.severity === 'error') ? EXIT.failed : EXIT.ok;
  }
  const { version, rows, usedBy } = await client.putJson<ReferenceDetail>(path, change);
  const text = `${put.id} is version ${version} now, with ${rows} rows. ${usedBy.length} steps of live workflows read it.`;
  output.answer({ ok: true, id: put.id, version, rows }, text);
  return EXIT.ok;
}

function changeOf(put: ReferenceOptions & { readonly file: string }): ReferenceChange {
  const { file, key, title, note } = put;
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new Failure('not-found', `${file} cannot be read`, { cause: error });
  }
  if (bytes.length > LIMITS.referenceBytes) throw new Failure('too-large', `${LIMITS.referenceBytes} bytes`);
  const why = note === undefined ? {} : { note };
  if (extname(file).toLowerCase() === '.json') {
    const limits = { bytes: LIMITS.referenceBytes, keys: LIMITS.bundleKeys };
    return { content: readJson(bytes, limits) as Record<string, unknown>, ...why };
  }
  const text = new TextDecoder('utf-8', { fatal: false }).decode(bytes);
  if (text.includes('\uFFFD')) throw new Failure('invalid-utf8', file);
  return {
    csv: {
      text,
      ...(key === undefined ? {} : { key: key.split(',').map((column) => column.trim()) }),
      ...(title === undefined ? {} : { title }),
    },
    ...why,
  };
}

function checkWords({ problems, read, changes }: ReferenceCheck): string {
  const { added, removed, changed, same } = changes;
  return [
    ...problems.map(({ severity, code, message }) => `${severity} ${code}: ${message}`),
    ...(read
      ? [
          `${read.rows} rows by ${[...read.key, ...read.factors].join(', ')}`,
          ...read.columns.map(({ name, type }) => `  ${name}: ${type}`),
          `${added} new, ${changed} changed, ${removed} gone, ${same} as they were.`,
        ]
      : []),
  ].join('\n');
}

async function getReference(
  context: Context,
  { environment, id, number, csv, output: file }: ReferenceOptions & { readonly id: string },
  output: Output,
): Promise<ExitCode> {
  const query = number === undefined ? '' : `?version=${encodeURIComponent(number)}`;
  const reference = await readFrom(serverOf(context), `${pathOf(environment, id)}/content${query}`);
  if (csv && reference.kind !== 'table') throw new Failure('invalid-request', `${id} is no table`);
  const text = csv && reference.kind === 'table' ? writeReferenceCsv(reference) : JSON.stringify(reference, null, 2);
  if (file === undefined) {
    output.answer(reference, text.trimEnd());
    return EXIT.ok;
  }
  writeFileSync(file, `${text.trimEnd()}\n`);
  output.answer({ ok: true, file, id }, `${id} is in ${file}.`);
  return EXIT.ok;
}

function readFrom(client: Client, path: string): Promise<Reference> {
  return client.get<Reference>(path);
}

function pathOf(environment: string, id?: string): string {
  const all = `/environments/${encodeURIComponent(environment)}/references`;
  return id === undefined ? all : `${all}/${encodeURIComponent(id)}`;
}
