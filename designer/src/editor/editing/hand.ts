import type { Alignment, Place, Steps } from '@slipway/shared/workflow/edit';
import { t } from '../../messages/t.ts';
import { type DocumentState, NOTHING } from '../document.ts';
import type { Editor } from '../editor-context.ts';
import { readEnd } from '../ends.ts';
import { noteNodeId } from '../notes.ts';
import { createStore } from '../store.ts';
import {
  addChange,
  alignChange,
  type Change,
  copied,
  nudgeChange,
  pasteChange,
  readWire,
  reconnectChange,
  removeChange,
} from './changes.ts';
import type { Choice } from './choices.ts';
import { followGroupChoice } from './grouping.ts';
import { heirOf } from './picked.ts';
import {
  addPicker,
  connectPicker,
  groupPicker,
  type Picker,
  portPicker,
  reconnectPicker,
  searchPicker,
  targetPicker,
  wirePicker,
} from './pickers.ts';
import { goTo } from './picking.ts';
import type { Pixels, Sight } from './sight.ts';
import { freeSpot, spotAfter } from './spots.ts';

/** An open list and where it stands in the frame of the canvas. */
export interface OpenPicker extends Picker {
  readonly corner: Pixels;
}

const DUPLICATE_BY = 40;

/** What can be done with a workflow. Mouse and keys, canvas and outline come here, so that each can do what the others can. */
export class Hand<Seen extends Sight = Sight> {
  readonly editor: Editor;
  readonly look: Seen;
  readonly picker = createStore<OpenPicker | null>(null);
  /** The group or step whose title is being written in the view. */
  readonly naming = createStore<string | null>(null);

  constructor(editor: Editor, look: Seen) {
    this.editor = editor;
    this.look = look;
  }

