import { mendsOf, nodesOf, replaceDraft } from '@slipway/shared/workflow/edit';
import { watchStyles } from '../../../code-editor/inline-styles.ts';
import { languages, MarkerSeverity, editor as monaco, Range } from '../../../code-editor/monaco.ts';
import { type EditorDocument, pickedStep } from '../../../editor/document.ts';
import type { Editor } from '../../../editor/editor-context.ts';
import { t } from '../../../messages/t.ts';
import { mendText } from '../problems/mend-text.ts';
import { readText, saysTheSame, textOf } from './draft-text.ts';
import { locate, nearestSpan, pointerAt, type Span } from './locate.ts';
import { changeBetween } from './text-change.ts';

export interface BindingState {
  /** JSON pointer of the value at the cursor. */
  readonly pointer: string;
  /** Why the text is no document now; null while it is one. */
  readonly broken: string | null;
}

/** Text that is no JSON yet, kept while its pane is closed: nobody loses what was typed by looking elsewhere. */
const unfinished = new WeakMap<EditorDocument, string>();

const OWNER = 'slipway';
/** In a narrower pane the text needs the room. */
const MINIMAP_FROM_PX = 620;
const SEVERITY = {
  error: MarkerSeverity.Error,
  warning: MarkerSeverity.Warning,
  info: MarkerSeverity.Info,
} as const;

/** Holds a code editor and a document together, in both directions: text, what is picked, and what is wrong. */
export class Binding {
  readonly #editor: Editor;
  readonly #code: monaco.IStandaloneCodeEditor;
  readonly #model: monaco.ITextModel;
  readonly #tell: (state: BindingState) => void;
  readonly #stops: (() => void)[] = [];
  readonly #marked: monaco.IEditorDecorationsCollection;
  #state: BindingState = { pointer: '', broken: null };
  #spans: ReadonlyMap<string, Span> = new Map();
  /** Our own change of the text is no typing, and the document's answer to typing is no change from outside. */
  #quiet = false;

