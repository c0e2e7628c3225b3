import { isObject } from '../../json/object.ts';
import { instantToMs } from '../../time/index.ts';
import { type ExpectationList, expectationLists, type Scenario } from '../scenario.ts';
import { dated, offsetMs } from './moment.ts';
import type { Outcome } from './outcome.ts';

/** Fields that hold an offset: `+60m` and `+1h` are the same. */
const OFFSETS: ReadonlySet<string> = new Set(['at', 'until', 'occurred', 'acknowledgeBy', 'resolveBy', 'wakes']);
/** What an expectation that does not speak of it says all the same. */
const SILENT: ReadonlySet<string> = new Set(['subject', 'workflow', 'outcome']);

type Item = Readonly<Record<string, unknown>>;

/** One thing in which an outcome is not what was expected; `index` counts in the expectation, of an extra in the outcome. */
export type Difference =
  | { readonly kind: 'missing' | 'extra'; readonly list: ExpectationList; readonly index: number; readonly item: Item }
  | {
      readonly kind: 'field';
      readonly list: ExpectationList;
      readonly index: number;
      /** `input.to`, `closing.by[0]`. */
      readonly field: string;
      readonly got: unknown;
      readonly wanted: unknown;
    }
  | { readonly kind: 'path'; readonly got: readonly string[]; readonly wanted: readonly string[] }
  /** A token was to leave by this port. */
  | { readonly kind: 'through'; readonly port: string };

type Came = Outcome & { readonly path?: readonly string[] };

/** In how far an outcome is not what the scenario expects, each difference as a line for people; none where it is. */
export function differences(scenario: Scenario, outcome: Came): string[] {
  return compareOutcome(scenario, outcome).map(differenceLine);
}

/**
 * In how far an outcome is not what the scenario expects. Lists must be as long as expected and in that order, unless the
 * expectation is loose there; of each item only what the expectation names is compared.
 */
export function compareOutcome(scenario: Scenario, outcome: Came): Difference[] {
  const startMs = instantToMs(scenario.start);
  const { path, through = [], loose = [] } = scenario.expect;
  const found = expectationLists.flatMap((list): Difference[] => {
    const wanted = (scenario.expect[list] ?? []) as readonly Item[];
    const got = outcome[list] as readonly Item[];
    return loose.includes(list) ? missingOf(list, wanted, got, startMs) : listDifferences(list, wanted, got, startMs);
  });
  if (path && outcome.path && JSON.stringify(path) !== JSON.stringify(outcome.path))
    found.push({ kind: 'path', got: outcome.path, wanted: path });
  for (const port of through) if (outcome.path && !outcome.path.includes(port)) found.push({ kind: 'through', port });
  return found;
}

function differenceLine(found: Difference): string {
  if (found.kind === 'path') return `path is ${found.got.join(', ')}, expected ${found.wanted.join(', ')}`;
  if (found.kind === 'through') return `no token leaves by ${found.port}`;
  if (found.kind !== 'field')
    return found.kind === 'missing'
      ? `${found.list}[${found.index}] is missing: ${JSON.stringify(found.item)}`
      : `${found.list} has one too many: ${JSON.stringify(found.item)}`;
  const { list, index, field, got, wanted } = found;
  if (OFFSETS.has(field) && typeof got === 'string' && typeof wanted === 'string')
    return `${list}[${index}].${field} is ${got}, expected ${wanted}`;
  return `${list}[${index}].${field} is ${JSON.stringify(got) ?? 'missing'}, expected ${JSON.stringify(wanted) ?? 'nothing'}`;
}

function listDifferences(
  list: ExpectationList,
  wanted: readonly Item[],
  got: readonly Item[],
  startMs: number,
): Difference[] {
  const each = wanted.flatMap((item, index): Difference[] => {
    const other = got[index];
    return other ? itemDifferences(list, index, item, other, startMs) : [{ kind: 'missing', list, index, item }];
  });
  const extra = got
    .slice(wanted.length)
    .map((item, at): Difference => ({ kind: 'extra', list, index: wanted.length + at, item }));
  return [...each, ...extra];
}

/** Of a loose list: what has no match behind the match of the one before it. */
function missingOf(
  list: ExpectationList,
  wanted: readonly Item[],
  got: readonly Item[],
  startMs: number,
): Difference[] {
  let from = 0;
  return wanted.flatMap((item, index): Difference[] => {
    const at = got.findIndex(
      (other, place) => place >= from && itemDifferences(list, index, item, other, startMs).length === 0,
    );
    if (at < 0) return [{ kind: 'missing', list, index, item }];
    from = at + 1;
    return [];
  });
}

function itemDifferences(list: ExpectationList, index: number, wanted: Item, got: Item, startMs: number): Difference[] {
  const names = new Set([...Object.keys(wanted), ...SILENT]);
  const differs = (field: string, one: unknown, other: unknown): Difference => ({
    kind: 'field',
    list,
    index,
    field,
    got: other,
    wanted: one,
  });
  return [...names].flatMap((name) => {
    const [one, other] = [wanted[name], got[name]];
    if (OFFSETS.has(name) && typeof one === 'string' && typeof other === 'string')
      return offsetMs(one) === offsetMs(other) ? [] : [differs(name, one, other)];
    return partial(dated(one, startMs), dated(other, startMs), name).map(([field, a, b]) => differs(field, a, b));
  });
}

/** An object may have more than is asked for; a list and everything else must be the same. */
function partial(wanted: unknown, got: unknown, place: string): (readonly [string, unknown, unknown])[] {
  if (Array.isArray(wanted) && Array.isArray(got) && wanted.length === got.length)
    return wanted.flatMap((item, index) => partial(item, got[index], `${place}[${index}]`));
  if (isObject(wanted) && isObject(got))
    return Object.keys(wanted).flatMap((key) => partial(wanted[key], got[key], `${place}.${key}`));
  return JSON.stringify(wanted) === JSON.stringify(got) ? [] : [[place, wanted, got]];
}