  get #state(): DocumentState {
    return this.editor.document.state;
  }

  say(text: string): void {
    this.editor.announcement.set(text);
  }

  /** Does a change and says so. Answers whether anything changed. */
  perform(change: Change | undefined): boolean {
    const done = change !== undefined && this.editor.document.apply(change.command, change);
    if (done) this.say(change.label);
    return done;
  }

  /** As `perform`; what was added gets the focus. */
  #bring(change: Change | undefined): void {
    this.perform(change);
    const [node] = change?.select?.nodes ?? [];
    const [note] = change?.select?.notes ?? [];
    if (node !== undefined) this.look.focus(node);
    else if (note !== undefined) this.look.focus(noteNodeId(note));
  }

  undo(): void {
    const label = this.editor.document.undo();
    if (label === null) {
      this.say(t('editor.undo-none'));
      return;
    }
    this.say(t('editor.undone', { label }));
    this.look.refocus(this.#state.selection);
  }

  redo(): void {
    const label = this.editor.document.redo();
    if (label === null) {
      this.say(t('editor.redo-none'));
      return;
    }
    this.say(t('editor.redone', { label }));
    this.look.refocus(this.#state.selection);
  }

  /** Removes what is picked; the focus goes to the step that led to it. */
  remove(): void {
    const { graph, selection } = this.#state;
    const heir = heirOf(graph, selection);
    if (!this.perform(removeChange(graph, selection))) return;
    if (heir === undefined) {
      this.look.refocus(NOTHING);
      return;
    }
    this.editor.document.select({ nodes: [heir] });
    this.look.focus(heir);
  }

  duplicate(): void {
    const { graph, selection } = this.#state;
    const steps = copied(graph, selection);
    if (steps) this.paste(steps, [DUPLICATE_BY, DUPLICATE_BY]);
  }

  paste(steps: Steps, by: Place): void {
    this.#bring(pasteChange(this.#state.graph, steps, by));
  }

  align(alignment: Alignment): void {
    const { graph, selection } = this.#state;
    this.perform(alignChange(graph, [...selection.nodes, ...selection.notes], alignment));
  }

  nudge(by: Place): void {
    const { graph, selection } = this.#state;
    if (selection.nodes.length + selection.notes.length > 0) this.perform(nudgeChange(graph, selection, by));
  }

  add(): void {
    this.#open(addPicker(this.#state.graph, this.#state.selection));
  }

  addAtPort(node: string, port: string, spot?: Place, screen?: Pixels): void {
    this.#open(portPicker(this.#state.graph, node, port, spot), screen);
  }

  addInWire(wire: string, screen?: Pixels): void {
    this.#open(wirePicker(this.#state.graph, wire), screen);
  }

  /** Adds straight away: from the palette, at a spot or where there is room. */
  addAt(choice: Choice, spot?: Place): void {
    const { graph } = this.#state;
    this.#bring(addChange(graph, choice, { at: 'anywhere' }, spot ?? freeSpot(graph, this.look.middle())));
  }

  /** Adds what somebody asked for by its name: into the picked wire, after the picked step where it fits, else where there is room. */
  addNext(choice: Choice): void {
    const { graph, selection } = this.#state;
    const { where, choices } = addPicker(graph, selection);
    const fits = choices.some((one) => one.id === choice.id);
    if (where.at === 'anywhere' || !fits) this.addAt(choice);
    else this.#bring(addChange(graph, choice, where));
  }

  insert(choice: Choice, wire: string): void {
    this.#bring(addChange(this.#state.graph, choice, { at: 'wire', wire: readWire(wire) }));
  }

  connect(): void {
    const picker = connectPicker(this.#state.graph, this.#state.selection);
    if (typeof picker === 'string') this.say(picker);
    else this.#open(picker);
  }

  /** Asks where a port is to lead, the steps that are there first. */
  connectPort(node: string, port: string): void {
    this.#open(targetPicker(this.#state.graph, node, port));
  }

  /** Asks where a wire is to lead in place of where it does. */
  leadElsewhere(wire: string): void {
    this.#open(reconnectPicker(this.#state.graph, wire));
  }

  /** Takes a wire away; the step that it leaves keeps the focus. */
  unwire(wire: string): void {
    this.perform(removeChange(this.#state.graph, { ...NOTHING, wires: [wire] }));
    this.look.refocus({ ...NOTHING, nodes: [readEnd(readWire(wire).from).node] });
  }

  /** Asks which group the picked steps are to stand in. */
  regroup(): void {
    const picker = groupPicker(this.#state.graph, this.#state.selection);
    if (typeof picker === 'string') this.say(picker);
    else this.#open(picker);
  }

  search(): void {
    this.#open(searchPicker(this.#state.graph));
  }

  /** Does what was picked from the open list. */
  choose(choice: Choice): void {
    const picker = this.picker.get();
    if (!picker) return;
    this.picker.set(null);
    const { graph } = this.#state;
    const { what } = choice;
    const { where } = picker;
    if (picker.purpose === 'search') {
      if (what.is === 'step') goTo(this, what.node);
      return;
    }
    if (what.is === 'port') {
      if (where.at === 'port') this.#open(targetPicker(graph, where.node, what.port));
      return;
    }
    if (what.is === 'group') {
      followGroupChoice(this, what.group);
      return;
    }
    if (picker.purpose === 'reconnect' && where.at === 'wire' && what.is === 'step') {
      this.perform(reconnectChange(where.wire, { from: where.wire.from, to: `${what.node}.in` }));
      this.look.refocus({ ...NOTHING, nodes: [readEnd(where.wire.from).node] });
      return;
    }
    this.#bring(addChange(graph, choice, where, this.#spotFor(picker)));
    if (what.is === 'step') this.look.refocus(this.#state.selection);
  }

  #spotFor({ where, spot }: Picker): Place | undefined {
    const { graph } = this.#state;
    if (where.at === 'anywhere') return spot ?? freeSpot(graph, this.look.middle());
    return spot ?? (where.at === 'port' ? spotAfter(graph, where.node, where.port) : undefined);
  }

  close(): void {
    const beside = this.picker.get()?.beside;
    this.picker.set(null);
    this.look.refocus(beside === undefined ? this.#state.selection : { ...NOTHING, nodes: [beside] });
  }

  #open(picker: Picker, screen?: Pixels): void {
    this.picker.set({ ...picker, corner: this.look.cornerFor(picker.beside, screen) });
  }
}
