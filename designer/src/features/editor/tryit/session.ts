import { compile, type Program } from '@slipway/shared/engine';
import type { Scenario as Test } from '@slipway/shared/examples/scenario.ts';
import { hasErrors, type Problem } from '@slipway/shared/problem';
import type { Reference } from '@slipway/shared/reference';
import { readDraft, readWorkflow } from '@slipway/shared/workflow';
import type { EditorDocument } from '../../../editor/document.ts';
import { type Editor, NO_OVERLAY } from '../../../editor/editor-context.ts';
import { t } from '../../../messages/t.ts';
import { usualAnswer } from './answers.ts';
import { type Play, play } from './play.ts';
import { chipsOf, marksOfPlay, wireValues } from './reading.ts';
import { firstScenario, type Scenario } from './scenario.ts';
import { triedTest } from './test-scenario.ts';

/** What is tried in one editor, and what came of it. A new object after every change. */
export interface Tried {
  readonly scenario: Scenario;
  /** The last play of a draft that compiled; null before there was one. */
  readonly play: Play | null;
  /** Why the draft as it stands cannot be played: the last play is then shown. */
  readonly problems: readonly Problem[];
  /** The moment that is looked at; -1 where nothing has happened. */
  readonly at: number;
  /** Whether the canvas shows it. */
  readonly shown: boolean;
  /** How long the last play took. */
  readonly tookMs: number;
  /** A hand changed it here, and looks at what came of it; otherwise it was played again because the draft is another. */
  readonly byHand: boolean;
}

/**
 * A play that is quicker than this is repeated within the key, so that what is typed and what it answers are drawn in one;
 * any other when the keys rest: as long as it takes, at most.
 */
const QUICK_MS = 30;
const REST_MS = 120;
/** What is played beside the draft and with it. */
export interface Around {
  readonly beside: readonly unknown[];
  readonly references: Readonly<Record<string, Reference>>;
}
/** A draft has no version, and to hash a large one takes as long as to play it. */
const TRIED = 'tried';
const NOTHING_AROUND: Around = { beside: [], references: {} };

/** The play of a scenario, or why there is none. */
interface Outcome {
  readonly play: Play | undefined;
  readonly problems: readonly Problem[];
}

/** How far an untouched example goes on by itself, so that the first look shows what the workflow is for. */
const FIRST_MOVES = 3;

/** Plays the scenario of an editor whenever the draft or the scenario changes, and draws it over the canvas. */
export class TrySession {
  #state: Tried;
  /** Null follows the end of the play. */
  #looksAt: number | null = null;
  #touched = false;
  readonly #editor: Editor;
  readonly #listeners = new Set<() => void>();
  /** What a test brings along: who lives beside it, and reference data of its own. */
  #around: Around = NOTHING_AROUND;

  /** What was compiled last, and of what: a play after a play is mostly of the same draft. */
  #compiled: { readonly of: readonly unknown[]; readonly result: ReturnType<typeof compile> } | undefined;

  constructor(editor: Editor) {
    this.#editor = editor;
    const { draft } = editor.document.state;
    this.#state = {
      scenario: firstScenario(draft),
      play: null,
      problems: [],
      at: -1,
      shown: true,
      tookMs: 0,
      byHand: false,
    };
    this.#follow();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seen = draft;
    const again = () => {
      clearTimeout(timer);
      const { tookMs } = this.#state;
      if (tookMs <= QUICK_MS) this.#followSafely();
      else timer = setTimeout(() => this.#follow(), Math.min(REST_MS, tookMs));
    };
    editor.document.subscribe(() => {
      if (editor.document.state.draft === seen) return;
      seen = editor.document.state.draft;
      again();
    });
    editor.given.subscribe(again);
  }

  get = (): Tried => this.#state;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes what is tried. `look` names the event whose moment is then looked at; without it the end is. */
  change(make: (scenario: Scenario) => Scenario, look?: string): void {
    this.#touched = true;
    this.#looksAt = null;
    this.#play(make(this.#state.scenario));
    if (look === undefined) return;
    const index = this.#state.play?.moments.findIndex((moment) => moment.of === look) ?? -1;
    if (index >= 0) this.look(index);
  }

  /** Loads a test. `find` says which moment is looked at; the end where it says none. */
  load(test: Test, around: Around, find: (play: Play) => number | undefined = () => undefined): void {
    this.#touched = true;
    this.#looksAt = null;
    this.#around = around;
    const program = this.#compile(test.variables ?? {});
    const { scenario } = this.#state;
    this.#play(program ? triedTest(program, test, this.#beside(program)) : { ...scenario, name: test.name });
    const at = this.#state.play ? find(this.#state.play) : undefined;
    if (at !== undefined) this.look(at);
  }

  /** The name under which what is tried was kept. */
  rename(name: string | undefined): void {
    this.#touched = true;
    this.#set({ scenario: { ...this.#state.scenario, name } });
  }

