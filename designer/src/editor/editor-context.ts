import type { Given } from '@slipway/shared/engine';
import type { Problem } from '@slipway/shared/problem';
import type { Draft } from '@slipway/shared/workflow/edit';
import { createContext, useContext, useState, useSyncExternalStore } from 'react';
import { CLEAN, type Dirty } from './dirty.ts';
import type { DocumentState, EditorDocument, Selection } from './document.ts';
import { type Marks, NO_MARKS } from './marks.ts';
import { createStore, type Store } from './store.ts';

/** What lies over the canvas while something is tried: the path, words on wires, and what to call it at the upper right. */
export interface Overlay {
  readonly marks: Marks;
  readonly chips: Readonly<Record<string, string>>;
  readonly title: string;
  /** Wires that are drawn dashed because nothing took them. */
  readonly untried?: ReadonlySet<string> | undefined;
  /** What went over a wire, for whoever wants to see all of it. */
  readonly values?: WireValues | undefined;
  /** Nothing was tried yet, but something will be: cards keep the room for its answers. */
  readonly coming?: boolean;
}
/** By wire, as pairs of a name and a value in words. */
export type WireValues = Readonly<Record<string, readonly (readonly [string, string])[]>>;
export const NO_OVERLAY: Overlay = { marks: NO_MARKS, chips: {}, title: '' };

/** A place to look at: a step, and a JSON pointer inside of it when one of its fields is meant. */
export interface Target {
  readonly node: string | undefined;
  readonly path: string | undefined;
}

/** One open editor: the document, and what its panels tell each other. */
export interface Editor {
  readonly environment: string;
  readonly workflow: string;
  readonly document: EditorDocument;
  /** Written by the try-it panel, drawn by the canvas. */
  readonly overlay: Store<Overlay>;
  /** Lies over the canvas in its place: which ways tests take. Null while nobody wants to see it. */
  readonly cover: Store<Overlay | null>;
  /** Written by `useProblems`, read by the top bar, the canvas, the list and the JSON view. */
  readonly problems: Store<readonly Problem[]>;
  /** The last place that somebody asked to be shown; a new object each time. The canvas centres it, the inspector and the JSON view put the cursor there. */
  readonly target: Store<Target | null>;
  /** Reference data of the environment and workflows of the library that the draft's steps name, once they are read. */
  readonly given: Store<Given>;
  /** Steps that are not as they run or were tried. Written by `useDirty`, drawn by the canvas. */
  readonly dirty: Store<Dirty>;
  /** The draft that was played last; null before there was one. */
  readonly tried: Store<Draft | null>;
  /** Whether a hand has something on its way over the canvas. Written by the canvas. */
  readonly moving: Store<boolean>;
  /** Sentences for a screen reader, said politely. */
  readonly announcement: Store<string>;
}

export function createEditor(environment: string, workflow: string, document: EditorDocument): Editor {
  return {
    environment,
    workflow,
    document,
    overlay: createStore<Overlay>({ ...NO_OVERLAY, coming: true }),
    cover: createStore<Overlay | null>(null),
    problems: createStore<readonly Problem[]>([]),
    target: createStore<Target | null>(null),
    given: createStore<Given>({}),
    dirty: createStore(CLEAN),
    tried: createStore<Draft | null>(null),
    moving: createStore(false),
    announcement: createStore(''),
  };
}

/** Picks a step (or nothing, for a field of the workflow) and asks every panel to show it. */
export function reveal(editor: Editor, node: string | undefined, path?: string): void {
  editor.document.select(node === undefined ? {} : { nodes: [node] });
  editor.target.set({ node, path });
}

export const EditorContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error('outside of an editor');
  return editor;
}

export function useStore<Value>(store: Store<Value>): Value {
  return useSyncExternalStore(store.subscribe, store.get);
}

/** The state of a document; the component is drawn anew when it changes. */
export function useDocument(document: EditorDocument): DocumentState {
  return useSyncExternalStore(document.subscribe, () => document.state);
}

/** One part of the state; drawn anew only when that part changes. What `pick` answers must be stable: no new objects. */
export function useDocumentPart<Part>(document: EditorDocument, pick: (state: DocumentState) => Part): Part {
  return useSyncExternalStore(document.subscribe, () => pick(document.state));
}

/** What is picked. Who takes hold of a card to move it picks it too: what there is to say of it waits until it is let go. */
export function usePicked({ document, moving }: Editor): Selection {
  const selection = useDocumentPart(document, (state) => state.selection);
  const held = useStore(moving);
  const [shown, show] = useState(selection);
  if (!held && shown !== selection) show(selection);
  return held ? shown : selection;
}
