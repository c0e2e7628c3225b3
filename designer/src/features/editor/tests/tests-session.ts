import type { Gallery } from '@slipway/shared/api';
import type { Scenario } from '@slipway/shared/examples/scenario.ts';
import { NO_TESTS, type WorkflowTests } from '@slipway/shared/examples/tests.ts';
import { get } from '../../../api/client.ts';
import { changeTests, readTests } from '../../../api/tests.ts';
import type { EditorDocument } from '../../../editor/document.ts';
import type { Editor } from '../../../editor/editor-context.ts';
import { withoutTest, withTest } from './expectation-edits.ts';
import { partsFor, type TestNews, type TestResult, type TestWork } from './run-tests.ts';
import { coverageOverlay } from './test-coverage.ts';
import type { Heard } from './worker.ts';

/** The tests of an open editor, and how they came out. A new object after every change. */
export interface TestsState {
  readonly tests: WorkflowTests;
  readonly loaded: boolean;
  /** By name; of a test that was changed the result before stands until the next one is there. */
  readonly results: ReadonlyMap<string, TestResult>;
  readonly running: boolean;
  /** The draft is none that could be played. */
  readonly blocked: boolean;
  /** Ports that lead somewhere. */
  readonly ports: readonly string[];
  /** Null while nobody asked for some. */
  readonly proposals: readonly Scenario[] | null;
  readonly proposing: boolean;
  /** The test that was taken away last, until it is brought back or forgotten. */
  readonly removed: Scenario | null;
  /** Whether the canvas shows which ways are tested. */
  readonly covering: boolean;
  /** What could not be read or kept. */
  readonly failure: unknown;
}

/** Tests follow the draft when it rests this long: what is tried comes first. */
const REST_MS = 150;

const PATIENCE_MS = 2_000;

/** Once the page has nothing to do: what is opened is shown first. Not every browser tells. */
function whenAtRest(then: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(then, { timeout: PATIENCE_MS });
  else setTimeout(then, PATIENCE_MS / 2);
}

/** Reads and keeps the tests of a workflow, and plays them in a worker whenever the draft changes. */
export class TestsSession {
  #state: TestsState = {
    tests: NO_TESTS,
    loaded: false,
    results: new Map(),
    running: false,
    blocked: false,
    ports: [],
    proposals: null,
    proposing: false,
    removed: null,
    covering: false,
    failure: undefined,
  };
  readonly #editor: Editor;
  readonly #listeners = new Set<() => void>();
  readonly #begin: () => Worker;
  #worker: Worker | undefined;
  #number = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<unknown> = Promise.resolve();
  #gallery: Promise<Gallery> | undefined;

  constructor(editor: Editor, begin: () => Worker) {
    this.#editor = editor;
    this.#begin = begin;
    let seen = editor.document.state.draft;
    editor.document.subscribe(() => {
      if (editor.document.state.draft === seen) return;
      seen = editor.document.state.draft;
      this.#later();
    });
    editor.given.subscribe(() => this.#later());
    void this.load();
  }

  get state(): TestsState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async load(): Promise<void> {
    try {
      const { tests } = await readTests(this.#editor.workflow);
      this.#set({ tests, loaded: true, failure: undefined });
      whenAtRest(() => this.#later());
    } catch (failure) {
      this.#set({ failure });
    }
  }

  /** Changes the tests at once, and keeps that upon whatever another window has made of them. */
  change(make: (tests: WorkflowTests) => WorkflowTests): Promise<void> {
    this.#set({ tests: make(this.#state.tests), failure: undefined });
    this.#later();
    const saved = this.#saving.then(async () => {
      try {
        const tests = await changeTests(this.#editor.workflow, make);
        if (this.#saving === saved) this.#set({ tests });
      } catch (failure) {
        this.#set({ failure });
      }
    });
    this.#saving = saved;
    return saved;
  }

  propose(): void {
    this.#set({ proposing: true, proposals: null });
    void this.#run();
  }

  remove(test: Scenario): void {
    this.#set({ removed: test });
    void this.change((tests) => withoutTest(tests, test.name));
  }

  bringBack(): void {
    const { removed } = this.#state;
    this.#set({ removed: null });
    if (removed) void this.change((tests) => withTest(tests, removed));
  }

  /** Takes a proposal from the list: accepted, or not wanted. */
  dropProposal(name: string): void {
    const { proposals } = this.#state;
    this.#set({ proposals: proposals?.filter((each) => each.name !== name) ?? null });
  }

  cover(covering: boolean): void {
    this.#set({ covering });
  }

  /** Workflows that live beside it, as the gallery has them. */
  async beside(): Promise<readonly unknown[]> {
    const { beside = [] } = this.#state.tests;
    if (beside.length === 0) return [];
    this.#gallery ??= get<Gallery>('/examples');
    const { items } = await this.#gallery;
    return beside.flatMap((id) => items.find((item) => item.id === id)?.graph ?? []);
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), REST_MS);
  }

  async #run(): Promise<void> {
    if (!this.#state.loaded) return;
    const { draft } = this.#editor.document.state;
    const { tests, proposing } = this.#state;
    const number = ++this.#number;
    const given = this.#editor.given.get();
    const own = Object.fromEntries((tests.references ?? []).map((reference) => [reference.id, reference]));
    const work: TestWork = {
      draft,
      scenarios: tests.scenarios,
      references: { ...given.references, ...own },
      parts: partsFor(draft, given.workflow),
      beside: await this.beside(),
      propose: proposing,
    };
    if (number !== this.#number) return;
    this.#set({ running: true });
    this.#worker ??= this.#engaged();
    this.#worker.postMessage({ number, work });
  }

  /** The worker is as heavy as all of the editor: it begins when the editor has begun and tests are to be played. */
  #engaged(): Worker {
    const worker = this.#begin();
    worker.onmessage = ({ data }: MessageEvent<Heard>) => {
      if (data.number === this.#number) this.#hear(data.news);
    };
    return worker;
  }

  #hear(news: TestNews): void {
    if (news.kind === 'blocked') this.#set({ running: false, blocked: true, proposing: false });
    else if (news.kind === 'proposed') this.#set({ proposals: news.scenarios, proposing: false });
    else if (news.kind === 'done') this.#set({ running: false, blocked: false, ports: news.ports });
    else this.#set({ results: new Map(this.#state.results).set(news.result.name, news.result) });
  }

  #set(change: Partial<TestsState>): void {
    const before = this.#state;
    const next = { ...before, ...change };
    if (next.tests !== before.tests) {
      const names = new Set(next.tests.scenarios.map(({ name }) => name));
      this.#state = { ...next, results: new Map([...next.results].filter(([name]) => names.has(name))) };
    } else this.#state = next;
    const drawn = next.covering !== before.covering || (next.covering && !next.running);
    if (drawn)
      this.#editor.cover.set(next.covering ? coverageOverlay(this.#editor.document.state.graph, this.#state) : null);
    for (const listener of this.#listeners) listener();
  }
}

const sessions = new WeakMap<EditorDocument, TestsSession>();

/** The tests of an editor: they live as long as the document does, whatever panel is open. */
export function testsOfEditor(editor: Editor): TestsSession {
  const known = sessions.get(editor.document);
  if (known) return known;
  const begin = () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const session = new TestsSession(editor, begin);
  sessions.set(editor.document, session);
  return session;
}
