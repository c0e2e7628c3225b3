import type { CompiledCondition } from '../condition/index.ts';
import { EVENT_TYPES } from '../event/index.ts';
import type { Expression, Template } from '../expression/index.ts';
import { listens } from './broadcast.ts';
import type { Program } from './program.ts';

/** Fields of the subject, as the names that lead to them. */
export type Reads = readonly (readonly string[])[];

/** What is the same for a version, a key, or a run from its opening on. */
const FIXED: ReadonlySet<string> = new Set(['vars', 'zones', 'calendars', 'key', 'trigger']);

/**
 * What conditions and expressions read of the subject, where all else that they read stays as it is; undefined where they
 * read what is another with every input (the event, the clock), or what senses say.
 */
export function readsOf(...texts: readonly (CompiledCondition | Expression | undefined)[]): Reads | undefined {
  const reads = new Map<string, readonly string[]>();
  for (const text of texts) {
    for (const path of pathsOf(text)) {
      const [root = '', ...names] = path.split('.');
      if (FIXED.has(root)) continue;
      if (root !== 'subject' || names.length === 0) return undefined;
      reads.set(path, names);
    }
  }
  return [...reads.values()];
}

function pathsOf(text: CompiledCondition | Expression | undefined): readonly string[] {
  if (!text) return [];
  return 'facts' in text ? text.facts : text.paths;
}

/**
 * The fields of the subject that anything in a program reads; undefined where that may be all of them, or whether an event
 * is late. What its texts read they say themselves, so that whatever they stand in is gone through for them.
 */
export function fieldsRead(program: Program): ReadonlySet<string> | undefined {
  const fields = new Set<string>(isPhased(program) ? ['phase', 'phaseSince'] : []);
  const compiled = [...program.nodes.values()].map(({ is }) => is);
  for (const path of pathsIn([compiled, [...program.parts.values()].map(({ outputs }) => outputs)])) {
    const [root = '', name] = path.split('.');
    if (root === 'event' && (name === undefined || name === 'late')) return undefined;
    if (root !== 'subject' && root !== 'previous') continue;
    if (name === undefined) return undefined;
    fields.add(name);
  }
  return fields;
}

/** Whether anything asks in which phase a subject is: a sense, or a broadcast, which is shown to those under way. */
function isPhased(program: Program): boolean {
  if (program.senses.some(({ kind, is }) => kind === 'schedule' || ('phases' in is && is.phases))) return true;
  return Object.values(EVENT_TYPES).some(({ type, broadcast }) => broadcast && listens(program, type));
}

/** What all texts in a compiled value read. */
function pathsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isFunction(value, 'evaluate') || isFunction(value, 'render')) return (value as Expression | Template).paths;
  if (isFunction(value, 'test')) return (value as CompiledCondition).facts;
  return (value instanceof Map ? [...value.values()] : Object.values(value)).flatMap(pathsIn);
}

/** What a user has written holds no functions: what has one was compiled. */
function isFunction(value: object, name: string): boolean {
  return typeof (value as Readonly<Record<string, unknown>>)[name] === 'function';
}
