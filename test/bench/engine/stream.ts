import type { CanonicalEvent } from '@slipway/shared/event';
import { Steps } from '@slipway/shared/examples/play/index.ts';
import type { Scenario } from '@slipway/shared/examples/scenario.ts';
import { senseKinds } from '@slipway/shared/workflow';
import { readGallery, type Tried } from '../../examples/gallery.ts';

/** Subjects begin their stories so far apart, so that the stories of many run side by side. */
const APART_MS = 1_000;

const SENSES: ReadonlySet<string> = new Set(senseKinds);

/** The examples whose workflows remember: they have a sense that keeps state. */
export function statefulGallery(): readonly Tried[] {
  return readGallery().filter(({ workflow }) =>
    workflow.nodes.some(({ kind }) => kind !== 'trigger' && SENSES.has(kind)),
  );
}

/** A story that subjects live through: the events of one scenario that are about its own subject. */
interface Story {
  readonly scenario: Scenario;
  readonly steps: readonly number[];
}

/** An event that comes: of whom, and the number of its step. */
export interface Coming {
  readonly subject: number;
  readonly step: number;
  readonly atMs: number;
}

/**
 * A stream of events about many subjects: each lives through one scenario of the gallery, under an id of its own and
 * from a T0 of its own; all events in the order of their time. Made one by one, since all at once would fill the memory.
 */
export class Stream {
  readonly order: readonly Coming[];
  readonly #stories: readonly Story[];

  constructor(gallery: readonly Tried[], subjects: number) {
    this.#stories = gallery.flatMap(({ example }) => example.scenarios.flatMap(storyOf));
    const order: Coming[] = [];
    for (let subject = 0; subject < subjects; subject += 1) {
      const { scenario, steps } = this.#storyOf(subject);
      const clock = new Steps(begun(scenario, subject));
      for (const step of steps) {
        const taken = scenario.steps[step];
        if (taken) order.push({ subject, step, atMs: clock.atMs(taken) });
      }
    }
    this.order = order.sort((a, b) => a.atMs - b.atMs || a.subject - b.subject || a.step - b.step);
  }

  /** The id of a subject. */
  idOf(subject: number): string {
    return begun(this.#storyOf(subject).scenario, subject).subject;
  }

  eventOf({ subject, step }: Coming): CanonicalEvent {
    const { scenario } = this.#storyOf(subject);
    const given = begun(scenario, subject);
    const taken = scenario.steps[step];
    const [event] = taken?.event ? new Steps(given).eventsOf(taken, { actions: [], exceptions: [] }) : [];
    if (!event) throw new Error(`${scenario.name} has no event at step ${step}`);
    // Steps count their events from the beginning: each is asked alone here.
    const id = `${given.subject}/${taken?.event?.id ?? step}`;
    return { ...event, id, subject: given.subject };
  }

  #storyOf(subject: number): Story {
    const story = this.#stories[subject % this.#stories.length];
    if (!story) throw new Error('no stories');
    return story;
  }
}

function storyOf(scenario: Scenario): readonly Story[] {
  const steps = scenario.steps.flatMap(({ event }, at) =>
    event && event.type !== 'event.retracted' && (event.subject ?? scenario.subject) === scenario.subject ? [at] : [],
  );
  return steps.length > 0 ? [{ scenario, steps }] : [];
}

function begun(scenario: Scenario, subject: number): Scenario {
  const startMs = Date.parse(scenario.start) + subject * APART_MS;
  return { ...scenario, start: new Date(startMs).toISOString(), subject: `${scenario.subject}-${subject}` };
}
