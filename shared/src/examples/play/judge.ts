import { instantToMs } from '../../time/index.ts';
import type { Scenario } from '../scenario.ts';
import { dated, offsetMs } from './moment.ts';
import type { Outcome } from './outcome.ts';

const LISTS = ['runs', 'exceptions', 'actions', 'emitted'] as const;
/** Fields that hold an offset: `+60m` and `+1h` are the same. */
const OFFSETS: ReadonlySet<string> = new Set(['at', 'until', 'occurred', 'acknowledgeBy', 'resolveBy', 'wakes']);
/** What an expectation that does not speak of it says all the same. */
const SILENT: ReadonlySet<string> = new Set(['subject', 'workflow', 'outcome']);

/**
 * In how far an outcome is not what the scenario expects, each difference as a line for people; none where it is. Lists
 * must be as long as expected and in that order; of each item only what the expectation names is compared.
 */
export function differences(scenario: Scenario, outcome: Outcome & { readonly path?: readonly string[] }): string[] {
  const startMs = instantToMs(scenario.start);
  const found = LISTS.flatMap((name) => {
    const wanted = (scenario.expect[name] ?? []) as readonly Item[];
    const got = outcome[name] as readonly Item[];
    const each = wanted.flatMap((item, index) => {
      const place = `${name}[${index}]`;
      const other = got[index];
      return other ? itemDifferences(item, other, place, startMs) : [`${place} is missing: ${JSON.stringify(item)}`];
    });
    const extra = got.slice(wanted.length).map((item) => `${name} has one too many: ${JSON.stringify(item)}`);
    return [...each, ...extra];
  });
  const { path } = scenario.expect;
  if (path && outcome.path && JSON.stringify(path) !== JSON.stringify(outcome.path))
    found.push(`path is ${outcome.path.join(', ')}, expected ${path.join(', ')}`);
  return found;
}

type Item = Readonly<Record<string, unknown>>;

function itemDifferences(wanted: Item, got: Item, place: string, startMs: number): string[] {
  const names = new Set([...Object.keys(wanted), ...SILENT]);
  return [...names].flatMap((name) => {
    const [one, other] = [wanted[name], got[name]];
    if (OFFSETS.has(name) && typeof one === 'string' && typeof other === 'string')
      return offsetMs(one) === offsetMs(other) ? [] : [`${place}.${name} is ${other}, expected ${one}`];
    return partial(dated(one, startMs), dated(other, startMs), `${place}.${name}`);
  });
}

/** An object may have more than is asked for; a list and everything else must be the same. */
function partial(wanted: unknown, got: unknown, place: string): string[] {
  if (Array.isArray(wanted) && Array.isArray(got) && wanted.length === got.length)
    return wanted.flatMap((item, index) => partial(item, got[index], `${place}[${index}]`));
  if (isObject(wanted) && isObject(got))
    return Object.keys(wanted).flatMap((key) => partial(wanted[key], got[key], `${place}.${key}`));
  return JSON.stringify(wanted) === JSON.stringify(got)
    ? []
    : [`${place} is ${JSON.stringify(got) ?? 'missing'}, expected ${JSON.stringify(wanted) ?? 'nothing'}`];
}

function isObject(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
