import { Failure } from '../failure/index.ts';
import type { Problem } from '../problem/index.ts';
import type { Reference } from './envelope.ts';
import { kindOfScheme, REFERENCE_SCHEMES } from './schemes.ts';
import type { EventType } from './types/index.ts';

const SUBJECT = /^[a-z][a-z0-9-]{0,63}:.*\S/s;

/**
 * Whom an event is about: the `subject` that it gives, else the first reference (in the order of REFERENCE_SCHEMES)
 * of a kind that its type is about. Ids are compared as NFC.
 *
 * Throws `no-subject` where nothing names it, `invalid-event` where `subject` is not `<kind>:<id>`.
 */
export function resolveSubject(
  given: unknown,
  { type, refs, warnings }: { type: EventType; refs: readonly Reference[]; warnings: Problem[] },
): string {
  if (given !== undefined && given !== null && given !== '') {
    if (typeof given !== 'string' || !SUBJECT.test(given)) throw new Failure('invalid-event', '/subject: <kind>:<id>');
    return given.normalize('NFC');
  }
  const kinds = type.subjectKinds.length > 0 ? type.subjectKinds : [...new Set(Object.values(REFERENCE_SCHEMES))];
  for (const kind of kinds) {
    const own = refs.filter(({ scheme, value }) => kindOfScheme(scheme) === kind && value.trim() !== '');
    const first = own.toSorted((a, b) => preference(a.scheme) - preference(b.scheme))[0];
    if (!first) continue;
    if (own.some(({ scheme, value }) => scheme === first.scheme && value !== first.value)) {
      warnings.push({
        code: 'ambiguous-subject',
        severity: 'warning',
        path: '/data/refs',
        message: `Several references of scheme ${first.scheme}; the first one names the subject.`,
      });
    }
    return `${kind}:${first.value}`;
  }
  throw new Failure('no-subject', `a ${kinds[0] ?? 'subject'} for ${type.type}`);
}

const PREFERENCES = new Map(Object.keys(REFERENCE_SCHEMES).map((scheme, index) => [scheme, index]));

function preference(scheme: string): number {
  return PREFERENCES.get(scheme) ?? PREFERENCES.size;
}
