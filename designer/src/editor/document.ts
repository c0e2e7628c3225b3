import { changedNodes, type Draft, type DraftGraph, graphOf, nodesOf, notesOf } from '@slipway/shared/workflow/edit';

/** What is picked on the canvas. A wire is named as `edgeId` does: `late.out>reroute.in`. */
export interface Selection {
  readonly nodes: readonly string[];
  readonly notes: readonly string[];
  readonly wires: readonly string[];
}
export const NOTHING: Selection = { nodes: [], notes: [], wires: [] };

/** Everything that is known of the document now. A new object after every change, so that it can be compared. */
export interface DocumentState {
  /** As it is saved: a JSON object that may be no valid workflow. */
  readonly draft: Draft;
  /** What of it can be drawn. */
  readonly graph: DraftGraph;
  /** What changes are marked against: the version that the draft began from. Null for a workflow that has none. */
  readonly base: Draft | null;
  /** Steps that differ from it. */
  readonly changed: ReadonlySet<string>;
  readonly selection: Selection;
  /** What undo takes back and redo does again, in words; null when there is nothing. */
  readonly undo: string | null;
  readonly redo: string | null;
  /** Grows by one whenever the draft changes, also by undo. */
  readonly revision: number;
}

export type Command = (draft: Draft) => Draft;

export interface Edit {
  /** What was done, in words for undo and for whoever listens: “Moved 2 steps”. */
  readonly label: string;
  /**
   * Edits in a row with the same key become one step of undo: a field that is typed into, a step that is nudged. After
   * a pause of COALESCE_MS a new step begins.
   */
  readonly key?: string | undefined;
  /** What is picked afterwards; without it the selection stays, less what is gone. */
  readonly select?: Partial<Selection> | undefined;
}

const COALESCE_MS = 1_500;
const UNDO_STEPS = 500;

interface Step {
  readonly label: string;
  readonly key: string | undefined;
  readonly before: Moment;
  readonly after: Moment;
  readonly atMs: number;
}
interface Moment {
  readonly draft: Draft;
  readonly selection: Selection;
}

/**
 * The document that an editor works on: a draft, its history and what is picked. Every change is a command, so undo
 * takes back all of them; drafts share what a command left alone, so a history of hundreds of steps is small.
 */
export class EditorDocument {
  #state: DocumentState;
  #past: Step[] = [];
  #future: Step[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #nowMs: () => number;

  constructor(draft: Draft, base: Draft | null = null, nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
    this.#state = {
      draft,
      graph: graphOf(draft),
      base,
      changed: base ? changedNodes(base, draft) : new Set(),
      selection: NOTHING,
      undo: null,
      redo: null,
      revision: 0,
    };
  }

  get state(): DocumentState {
    return this.#state;
  }

  /** Calls back after every change of the state. Answers how to stop. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Does a command. Answers whether it changed anything; one that changes nothing leaves no step of undo. */
  apply(command: Command, { label, key, select }: Edit): boolean {
    const { draft, selection } = this.#state;
    const next = command(draft);
    const picked = select ? { ...NOTHING, ...select } : selection;
    if (next === draft) {
      if (select) this.select(select);
      return false;
    }
    const last = this.#past.at(-1);
    const atMs = this.#nowMs();
    const after = { draft: next, selection: present(next, picked) };
    const goesOn = last !== undefined && key !== undefined && last.key === key && atMs - last.atMs < COALESCE_MS;
    if (goesOn) this.#past.pop();
    this.#past.push({ label, key, before: goesOn ? last.before : { draft, selection }, after, atMs });
    if (this.#past.length > UNDO_STEPS) this.#past.shift();
    this.#future = [];
    this.#become(after);
    return true;
  }

  /** Takes the last step back. Answers its label, null when there was none. */
  undo(): string | null {
    const step = this.#past.pop();
    if (!step) return null;
    this.#future.push(step);
    this.#become(step.before);
    return step.label;
  }

  redo(): string | null {
    const step = this.#future.pop();
    if (!step) return null;
    this.#past.push(step);
    this.#become(step.after);
    return step.label;
  }

  select(selection: Partial<Selection>): void {
    const next = { ...NOTHING, ...selection };
    if (sameSelection(next, this.#state.selection)) return;
    this.#set({ ...this.#state, selection: next });
  }

  /** Takes another base for the marks of what changed, after a version was saved. */
  rebase(base: Draft | null): void {
    this.#set({ ...this.#state, base, changed: base ? changedNodes(base, this.#state.draft) : new Set() });
  }

  /** Takes another document, as when somebody's other window was kept. There is nothing to undo then. */
  load(draft: Draft, base: Draft | null): void {
    this.#past = [];
    this.#future = [];
    this.#set({ ...this.#state, base });
    this.#become({ draft, selection: NOTHING });
  }

  #become({ draft, selection }: Moment): void {
    const { base, revision, graph } = this.#state;
    this.#set({
      draft,
      graph: draft === this.#state.draft ? graph : graphOf(draft),
      base,
      changed: base ? changedNodes(base, draft) : new Set(),
      selection,
      undo: this.#past.at(-1)?.label ?? null,
      redo: this.#future.at(-1)?.label ?? null,
      revision: revision + 1,
    });
  }

  #set(state: DocumentState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** The one step that is picked, when it is the only thing that is. */
export function pickedStep({ selection }: { readonly selection: Selection }): string | undefined {
  return selection.nodes.length === 1 && selection.notes.length === 0 && selection.wires.length === 0
    ? selection.nodes[0]
    : undefined;
}

function present(draft: Draft, selection: Selection): Selection {
  const next = {
    nodes: among(selection.nodes, () => nodesOf(draft).map((node) => node.id)),
    notes: among(selection.notes, () => notesOf(draft).map((note) => note.id)),
    wires: among(selection.wires, () => graphOf(draft).edges.map((edge) => `${edge.from}>${edge.to}`)),
  };
  return sameSelection(next, selection) ? selection : next;
}

/** Those that are there. Mostly a kind has none picked, and what there is need not be listed. */
function among(picked: readonly string[], all: () => readonly string[]): readonly string[] {
  if (picked.length === 0) return picked;
  const there = new Set(all());
  return picked.filter((id) => there.has(id));
}

function sameSelection(a: Selection, b: Selection): boolean {
  return (['nodes', 'notes', 'wires'] as const).every(
    (kind) => a[kind].length === b[kind].length && a[kind].every((id, at) => id === b[kind][at]),
  );
}
