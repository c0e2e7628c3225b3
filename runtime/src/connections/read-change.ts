import { type Connector, redactor, secretPlaces, secretPointers } from '@slipway/connectors';
import { secretChangeSchema } from '@slipway/shared/api';
import type { Problem } from '@slipway/shared/problem';
import { pointerOf, valueAt, withValuesAt } from './field.ts';
import { targetOf } from './open-connection.ts';

/** What is stored of the connection that is to change: what its secrets are bound to, and how to open them. */
export interface Stored {
  readonly connector: string;
  readonly target: string | null;
  readonly fields: ReadonlySet<string>;
  /** The secret of a field; undefined where no key opens it. */
  open(field: string): string | undefined;
}

export type ReadChange =
  | {
      readonly ok: true;
      /** The connection with null in the place of each secret. */
      readonly config: unknown;
      readonly target: string | null;
      /** New secrets by their place. */
      readonly set: ReadonlyMap<string, string>;
      /** Places whose secret stays as it is. */
      readonly keep: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a change of a connection: each secret's place says whether it is set or kept, and the whole is checked against the
 * connector's schema. What is kept must be there, be readable, and go where it went before. No problem repeats a secret.
 */
export function readChange(connector: Connector, config: unknown, stored: Stored | undefined): ReadChange {
  const { schema } = connector.connection;
  const places = secretPlaces(schema, config);
  const problems: Problem[] = [];
  const set = new Map<string, string>();
  const keep: string[] = [];
  for (const place of places) {
    const change = secretChangeSchema.safeParse(valueAt(config, place));
    if (!change.success) problems.push(problem('secret-expected', SECRET_EXPECTED, place));
    else if ('set' in change.data) set.set(place, change.data.set);
    else keep.push(place);
  }
  const plain = withValuesAt(config, new Map(places.map((place) => [place, null])));
  const target = targetOf(connector, plain);
  const kept = new Map<string, string>();
  for (const place of keep) {
    const found = keptSecret(connector, { target, place }, stored);
    if (typeof found === 'string') kept.set(place, found);
    else problems.push(found);
  }
  // Where a secret could not be had, a stand-in lets the rest of the connection be checked all the same.
  const filled = withValuesAt(
    config,
    new Map(places.map((place) => [place, set.get(place) ?? kept.get(place) ?? STAND_IN])),
  );
  const parsed = schema.safeParse(filled);
  if (!parsed.success) {
    const redact = redactor([...set.values(), ...kept.values()]);
    for (const issue of parsed.error.issues.slice(0, PROBLEMS_MOST)) {
      problems.push(problem('invalid-field', redact(issue.message), pointerOf(issue.path)));
    }
  }
  // A place that is secret in one shape of a connection and plain in another would be stored in the clear.
  const unseen = places.filter((place) => !secretPointers(schema, filled).includes(place));
  if (unseen.length > 0) throw new Error(`the schema of ${connector.id} disagrees about ${unseen.join(', ')}`);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, config: plain, target, set, keep };
}

const PROBLEMS_MOST = 50;
const STAND_IN = 'not a secret';
const SECRET_EXPECTED = 'Enter a secret here, or keep the stored one: {"set": "…"} or {"keep": true}.';

/** The stored secret of a place, or why it cannot be kept. */
function keptSecret(
  connector: Connector,
  at: { readonly place: string; readonly target: string | null },
  stored: Stored | undefined,
): string | Problem {
  const { place, target } = at;
  if (!stored?.fields.has(place)) return problem('no-secret', 'No secret is stored here yet. Enter it.', place);
  if (stored.connector !== connector.id || stored.target !== target) {
    const from = stored.target ?? stored.connector;
    return problem(
      'secret-needed-anew',
      `The stored secret was entered for ${from} and goes nowhere else. Enter it anew.`,
      place,
    );
  }
  const opened = stored.open(place);
  return opened ?? problem('secret-unreadable', 'The stored secret cannot be opened any more. Enter it anew.', place);
}

function problem(code: string, message: string, place: string): Problem {
  return { code, severity: 'error', message, path: `/config${place}` };
}
