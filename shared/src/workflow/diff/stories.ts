import { eventFields, eventTypesOf, exampleEvent } from '../../event/index.ts';
import { offsetMs, offsetOf } from '../../examples/play/moment.ts';
import type { Scenario, ScenarioStep } from '../../examples/scenario.ts';
import { SOMETHING } from '../analyse/boxes/box.ts';
import { type Choice, Space, solve } from '../analyse/boxes/index.ts';
import { placesOf } from '../analyse/place.ts';
import type { Workflow } from '../graph.ts';
import { NODE_KINDS } from '../kinds/catalogue.ts';
import { surroundingsOf } from '../types/index.ts';

const T0 = '2026-03-02T08:00:00.000Z';
const NOTHING = { runs: [], exceptions: [], actions: [] };

/** A story without an expectation: it is there to see what comes of it. */
export function storyOf(workflow: Workflow, steps: readonly ScenarioStep[], name = 'A story'): Scenario {
  return { name, start: T0, subject: `${workflow.subject}:EXAMPLE-1`, steps: [...steps], expect: NOTHING };
}

/**
 * Stories that wake a workflow: each type of event that it senses, alone and behind a plan, as it is and so that a condition
 * which senses it holds, and again and again for those who look for how long.
 */
export function plainStories(workflow: Workflow): readonly Scenario[] {
  const types = new Set(workflow.nodes.flatMap((node) => sensed(node.config).flatMap(eventTypesOf)));
  const plain = [...types].flatMap((type) => {
    const event = eventOf(workflow, type, {});
    const plan = eventOf(workflow, 'shipment.planned', {});
    return [
      storyOf(workflow, [{ at: '0', event }, { at: '+30d' }], type),
      storyOf(workflow, [{ at: '0', event: plan }, { at: '+1h', event }, { at: '+30d' }], `${type} behind a plan`),
      storyOf(workflow, [{ at: '0', event: plan }, ...again(event), { at: '+30d' }], `${type} again and again`),
    ];
  });
  const choices = placesOf(workflow, surroundingsOf(workflow)).flatMap(({ node, shape, typeOf }) => {
    if (NODE_KINDS[node.kind].family !== 'sense') return [];
    const answer = solve([new Space(typeOf).formula(shape)]);
    return answer.kind === 'holds' ? [answer.choice] : [];
  });
  return [...plain, ...choices.flatMap((choice) => plain.map((story) => withChoice(workflow, story, choice)))].slice(
    0,
    PLAIN_MAX,
  );
}

const PLAIN_MAX = 60;
const AGAIN = 12;

/** The event every ten minutes. */
function again(event: NonNullable<ScenarioStep['event']>): readonly ScenarioStep[] {
  return Array.from({ length: AGAIN }, (_, at) => ({ at: offsetOf(3_600_000 + at * 600_000), event }));
}

function sensed(config: unknown): readonly string[] {
  const { on, met, start } = config as {
    on?: readonly string[];
    met?: { on: readonly string[] };
    start?: { on?: readonly string[] };
  };
  return [...(on ?? []), ...(met?.on ?? []), ...(start?.on ?? [])];
}

function eventOf(
  workflow: Workflow,
  type: string,
  data: Readonly<Record<string, unknown>>,
): NonNullable<ScenarioStep['event']> {
  const example = exampleEvent(type, { subject: `${workflow.subject}:EXAMPLE-1`, time: T0 });
  return { type, data: { ...example.data, ...data } };
}

/**
 * A story in which fields have the values of a choice: those of events in each event that carries them, or of a type that is
 * asked for; those of the subject told beforehand by an event that carries a field of the name.
 */
export function withChoice(workflow: Workflow, story: Scenario, choice: Choice): Scenario {
  const data: Record<string, unknown> = {};
  const subject: Record<string, unknown> = {};
  let type: string | undefined;
  for (const [{ place }, { value }] of choice) {
    if (place.kind !== 'field' || value === SOMETHING) continue;
    const [root, name = ''] = place.path;
    if (root === 'type' && typeof value === 'string') type = value;
    if (root === 'data' && place.path.length === 2) data[name] = value;
    if (root === 'subject' && place.path.length === 2 && value !== undefined) subject[name] = value;
  }
  const wanted = type;
  const steps = story.steps.map((step): ScenarioStep => {
    if (!step.event) return step;
    const { event } = step;
    const carries = Object.keys(data).every((name) => name in event.data || fieldsOf(event.type).has(name));
    if (!carries || (wanted !== undefined && event.type !== wanted)) return step;
    const changed = Object.fromEntries(
      Object.entries({ ...event.data, ...data }).filter(([, value]) => value !== undefined),
    );
    return { ...step, event: { ...event, data: changed } };
  });
  const told =
    Object.keys(subject).length > 0 ? [{ at: '0', event: eventOf(workflow, 'shipment.planned', subject) }] : [];
  return { ...story, steps: [...told, ...steps] };
}

const names = new Map<string, ReadonlySet<string>>();

function fieldsOf(type: string): ReadonlySet<string> {
  const known = names.get(type);
  if (known) return known;
  const made = new Set(eventFields([type]).map(({ path }) => path.split('.')[1] ?? ''));
  if (names.size > 300) names.clear();
  names.set(type, made);
  return made;
}

/** Stories in which one number of an event is another: those that a comparison was moved between. */
export function* withNumbers(story: Scenario, numbers: readonly number[]): Generator<Scenario> {
  for (const [at, step] of story.steps.entries()) {
    if (!step.event) continue;
    for (const [name, value] of Object.entries(step.event.data)) {
      if (typeof value !== 'number') continue;
      for (const number of numbers) {
        if (number === value) continue;
        const event = { ...step.event, data: { ...step.event.data, [name]: number } };
        yield { ...story, steps: story.steps.with(at, { ...step, event }) };
      }
    }
  }
}

/** Stories whose steps from one on come later or sooner, so that the time between two of them is another. */
export function* withPauses(story: Scenario, lengthsMs: readonly number[]): Generator<Scenario> {
  for (let at = 1; at < story.steps.length; at += 1)
    for (const length of lengthsMs) {
      const [before, own] = [story.steps[at - 1], story.steps[at]];
      if (!before || !own) continue;
      const shift = offsetMs(before.at) + length - offsetMs(own.at);
      if (shift !== 0)
        yield { ...story, steps: story.steps.map((step, index) => (index < at ? step : later(step, shift))) };
    }
}

function later(step: ScenarioStep, ms: number): ScenarioStep {
  const at = offsetOf(offsetMs(step.at) + ms);
  if (step.event?.time === undefined) return { ...step, at };
  return { ...step, at, event: { ...step.event, time: offsetOf(offsetMs(step.event.time) + ms) } };
}

/** Stories that end early, and let time pass. */
export function* cutShort(story: Scenario): Generator<Scenario> {
  for (let count = 1; count < story.steps.length; count += 1) {
    const steps = story.steps.slice(0, count);
    const last = steps.at(-1);
    if (last) yield { ...story, steps: [...steps, { at: offsetOf(offsetMs(last.at) + 30 * 86_400_000) }] };
  }
}
