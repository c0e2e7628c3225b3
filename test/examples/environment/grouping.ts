import { EVENT_TYPES } from '@slipway/shared/event';
import { type Played, playScenario } from '@slipway/shared/examples/play/index.ts';
import type { Scenario } from '@slipway/shared/examples/scenario.ts';
import { isFailure } from '@slipway/shared/failure';
import type { Tried } from '../gallery.ts';
import { type Furnished, furnish } from './furnish.ts';
import { type Renaming, rename } from './rename.ts';

/** A scenario that is to be played in an environment, and what came of it in the engine alone. */
export interface Part {
  readonly id: string;
  readonly own: string;
  /** What others that are live do with its subjects is not its business. */
  readonly workflows: ReadonlySet<string>;
  readonly renaming: Renaming;
  readonly scenario: Scenario;
  readonly pure: Played;
}

/** Scenarios that share an environment, what is live in it, and its variables. */
export interface Group {
  readonly parts: Part[];
  readonly furnished: Furnished;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * As few environments as can be: scenarios share one unless they want other variables, or send what concerns everybody to
 * workflows of one another. What cannot be played at all is named.
 */
export function groupsOf(gallery: readonly Tried[]): {
  readonly groups: readonly Group[];
  readonly unplayable: readonly string[];
} {
  const furnished = furnish(gallery);
  const groups: Filling[] = [];
  const unplayable: string[] = [...furnished.clashes];
  let number = 0;
  for (const tried of gallery)
    for (const scenario of tried.example.scenarios) {
      number += 1;
      const pure = inEngineAlone(tried, scenario, furnished);
      if (typeof pure === 'string') {
        unplayable.push(`${tried.id}: ${scenario.name}: ${pure}`);
        continue;
      }
      const renaming = rename(scenario, pure.subjects, number);
      const own = new Set([tried.id, ...tried.beside.map(({ id }) => id)]);
      const part = { id: `${tried.id}: ${scenario.name}`, own: tried.id, workflows: own, renaming, scenario, pure };
      const heard = heardBy(tried);
      const sent = concerningMany(scenario);
      const key = JSON.stringify(scenario.variables ?? {});
      const fits = (each: Filling) =>
        each.key === key && sent.every((type) => !each.heard.has(type)) && heard.every((type) => !each.sent.has(type));
      let into = groups.find(fits);
      if (!into) {
        const group = { parts: [], furnished, variables: scenario.variables ?? {} };
        into = { group, key, heard: new Set(), sent: new Set() };
        groups.push(into);
      }
      for (const type of heard) into.heard.add(type);
      for (const type of sent) into.sent.add(type);
      into.group.parts.push(part);
    }
  return { groups: groups.map(({ group }) => group), unplayable };
}

/** What comes of a scenario in the engine, or why it cannot be played. */
function inEngineAlone({ workflow, beside }: Tried, scenario: Scenario, furnished: Furnished): Played | string {
  const { workflows, given } = furnished;
  const locked = [workflow, ...beside].map((each) => workflows.get(each.id) ?? each);
  try {
    const [own = workflow, ...others] = locked;
    return playScenario(own, scenario, others, given);
  } catch (error) {
    if (!isFailure(error)) throw error;
    return error.detail || error.message;
  }
}

/** A group that more scenarios may join, and which events that concern many are heard and sent in it. */
interface Filling {
  readonly group: Group;
  readonly key: string;
  readonly heard: Set<string>;
  readonly sent: Set<string>;
}

const CONCERN_MANY = Object.values(EVENT_TYPES).flatMap(({ broadcast, type }) => (broadcast ? [type] : []));

function concerningMany({ steps }: Scenario): readonly string[] {
  return CONCERN_MANY.filter((type) => steps.some(({ event }) => event?.type === type));
}

/** The types that concern many to which the workflows of an example listen. */
function heardBy({ workflow, beside }: Tried): readonly string[] {
  const nodes = [workflow, ...beside].flatMap((each) => each.nodes);
  const text = JSON.stringify(nodes);
  const silence = nodes.some(({ kind }) => kind === 'missing');
  return CONCERN_MANY.filter((type) => text.includes(type) || (silence && type.startsWith('source.')));
}
