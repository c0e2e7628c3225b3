import { compileCondition } from '../../condition/index.ts';
import type { Given, Program } from '../../engine/index.ts';
import { playProgram, programOf } from '../../examples/play/index.ts';
import type { Scenario } from '../../examples/scenario.ts';
import { isFailure } from '../../failure/index.ts';
import { parseDuration } from '../../time/index.ts';
import { type Choice, not, Space, solve } from '../analyse/boxes/index.ts';
import type { Workflow } from '../graph.ts';
import { textsOf } from '../kinds/texts.ts';
import { diffWorkflows } from './changes.ts';
import { cutShort, plainStories, withChoice, withNumbers, withPauses } from './stories.ts';

/** What two versions of a workflow are played with. */
export interface Playing {
  readonly given?: Given | undefined;
  readonly beside?: readonly Workflow[] | undefined;
  /** Stories to begin with: what the workflow is tried with anyway. */
  readonly stories?: readonly Scenario[] | undefined;
  /** After so many stories it is given up. */
  readonly most?: number | undefined;
}

/** A story of which two versions make something else, or how many were tried in vain. */
export type ToldApart =
  | { readonly found: true; readonly story: Scenario; readonly differs: readonly string[]; readonly tried: number }
  | { readonly found: false; readonly tried: number; readonly how: readonly string[] };

const STORIES_MAX = 300;

/**
 * Looks for events of which two versions make something else: in the stories that are given, then in ones made of what
 * differs: inputs on which the two conditions disagree, numbers at and beside the old and the new bound, pauses between the
 * old and the new duration. What is found has been played with both.
 */
export function tellApart(before: Workflow, after: Workflow, playing: Playing = {}): ToldApart {
  const most = playing.most ?? STORIES_MAX;
  const pair = new Pair(before, after, playing);
  const how: string[] = [];
  for (const [what, stories] of attempts(before, after, playing)) {
    how.push(what);
    for (const story of stories) {
      if (pair.tried >= most) return { found: false, tried: pair.tried, how };
      const differs = pair.play(story);
      if (differs.length > 0) return { found: true, story, differs, tried: pair.tried };
    }
  }
  return { found: false, tried: pair.tried, how };
}

function* attempts(
  before: Workflow,
  after: Workflow,
  { stories = [] }: Playing,
): Generator<readonly [string, Iterable<Scenario>]> {
  const base = stories.length > 0 ? stories : [...plainStories(before), ...plainStories(after)];
  yield ['the stories as they are', base];
  const choices = disagreements(before, after);
  const made = base.flatMap((story) => choices.map((choice) => withChoice(after, story, choice)));
  yield ['inputs on which the conditions disagree', made];
  const changed = diffWorkflows(before, after).structure.json.flatMap(({ before: old, after: now }) => [old, now]);
  const numbers = around(changed.flatMap(numbersIn));
  const lengths = between([...new Set(changed.flatMap(lengthsIn))]);
  yield ['numbers beside the old and the new bound', each(base, (story) => withNumbers(story, numbers))];
  yield ['pauses between the old and the new time', each(base, (story) => withPauses(story, lengths))];
  yield ['stories that end early', each(base, cutShort)];
}

function* each(base: readonly Scenario[], make: (story: Scenario) => Iterable<Scenario>): Generator<Scenario> {
  for (const story of base) yield* make(story);
}

/** Two versions, played with the same stories. */
class Pair {
  tried = 0;
  readonly #before: (variables: Scenario['variables']) => Program;
  readonly #after: (variables: Scenario['variables']) => Program;
  readonly #beside: readonly Program[];

  constructor(before: Workflow, after: Workflow, { given = {}, beside = [] }: Playing) {
    const once = (workflow: Workflow) => {
      const plain = programOf(workflow, given);
      return (variables: Scenario['variables']) => (variables ? programOf(workflow, { ...given, variables }) : plain);
    };
    [this.#before, this.#after] = [once(before), once(after)];
    this.#beside = beside.map((workflow) => programOf(workflow, given));
  }

  /** In what the outcomes differ; nothing where the story cannot be played. */
  play(story: Scenario): readonly string[] {
    this.tried += 1;
    try {
      const [old, now] = [this.#outcome(this.#before, story), this.#outcome(this.#after, story)];
      return LISTS.flatMap((list) => {
        const [a, b] = [JSON.stringify(old[list]), JSON.stringify(now[list])];
        return a === b ? [] : [`${list}: ${a} → ${b}`];
      });
    } catch (error) {
      if (isFailure(error)) return [];
      throw error;
    }
  }

  #outcome(program: (variables: Scenario['variables']) => Program, story: Scenario) {
    return playProgram(program(story.variables), story, this.#beside);
  }
}

const LISTS = ['runs', 'exceptions', 'actions', 'emitted'] as const;

/** Inputs of which a condition that both have says yes in one version and no in the other. */
function disagreements(before: Workflow, after: Workflow): readonly Choice[] {
  const olds = new Map(before.nodes.map((node) => [node.id, node]));
  return after.nodes.flatMap((node) => {
    const old = olds.get(node.id);
    if (!old) return [];
    const earlier = new Map(textsOf(old).map((text) => [text.path, text]));
    return textsOf(node).flatMap((text): Choice[] => {
      const other = earlier.get(text.path);
      if (text.kind !== 'condition' || other?.kind !== 'condition') return [];
      if (JSON.stringify(text.value) === JSON.stringify(other.value)) return [];
      const [a, b] = [
        compileCondition(other.value, { named: before.conditions }),
        compileCondition(text.value, { named: after.conditions }),
      ];
      if (!a.ok || !b.ok) return [];
      const space = new Space();
      const [first, second] = [space.formula(a.condition.shape), space.formula(b.condition.shape)];
      return [solve([first, not(second)]), solve([not(first), second])].flatMap((answer) =>
        answer.kind === 'holds' ? [answer.choice] : [],
      );
    });
  });
}

function numbersIn(value: unknown): readonly number[] {
  return [...(JSON.stringify(value) ?? '').matchAll(/-?\d+(?:\.\d+)?/g)].map(([text]) => Number(text)).slice(0, 8);
}

function lengthsIn(value: unknown): readonly number[] {
  const texts = [...(JSON.stringify(value) ?? '').matchAll(/(?:\d+(?:\.\d+)?[smhdw])+|P[\dTDHMSW.]+/g)];
  return texts.slice(0, 8).flatMap(([text]) => {
    try {
      return [parseDuration(text)];
    } catch {
      return [];
    }
  });
}

/** The numbers themselves, what lies between them, and what lies just beside them. */
function around(numbers: readonly number[]): readonly number[] {
  const known = [...new Set(numbers)].sort((a, b) => a - b);
  const inner = known.slice(1).map((number, at) => (number + (known[at] ?? number)) / 2);
  return [...new Set([...inner, ...known, ...known.flatMap((number) => [number - 1, number + 1])])].slice(0, 12);
}

const MINUTE_MS = 60_000;

function between(lengths: readonly number[]): readonly number[] {
  return around(lengths)
    .map((ms) => Math.max(0, Math.round(ms / 1_000) * 1_000))
    .concat(lengths.map((ms) => ms + MINUTE_MS));
}