  /** What it takes to play what is tried once more, as a test; undefined while the draft cannot be played. */
  get programs(): { readonly own: Program; readonly beside: readonly Program[] } | undefined {
    const own = this.#state.play?.program;
    return own && { own, beside: this.#beside(own) };
  }

  /** Looks at another moment. */
  look(index: number): void {
    const count = this.#state.play?.moments.length ?? 0;
    const at = Math.min(Math.max(0, index), count - 1);
    this.#looksAt = at === count - 1 ? null : at;
    this.#set({ at });
  }

  show(shown: boolean): void {
    this.#set({ shown });
  }

  /** A play that fails must not keep the draft, which calls for it, from being saved. */
  #followSafely(): void {
    try {
      this.#follow();
    } catch (failure) {
      setTimeout(() => {
        throw failure;
      });
    }
  }

  /** Plays what is tried with the draft as it is now. */
  #follow(): void {
    if (this.#touched) this.#play(this.#state.scenario, false);
    else this.#begin();
  }

  /** The example as it comes, with the clock going on over what the workflow waits for first. */
  #begin(): void {
    const begunMs = performance.now();
    let scenario = firstScenario(this.#editor.document.state.draft);
    let outcome = this.#outcome(scenario);
    for (let move = 0; move < FIRST_MOVES && outcome.play; move++) {
      const [next] = outcome.play.coming;
      if (!next || next.cause === 'person') break;
      scenario = { ...scenario, untilMs: next.atMs };
      outcome = this.#outcome(scenario);
    }
    this.#take(scenario, outcome, { begunMs, byHand: false });
  }

  #play(scenario: Scenario, byHand = true): void {
    const begunMs = performance.now();
    this.#take(scenario, this.#outcome(scenario), { begunMs, byHand });
  }

  #outcome(scenario: Scenario): Outcome {
    const { draft } = this.#editor.document.state;
    const problems: Problem[] = [];
    const program = this.#compile(scenario.variables, problems);
    if (!program) return { play: undefined, problems: problems.filter(isError) };
    return { play: play(program, scenario, (node) => usualAnswer(draft, node), this.#beside(program)), problems: [] };
  }

  #take(
    scenario: Scenario,
    { play: next, problems }: Outcome,
    { begunMs, byHand }: { readonly begunMs: number; readonly byHand: boolean },
  ): void {
    if (!next) {
      this.#set({ scenario, problems }, byHand);
      return;
    }
    this.#editor.tried.set(this.#editor.document.state.draft);
    const end = next.moments.length - 1;
    const at = this.#looksAt === null ? end : Math.min(this.#looksAt, end);
    this.#set({ scenario, play: next, problems, at, tookMs: performance.now() - begunMs }, byHand);
  }

  #compile(variables: Scenario['variables'], problems: Problem[] = []): Program | undefined {
    const given = this.#editor.given.get();
    const { draft } = this.#editor.document.state;
    const { references } = this.#around;
    const of = [draft, given, references, JSON.stringify(variables)];
    if (!this.#compiled?.of.every((each, at) => each === of[at])) {
      const read = readDraft(draft);
      const all = { ...given, references: { ...given.references, ...references }, variables, version: TRIED };
      this.#compiled = { of, result: read.ok ? compile(read.workflow, all) : read };
    }
    const { result } = this.#compiled;
    if (result.ok) return result.program;
    problems.push(...result.problems);
    return undefined;
  }

  #beside(own: Program): readonly Program[] {
    return this.#around.beside.flatMap((graph) => {
      const read = readWorkflow(graph);
      const compiled = read.ok ? compile(read.workflow, { references: this.#around.references }) : undefined;
      return compiled?.ok && compiled.program.id !== own.id ? [compiled.program] : [];
    });
  }

  #set(change: Partial<Tried>, byHand = true): void {
    const state = { ...this.#state, ...change, byHand };
    const drawn = (['play', 'at', 'shown', 'scenario'] as const).some((part) => state[part] !== this.#state[part]);
    this.#state = state;
    if (drawn) this.#draw();
    for (const listener of this.#listeners) listener();
  }

  #draw(): void {
    const { play: played, at, shown } = this.#state;
    const { name } = this.#state.scenario;
    this.#editor.overlay.set(
      played && shown
        ? {
            marks: marksOfPlay(played, at),
            chips: chipsOf(played, at),
            values: wireValues(played, at),
            title: name === undefined ? t('tryit.overlay') : t('scenario.overlay', { name }),
          }
        : NO_OVERLAY,
    );
  }
}

const isError = (problem: Problem): boolean => hasErrors([problem]);

const sessions = new WeakMap<EditorDocument, TrySession>();

/** The session of an editor: it lives as long as the document does, whatever panel is open. */
export function sessionOf(editor: Editor): TrySession {
  const known = sessions.get(editor.document);
  if (known) return known;
  const session = new TrySession(editor);
  sessions.set(editor.document, session);
  return session;
}
