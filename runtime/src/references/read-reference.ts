import type { ReferenceChange } from '@slipway/shared/api';
import { LIMITS } from '@slipway/shared/limits';
import type { Problem } from '@slipway/shared/problem';
import {
  checkReference,
  normalReference,
  type Reference,
  readReferenceCsv,
  referenceSchema,
} from '@slipway/shared/reference';
import { referenceText } from '../pipeline/index.ts';

/** A reference that can be kept, or what is wrong with it. */
export type ReadReference =
  | { readonly ok: true; readonly reference: Reference }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const TOLD_MOST = 20;

/** Reads what is to be a reference. What a file does not say of its columns, its key and its title is as it was in `now`. */
export function readReference(
  id: string,
  change: Pick<ReferenceChange, 'content' | 'csv'>,
  now: Reference | undefined,
): ReadReference {
  if (!change.csv) return readDocument(id, change.content);
  const { text, ...said } = change.csv;
  const table = now?.kind === 'table' ? now : undefined;
  const read = readReferenceCsv(text, {
    id,
    title: said.title ?? table?.title,
    key: said.key ?? table?.key,
    columns: said.columns ?? table?.columns,
  });
  return read.ok ? bounded(read.table) : read;
}

function readDocument(id: string, document: unknown): ReadReference {
  const parsed = referenceSchema.safeParse(document);
  if (!parsed.success) {
    return refused(
      parsed.error.issues.slice(0, TOLD_MOST).map(({ message, path }) => {
        return error(
          'invalid-shape',
          `${path.join('.') || 'it'}: ${message}`,
          path.map((part) => `/${String(part)}`).join(''),
        );
      }),
    );
  }
  if (parsed.data.id !== id) {
    return refused([error('wrong-id', `It is called “${parsed.data.id}” and is to be kept as “${id}”.`, '/id')]);
  }
  const reference = normalReference(parsed.data);
  const problems = checkReference(reference);
  return problems.some((problem) => problem.severity === 'error') ? refused(problems) : bounded(reference);
}

function bounded(reference: Reference): ReadReference {
  const bytes = Buffer.byteLength(referenceText(reference));
  if (bytes <= LIMITS.referenceBytes) return { ok: true, reference };
  return refused([error('too-large', `It has ${bytes} bytes; ${LIMITS.referenceBytes} are allowed.`, '')]);
}

function refused(problems: readonly Problem[]): ReadReference {
  return { ok: false, problems };
}

function error(code: string, message: string, path: string): Problem {
  return { code, severity: 'error', message, path };
}
