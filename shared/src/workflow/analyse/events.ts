import { eventFields } from '../../event/catalogue/index.ts';
import { EVENT_TYPES, eventTypesOf } from '../../event/index.ts';
import type { Problem } from '../../problem/index.ts';
import type { Workflow, WorkflowNode } from '../graph.ts';
import { exampleOf, not, Space, solve } from './boxes/index.ts';
import type { Place } from './place.ts';
import { doubt } from './tell.ts';
import type { Way, Ways } from './ways.ts';

/** Conditions that ask an event for a field which none of the types that the step looks at carries, and others do. */
export function fieldsOfOthers(places: readonly Place[]): Problem[] {
  return places.flatMap(({ node, within, path, reads }) => {
    const on = eventsOf(node, within);
    if (!on || on.some((type) => eventTypesOf(type).length === 0 || type === '*')) return [];
    const own = fieldNames(on);
    return [...new Set(reads.flatMap(dataField))].flatMap((name) => {
      if (own.has(name) || !fieldNames([]).has(name)) return [];
      const message = `“${node.title}” asks for “${name}”, which no event of ${on.join(', ')} carries: other events do.`;
      return [doubt({ code: 'field-of-other-events', message, path, node })];
    });
  });
}

const names = new Map<string, ReadonlySet<string>>();
const NAMES_MAX = 200;

function fieldNames(types: readonly string[]): ReadonlySet<string> {
  const key = types.join(' ');
  const known = names.get(key);
  if (known) return known;
  const made = new Set(
    eventFields(types).flatMap(({ path }) => (path.startsWith('data.') ? [path.split('.')[1] ?? ''] : [])),
  );
  if (names.size >= NAMES_MAX) names.clear();
  names.set(key, made);
  return made;
}

function dataField(path: string): readonly string[] {
  const match = /^(?:event\.)?data\.([^.]+)/.exec(path);
  return match?.[1] === undefined ? [] : [match[1]];
}

function eventsOf(node: WorkflowNode, within: string): readonly string[] | undefined {
  if (node.kind === 'trigger' || node.kind === 'window' || node.kind === 'hold') return node.config.on;
  if (node.kind === 'missing') return within === '/when' ? node.config.on : undefined;
  if (node.kind === 'wait') return node.config.for?.on;
  if (node.kind === 'exception') return node.config.clear?.on;
  if (node.kind !== 'deadline') return undefined;
  return within.startsWith('/met/') ? node.config.met.on : node.config.start?.on;
}

/** Waits for what the very event was that led to them: it is not looked at again, and another may never come. */
export function waitsForThePast(workflow: Workflow, places: readonly Place[], ways: Ways): Problem[] {
  return workflow.nodes.flatMap((node, index) => {
    if (node.kind !== 'wait' || !node.config.for || node.config.until) return [];
    const awaited = new Set(node.config.for.on.flatMap(typesOf));
    const known = ways.get(node.id) ?? [];
    const place = places.find((each) => each.node.id === node.id && each.within === '/for/when');
    // One that does not ask about the event is looked at when it is come to.
    if (place && !place.reads.some((path) => path === 'event' || path.startsWith('event.'))) return [];
    if (known.length === 0 || !known.every((way) => isPast(way, awaited, place))) return [];
    const message = `“${node.title}” waits for what has just happened: the event that led here is not looked at again.`;
    return [
      doubt({
        code: 'wait-for-the-past',
        message,
        path: `/nodes/${index}/config/for`,
        node,
        example: exampleAt(known),
      }),
    ];
  });
}

function isPast({ trigger, typeOf, passed }: Way, awaited: ReadonlySet<string>, place: Place | undefined): boolean {
  if (!trigger?.config.on.flatMap(typesOf).every((type) => awaited.has(type))) return false;
  if (!place) return true;
  const space = new Space(typeOf);
  const before = passed.map(({ shape, wanted }) => (wanted ? space.formula(shape) : not(space.formula(shape))));
  return solve([...before, not(space.formula(place.shape))]).kind === 'never';
}

function exampleAt(ways: readonly Way[]) {
  const [way] = ways;
  if (!way) return undefined;
  const space = new Space(way.typeOf);
  const answer = solve(
    way.passed.map(({ shape, wanted }) => (wanted ? space.formula(shape) : not(space.formula(shape)))),
  );
  return answer.kind === 'holds' ? exampleOf(answer.choice) : undefined;
}

/** The types of a pattern; one that the model does not know is itself. */
function typesOf(pattern: string): readonly string[] {
  const known = eventTypesOf(pattern);
  if (known.length > 0) return known;
  return Object.hasOwn(EVENT_TYPES, pattern) || !pattern.endsWith('*') ? [pattern] : [`${pattern}`];
}
