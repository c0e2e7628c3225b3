import type { Outcome } from '@slipway/shared/examples/play/outcome.ts';
import {
  type ExpectationList,
  expectationLists,
  type Scenario,
  type ScenarioExpectation,
} from '@slipway/shared/examples/scenario.ts';
import type { WorkflowTests } from '@slipway/shared/examples/tests.ts';

/** How exactly the way of a scenario is expected. */
export type Way = 'exact' | 'through' | 'any';

/** What is ticked of what happened, while somebody says what a test expects. */
export interface Wanted {
  /** By list and place: the fields that are expected; an item without any is not expected. */
  readonly items: Readonly<Record<ExpectationList, readonly ReadonlySet<string>[]>>;
  readonly way: Way;
}

/** Ticked is what the expectation names. */
export function wantedOf(expectation: ScenarioExpectation): Wanted {
  const of = (list: ExpectationList) => (expectation[list] ?? []).map((item) => new Set(Object.keys(item)));
  return {
    items: { runs: of('runs'), exceptions: of('exceptions'), actions: of('actions'), emitted: of('emitted') },
    way: expectation.path ? 'exact' : expectation.through ? 'through' : 'any',
  };
}

/** Another tick: of a field, or without one of the whole item. */
export function ticked(wanted: Wanted, list: ExpectationList, index: number, fields: ReadonlySet<string>): Wanted {
  const items = wanted.items[list].map((each, at) => (at === index ? fields : each));
  return { ...wanted, items: { ...wanted.items, [list]: items } };
}

/** The expectation that the ticks mean. Where something of a list is left out, there may be more of it. */
export function expectationOf(
  came: Outcome & { readonly path: readonly string[] },
  wanted: Wanted,
): ScenarioExpectation {
  const loose: ExpectationList[] = [];
  const lists = expectationLists.map((list) => {
    const all: readonly object[] = came[list];
    const named = all.flatMap((item, index) => {
      const fields = wanted.items[list][index];
      const kept = Object.entries(item).filter(([name]) => fields?.has(name));
      return kept.length > 0 ? [Object.fromEntries(kept.concat(requiredOf(list, item)))] : [];
    });
    if (named.length < all.length) loose.push(list);
    return [list, named] as const;
  });
  const path = [...came.path];
  return JSON.parse(
    JSON.stringify({
      ...Object.fromEntries(lists.filter(([list, named]) => list !== 'emitted' || named.length > 0)),
      ...(wanted.way === 'exact' ? { path } : {}),
      ...(wanted.way === 'through' ? { through: [...new Set(path)] } : {}),
      ...(loose.length > 0 ? { loose } : {}),
    }),
  ) as ScenarioExpectation;
}

/** What names an item, without which it could be anything. */
export const REQUIRED: Readonly<Record<ExpectationList, readonly string[]>> = {
  runs: ['status'],
  exceptions: ['type', 'severity', 'state'],
  actions: ['node', 'state'],
  emitted: ['type'],
};
/** Compared also where an expectation is silent about it. */
const ALWAYS = ['subject', 'workflow', 'outcome'];

const requiredOf = (list: ExpectationList, item: object): [string, unknown][] =>
  Object.entries(item).filter(([name]) => REQUIRED[list].includes(name) || ALWAYS.includes(name));

/** The tests with this one in the place of that of its name, or behind all of them. */
export function withTest(tests: WorkflowTests, test: Scenario): WorkflowTests {
  const known = tests.scenarios.some(({ name }) => name === test.name);
  const scenarios = known
    ? tests.scenarios.map((each) => (each.name === test.name ? test : each))
    : [...tests.scenarios, test];
  return { ...tests, scenarios };
}

/** The tests without the one of this name. */
export function withoutTest(tests: WorkflowTests, name: string): WorkflowTests {
  return { ...tests, scenarios: tests.scenarios.filter((each) => each.name !== name) };
}