  constructor(frame: HTMLElement, editor: Editor, tell: (state: BindingState) => void) {
    this.#editor = editor;
    this.#tell = tell;
    this.#stops.push(watchStyles(frame));
    const { document } = editor;
    this.#model = monaco.createModel(unfinished.get(document) ?? textOf(document.state.draft), 'json');
    // Colours of brackets are the model's own affair, and ours say what kind of token it is.
    this.#model.updateOptions({
      bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
    });
    this.#code = monaco.create(frame, {
      model: this.#model,
      ariaLabel: t('json.label'),
      automaticLayout: true,
      contextmenu: false,
      fontFamily: 'var(--font-mono)',
      fontSize: 13,
      lineHeight: 20,
      minimap: { enabled: frame.clientWidth > MINIMAP_FROM_PX, renderCharacters: false },
      scrollBeyondLastLine: false,
      tabSize: 2,
      useShadowDOM: false,
      fixedOverflowWidgets: false,
      stickyScroll: { enabled: false },
      unicodeHighlight: { ambiguousCharacters: false },
    });
    this.#marked = this.#code.createDecorationsCollection();
    this.#spans = locate(this.#model.getValue());
    const typed = this.#model.onDidChangeContent(() => this.#typed());
    const moved = this.#code.onDidChangeCursorPosition((e) => this.#moved(e.source));
    const actions = languages.registerCodeActionProvider('json', { provideCodeActions: this.#actions });
    const command = monaco.registerCommand(MEND, (_accessor, index: number, which: number) => this.#mend(index, which));
    this.#stops.push(
      () => typed.dispose(),
      () => moved.dispose(),
      () => actions.dispose(),
      () => command.dispose(),
    );
    let seen = document.state;
    this.#stops.push(
      document.subscribe(() => {
        const { state } = document;
        if (state.draft !== seen.draft) this.#changedOutside();
        if (pickedStep(state) !== pickedStep(seen)) this.#picked();
        seen = state;
      }),
      editor.problems.subscribe(() => this.#mark()),
      editor.target.subscribe(() => this.#show()),
    );
    if (unfinished.has(document)) this.#typed();
    this.#mark();
    this.#picked();
  }

  /** Puts the document's own text back in the place of what is no JSON. */
  discard(): void {
    this.#write(textOf(this.#editor.document.state.draft));
    this.#become(null);
    this.#code.focus();
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
    this.#code.dispose();
    this.#model.dispose();
  }

  #typed(): void {
    const text = this.#model.getValue();
    this.#spans = locate(text);
    if (this.#quiet) return;
    const read = readText(text);
    this.#become(read.ok ? null : read.message);
    if (!read.ok) return;
    const { document } = this.#editor;
    if (JSON.stringify(read.draft) === JSON.stringify(document.state.draft)) return;
    this.#silently(() =>
      document.apply((draft) => replaceDraft(draft, read.draft), { label: t('json.edited'), key: 'json' }),
    );
  }

  #changedOutside(): void {
    const { draft } = this.#editor.document.state;
    // What is being typed here is never written over; the notice above the text leads out of it.
    if (this.#quiet || this.#state.broken !== null) return;
    if (!saysTheSame(this.#model.getValue(), draft)) this.#write(textOf(draft));
    this.#mark();
  }

  /** Only what differs is replaced, so the cursor and what is folded stay where they are. */
  #write(text: string): void {
    const change = changeBetween(this.#model.getValue(), text);
    if (!change) return;
    const range = Range.fromPositions(this.#model.getPositionAt(change.from), this.#model.getPositionAt(change.to));
    this.#silently(() => this.#model.pushEditOperations([], [{ range, text: change.text }], () => null));
  }

  #silently(work: () => void): void {
    const before = this.#quiet;
    this.#quiet = true;
    work();
    this.#quiet = before;
  }

  #become(broken: string | null): void {
    const { document } = this.#editor;
    if (broken === null) unfinished.delete(document);
    else unfinished.set(document, this.#model.getValue());
    if (broken !== this.#state.broken) this.#set({ ...this.#state, broken });
  }

  #set(state: BindingState): void {
    this.#state = state;
    this.#tell(state);
  }

  /** The cursor goes into another step: that one is picked on the canvas too. */
  #moved(source: string): void {
    const position = this.#code.getPosition();
    if (!position) return;
    const pointer = pointerAt(this.#spans, this.#model.getOffsetAt(position));
    if (pointer !== this.#state.pointer) this.#set({ ...this.#state, pointer });
    if (source === 'api' || source === 'model' || this.#state.broken !== null) return;
    const id = this.#nodeAt(pointer);
    const { document } = this.#editor;
    if (id !== undefined && id !== pickedStep(document.state)) this.#silently(() => document.select({ nodes: [id] }));
    this.#highlight(id);
  }

  #nodeAt(pointer: string): string | undefined {
    const index = /^\/nodes\/(\d+)/.exec(pointer)?.[1];
    const nodes: unknown = this.#editor.document.state.draft.nodes;
    const node: unknown = index === undefined || !Array.isArray(nodes) ? undefined : nodes[Number(index)];
    return nodesOf(this.#editor.document.state.draft).find((each) => each === node)?.id;
  }

  #picked(): void {
    const id = pickedStep(this.#editor.document.state);
    this.#highlight(id);
    const span = this.#spanOfNode(id);
    if (span && !this.#quiet) this.#code.revealRangeInCenterIfOutsideViewport(this.#range(span));
  }

  #spanOfNode(id: string | undefined): Span | undefined {
    const nodes: unknown = this.#editor.document.state.draft.nodes;
    if (id === undefined || !Array.isArray(nodes)) return undefined;
    return this.#spans.get(`/nodes/${nodes.findIndex((node: { id?: unknown }) => node?.id === id)}`);
  }

  #highlight(id: string | undefined): void {
    const span = this.#spanOfNode(id);
    const options = { isWholeLine: true, className: 'slipway-picked' };
    this.#marked.set(span ? [{ range: this.#range(span), options }] : []);
  }

  /** A place that somebody asked to be shown. */
  #show(): void {
    const target = this.#editor.target.get();
    const span = target?.path ? nearestSpan(this.#spans, target.path) : undefined;
    if (!span) return;
    const range = this.#range(span);
    this.#code.setPosition(range.getStartPosition());
    this.#code.revealRangeInCenter(range);
  }

  #range(span: Span): Range {
    return Range.fromPositions(this.#model.getPositionAt(span.from), this.#model.getPositionAt(span.to));
  }

  #mark(): void {
    const markers = this.#editor.problems.get().map((problem) => {
      const span = nearestSpan(this.#spans, problem.path ?? '') ?? { from: 0, to: 1 };
      // Of an object only its beginning is underlined: a whole step in waves helps nobody.
      const to = Math.min(span.to, endOfLine(this.#model.getValue(), span.from));
      const from = this.#model.getPositionAt(span.from);
      const end = this.#model.getPositionAt(to);
      return {
        severity: SEVERITY[problem.severity],
        message: problem.message,
        code: problem.code,
        source: OWNER,
        startLineNumber: from.lineNumber,
        startColumn: from.column,
        endLineNumber: end.lineNumber,
        endColumn: end.column,
      };
    });
    monaco.setModelMarkers(this.#model, OWNER, markers);
  }

  /** Mends at the cursor, for the lamp and Ctrl+. */
  #actions = (model: monaco.ITextModel, _range: unknown, context: languages.CodeActionContext) => {
    const none = { actions: [], dispose: () => {} };
    if (model !== this.#model) return none;
    const { draft } = this.#editor.document.state;
    const problems = this.#editor.problems.get();
    const actions = context.markers.flatMap((marker) => {
      const index = problems.findIndex((each) => each.message === marker.message && each.code === marker.code);
      const problem = problems[index];
      if (!problem) return [];
      return mendsOf(draft, problem).map((mend, which) => {
        const title = mendText(mend);
        return {
          title,
          kind: 'quickfix',
          diagnostics: [marker],
          isPreferred: which === 0,
          command: { id: MEND, title, arguments: [index, which] },
        };
      });
    });
    return { actions, dispose: () => {} };
  };

  #mend(index: number, which: number): void {
    const { document, problems, announcement } = this.#editor;
    const problem = problems.get()[index];
    const mend = problem && mendsOf(document.state.draft, problem)[which];
    if (mend && document.apply(mend.apply, { label: mendText(mend) })) announcement.set(mendText(mend));
  }
}

const MEND = 'slipway.mend';

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
