import type { Box, Cell } from './box.ts';
import { boxesOf, type Formula, not } from './formula.ts';

/** A cell for each box that matters. */
export type Choice = ReadonlyMap<Box, Cell>;

/** Whether there is an input for which all of several formulas hold. `unknown`: it would have taken too long to tell. */
export type Answer =
  | { readonly kind: 'holds'; readonly choice: Choice }
  | { readonly kind: 'never' }
  | { readonly kind: 'unknown' };

/** Which cells of a box are thought of. */
export type Among = (box: Box, cell: Cell) => boolean;
const everything: Among = () => true;

/** How many partial inputs are looked at before a question is given up. */
const LOOKS_MAX = 4_000;
const BOXES_MAX = 400;

/**
 * Finds an input for which all of the formulas hold, or shows that there is none: boxes are filled one after another, and
 * a choice is given up as soon as a formula is false of it, whatever the boxes that are not filled yet. What has no box in
 * common is asked apart, so that the work grows with what belongs together.
 */
export function solve(formulas: readonly Formula[], among: Among = everything): Answer {
  const choice = new Map<Box, Cell>();
  let doubt = false;
  for (const { parts, boxes } of apart(formulas.flatMap(conjuncts))) {
    const answer = new Search(parts, boxes, among).run();
    if (answer === 'never') return { kind: 'never' };
    if (answer === 'unknown') doubt = true;
    else for (const [box, cell] of answer) choice.set(box, cell);
  }
  return doubt ? { kind: 'unknown' } : { kind: 'holds', choice };
}

/** Whether a formula holds of a choice; undefined where boxes that are not filled decide. */
export function holdsOf(formula: Formula, choice: Choice): boolean | undefined {
  switch (formula.kind) {
    case 'known':
      return formula.value;
    case 'atom':
      return choice.get(formula.atom.box)?.answers[formula.atom.index];
    case 'not': {
      const inner = holdsOf(formula.part, choice);
      return inner === undefined ? undefined : !inner;
    }
    default: {
      const decisive = formula.kind === 'any';
      let open = false;
      for (const part of formula.parts) {
        const inner = holdsOf(part, choice);
        if (inner === decisive) return decisive;
        open ||= inner === undefined;
      }
      return open ? undefined : !decisive;
    }
  }
}

/** What must hold for the formula to hold, each by itself. */
function conjuncts(formula: Formula): readonly Formula[] {
  if (formula.kind === 'all') return formula.parts.flatMap(conjuncts);
  if (formula.kind === 'not' && formula.part.kind === 'any')
    return formula.part.parts.flatMap((part) => conjuncts(not(part)));
  if (formula.kind === 'not' && formula.part.kind === 'not') return conjuncts(formula.part.part);
  return [formula];
}

interface Group {
  readonly parts: readonly Formula[];
  readonly boxes: readonly Box[];
}

/** Groups of formulas of which no two have a box in common. */
function apart(parts: readonly Formula[]): readonly Group[] {
  const groupOf = new Map<Box, { parts: Formula[]; boxes: Set<Box> }>();
  const groups = new Set<{ parts: Formula[]; boxes: Set<Box> }>();
  for (const part of parts) {
    const boxes = boxesOf(part);
    const group = { parts: [part], boxes };
    for (const other of new Set([...boxes].flatMap((box) => groupOf.get(box) ?? []))) {
      group.parts.push(...other.parts);
      for (const box of other.boxes) group.boxes.add(box);
      groups.delete(other);
    }
    for (const box of group.boxes) groupOf.set(box, group);
    groups.add(group);
  }
  return [...groups].map((group) => ({ parts: group.parts, boxes: [...group.boxes] }));
}

class Search {
  readonly #parts: readonly Formula[];
  readonly #choice = new Map<Box, Cell>();
  readonly #cells = new Map<Box, readonly Cell[]>();
  readonly #fits: boolean;
  #looks = 0;

  constructor(parts: readonly Formula[], boxes: readonly Box[], among: Among) {
    // What asks about one box alone narrows it, and need not be asked again.
    const alone = new Map<Box, Formula[]>();
    this.#parts = parts.filter((part) => {
      const [only, more] = boxesOf(part);
      if (only === undefined || more !== undefined) return true;
      alone.set(only, [...(alone.get(only) ?? []), part]);
      return false;
    });
    this.#fits = boxes.length <= BOXES_MAX && boxes.every((box) => box.cells !== undefined);
    if (!this.#fits) return;
    for (const box of boxes) {
      const own = alone.get(box) ?? [];
      const cells = (box.cells ?? []).filter(
        (cell) => among(box, cell) && own.every((part) => holdsOf(part, new Map([[box, cell]]))),
      );
      this.#cells.set(box, cells);
    }
  }

  run(): Choice | 'never' | 'unknown' {
    if (!this.#fits) return 'unknown';
    for (const [box, cells] of this.#cells) {
      const [only] = cells;
      if (only === undefined) return 'never';
      if (cells.length === 1) this.#choice.set(box, only);
    }
    const found = this.#fill();
    if (found !== true) return found === false ? 'never' : 'unknown';
    for (const [box, [first]] of this.#cells) if (first && !this.#choice.has(box)) this.#choice.set(box, first);
    return this.#choice;
  }

  /** Whether the boxes that are left can be filled; undefined where it has taken too long. */
  #fill(): boolean | undefined {
    this.#looks += 1;
    if (this.#looks > LOOKS_MAX) return undefined;
    let open: Formula | undefined;
    for (const part of this.#parts) {
      const holds = holdsOf(part, this.#choice);
      if (holds === false) return false;
      if (holds === undefined) open ??= part;
    }
    const box = open && this.#openBox(open);
    if (!box) return true;
    for (const cell of this.#cells.get(box) ?? []) {
      this.#choice.set(box, cell);
      const found = this.#fill();
      if (found !== false) return found;
    }
    this.#choice.delete(box);
    return false;
  }

  /** A box that an undecided formula still asks about. */
  #openBox(formula: Formula): Box | undefined {
    if (formula.kind === 'atom') return this.#choice.has(formula.atom.box) ? undefined : formula.atom.box;
    if (formula.kind === 'not') return this.#openBox(formula.part);
    if (formula.kind === 'known') return undefined;
    for (const part of formula.parts) {
      if (holdsOf(part, this.#choice) !== undefined) continue;
      const box = this.#openBox(part);
      if (box) return box;
    }
    return undefined;
  }
}
