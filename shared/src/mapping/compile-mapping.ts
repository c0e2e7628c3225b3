import type { FailureCode } from '../failure/index.ts';
import { isFailure } from '../failure/index.ts';
import type { Problem } from '../problem/index.ts';
import { isZone } from '../time/index.ts';
import { compileEvent, type EventMaker, expressionCompiler, type MappingScope } from './compile-event.ts';
import { compileDateFormat } from './date-format.ts';
import type { MappedEvent, MappingWarning } from './mapped-event.ts';
import { type MappingDocument, mappingSchema } from './mapping-schema.ts';
import { compileField, type FieldReader, type Row } from './read-field.ts';

/** What a mapping makes of one record. */
export type MappingResult =
  | { readonly ok: true; readonly events: readonly MappedEvent[]; readonly warnings: readonly MappingWarning[] }
  | { readonly ok: false; readonly code: FailureCode; readonly detail: string };

/** A compiled mapping. `apply` is pure and total: it never throws, whatever the record holds. */
export interface Mapping {
  readonly id: string;
  readonly title: string;
  /** The columns that fields and expressions name; a file without one of them cannot be read with this mapping. */
  readonly columns: readonly string[];
  apply(row: Row): MappingResult;
}

export type CompiledMapping =
  | { readonly ok: true; readonly mapping: Mapping }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Names that expressions have beside the fields and lets. */
const RESERVED = ['row', 'quality'];

/** Checks and compiles a mapping. Every mistake is a problem with the JSON pointer of its place. */
export function compileMapping(json: unknown): CompiledMapping {
  const parsed = mappingSchema.safeParse(json);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map(issueProblem) };
  const document = parsed.data;
  const problems = [...fieldProblems(document), ...nameProblems(document)];

  const paths: string[] = [];
  const visible = [...RESERVED, ...Object.keys(document.fields)];
  const lets = (document.lets ?? []).map((each, index) => {
    const compile = expressionCompiler([...visible], problems, paths);
    visible.push(each.name);
    return { name: each.name, expression: compile(each.value, `/lets/${index}/value`) };
  });
  const compile = expressionCompiler(visible, problems, paths);
  const events = document.events.map((template, index) => compileEvent(template, `/events/${index}`, compile));
  if (problems.length > 0) return { ok: false, problems };

  const fields = Object.entries(document.fields).map(
    ([name, field]) => [name, compileField(name, field, document.zone)] as const,
  );
  const apply = (row: Row): MappingResult => {
    const reading = readFields(fields, row);
    if (!reading.ok) return reading;
    const scope: Record<string, unknown> = { ...reading.scope };
    for (const { name, expression } of lets) {
      const result = expression?.evaluate(scope);
      if (!result?.ok)
        return { ok: false, code: 'mapping-failed', detail: `${name}: ${result?.reason ?? 'not compiled'}` };
      scope[name] = result.value;
    }
    return makeEvents(events, scope, reading.warnings);
  };
  const columns = [...new Set([...Object.values(document.fields).map((field) => field.column), ...rowColumns(paths)])];
  return { ok: true, mapping: { id: document.id, title: document.title, columns, apply: total(apply) } };
}

function readFields(fields: readonly (readonly [string, FieldReader])[], row: Row) {
  const scope: Record<string, unknown> = { row };
  const quality: Record<string, unknown> = {};
  const warnings: MappingWarning[] = [];
  for (const [name, read] of fields) {
    const reading = read(row);
    if (!reading.ok) return reading;
    scope[name] = reading.value;
    if (reading.quality !== undefined) quality[name] = reading.quality;
    if (reading.warning !== undefined) warnings.push({ code: reading.warning, field: name });
  }
  return { ok: true as const, scope: { ...scope, quality } satisfies MappingScope, warnings };
}

function makeEvents(
  makers: readonly EventMaker[],
  scope: MappingScope,
  warnings: readonly MappingWarning[],
): MappingResult {
  const events: MappedEvent[] = [];
  for (const make of makers) {
    const result = make(scope);
    // Half a record would be worse than none: one event that cannot be made refuses all of them.
    if (!result.ok) return result;
    if (result.mapped) events.push(result.mapped);
  }
  return { ok: true, events, warnings };
}

/** A failure inside the expression library is an answer about this record, not the end of the file. */
function total(apply: (row: Row) => MappingResult): (row: Row) => MappingResult {
  return (row) => {
    try {
      return apply(row);
    } catch (error) {
      if (isFailure(error)) return { ok: false, code: error.code, detail: error.detail };
      throw error;
    }
  };
}

/** The columns in static paths such as `row.ID`. */
function rowColumns(paths: readonly string[]): string[] {
  return paths.filter((path) => path.startsWith('row.')).map((path) => path.slice('row.'.length));
}

function fieldProblems(document: MappingDocument): Problem[] {
  const problems: Problem[] = [];
  const zones: [string, string | undefined][] = [['/zone', document.zone]];
  for (const [name, field] of Object.entries(document.fields)) {
    if (field.type !== 'date') continue;
    zones.push([`/fields/${name}/zone`, field.zone]);
    for (const [index, format] of field.formats.entries()) {
      if (format === 'iso' || compileDateFormat(format)) continue;
      problems.push({
        code: 'mapping-date-format',
        severity: 'error',
        message: `"${format}" is not a date format: it needs a year, a month and a day, each once.`,
        path: `/fields/${name}/formats/${index}`,
      });
    }
  }
  for (const [path, zone] of zones) {
    if (zone === undefined || isZone(zone)) continue;
    problems.push({ code: 'unknown-zone', severity: 'error', message: `"${zone}" is not a time zone.`, path });
  }
  return problems;
}

function nameProblems(document: MappingDocument): Problem[] {
  const taken = new Set(RESERVED);
  const named = [
    ...Object.keys(document.fields).map((name) => [name, `/fields/${name}`] as const),
    ...(document.lets ?? []).map((each, index) => [each.name, `/lets/${index}/name`] as const),
  ];
  return named.flatMap(([name, path]): Problem[] => {
    if (!taken.has(name)) {
      taken.add(name);
      return [];
    }
    return [{ code: 'mapping-name-taken', severity: 'error', message: `The name "${name}" is already taken.`, path }];
  });
}

function issueProblem(issue: { readonly path: readonly PropertyKey[]; readonly message: string }): Problem {
  return {
    code: 'mapping-schema',
    severity: 'error',
    message: issue.message,
    path: issue.path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
  };
}
