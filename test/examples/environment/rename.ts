import { type CanonicalEvent, subjectKind } from '@slipway/shared/event';
import type { Scenario } from '@slipway/shared/examples/scenario.ts';

/** Gives the subjects of a scenario names of their own, so that many scenarios can share an environment. */
export interface Renaming {
  readonly scenario: Scenario;
  /** Makes an event of the scenario one of its own: event ids are unique per source. */
  event(event: CanonicalEvent): CanonicalEvent;
  /** Whether a subject belongs to the scenario. */
  owns(subject: string): boolean;
  /** The same JSON with the names as the scenario has them. */
  restored<Json>(json: Json): Json;
}

/** Renames `subjects`, which are all that anything becomes known of when the scenario is played. */
export function rename(scenario: Scenario, subjects: readonly string[], number: number): Renaming {
  const suffix = `-q${number}q`;
  // A source is called as its events say, and what it does concerns everybody: it has its environment for itself.
  const own = subjects.filter((subject) => subjectKind(subject) !== 'source');
  const names = [...new Set(own.map((subject) => subject.slice(subject.indexOf(':') + 1)))];
  const short = names.find((name) => name.length < 3);
  if (short !== undefined) throw new Error(`“${scenario.name}”: the id “${short}” is too short to be renamed safely`);
  // The longest first: one may begin with another.
  const words = names.toSorted((a, b) => b.length - a.length).map((name) => name.replace(/[^\w]/g, '\\$&'));
  const pattern = new RegExp(`(?<![\\w-])(?:${words.join('|')})(?![\\w-])`, 'g');
  const renamed = (text: string) => text.replace(pattern, (name) => name + suffix);
  const { expect, ...story } = scenario;
  return {
    scenario: { ...(inTexts(story, renamed) as Omit<Scenario, 'expect'>), name: scenario.name, expect },
    event: (event) => {
      const { retracts, supersedes } = event.data;
      return {
        ...event,
        id: event.id + suffix,
        data: {
          ...event.data,
          ...(retracts === undefined ? {} : { retracts: retracts + suffix }),
          ...(supersedes === undefined ? {} : { supersedes: supersedes + suffix }),
        },
      };
    },
    owns: (subject) => subject.endsWith(suffix) || (subjectKind(subject) === 'source' && subjects.includes(subject)),
    restored: (json) => JSON.parse(JSON.stringify(json).replaceAll(suffix, '')) as typeof json,
  };
}

/** Fields that hold words of the language and no names. */
const WORDS: ReadonlySet<string> = new Set(['type', 'node', 'operation', 'code']);

function inTexts(json: unknown, change: (text: string) => string): unknown {
  if (typeof json === 'string') return change(json);
  if (Array.isArray(json)) return json.map((item) => inTexts(item, change));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, item]) => [key, WORDS.has(key) ? item : inTexts(item, change)]),
  );
}
