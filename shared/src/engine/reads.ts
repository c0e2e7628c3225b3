import type { CompiledCondition } from '../condition/index.ts';
import type { Expression } from '../expression/index.ts';

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
