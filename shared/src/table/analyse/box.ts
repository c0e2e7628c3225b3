import { LIMITS } from '../../limits/index.ts';

/** A region of the input space: per column the parts of its axis (Calvanese et al. 2016: a rule is a hyper-rectangle). */
export type Box = readonly bigint[];

/** What an analysis may still spend. A question that is cut short has no answer. */
export class Budget {
  #left: number = LIMITS.tableAnalysisSteps;

  get spent(): boolean {
    return this.#left <= 0;
  }

  spend(): boolean {
    this.#left -= 1;
    return this.#left > 0;
  }
}

export function meets(a: Box, b: Box): boolean {
  return a.every((parts, column) => (parts & (b[column] ?? 0n)) !== 0n);
}

export function common(a: Box, b: Box): Box {
  return a.map((parts, column) => parts & (b[column] ?? 0n));
}

/** What is left of a box without another that it meets: at most a piece per column, and no two of them meet. */
export function without(box: Box, cut: Box): Box[] {
  const pieces: Box[] = [];
  let rest = box;
  for (const [column, parts] of box.entries()) {
    const outside = parts & ~(cut[column] ?? 0n);
    if (outside !== 0n) pieces.push(rest.with(column, outside));
    rest = rest.with(column, parts & (cut[column] ?? 0n));
  }
  return pieces;
}

/**
 * The pieces of a box that no cut covers, none of which meets another. Depth first, so that the first one is found without
 * looking for the others; ends early where the budget is spent.
 */
export function* uncovered(box: Box, cuts: readonly Box[], budget: Budget): Generator<Box> {
  const stack: { readonly box: Box; readonly from: number }[] = [{ box, from: 0 }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    let at = next.from;
    for (; at < cuts.length; at += 1) {
      if (!budget.spend()) return;
      const cut = cuts[at];
      if (cut && meets(next.box, cut)) break;
    }
    const cut = cuts[at];
    if (!cut) yield next.box;
    else for (const piece of without(next.box, cut).reverse()) stack.push({ box: piece, from: at + 1 });
  }
}

/** The same region in fewer boxes: two that differ in one column become one, as long as there are such. */
export function merged(boxes: readonly Box[]): readonly Box[] {
  let result: readonly Box[] = boxes;
  for (let before = -1; before !== result.length; ) {
    before = result.length;
    const next: Box[] = [];
    for (const box of result) {
      const at = next.findIndex((each) => onlyDifference(each, box) !== undefined);
      const like = next[at];
      const column = like && onlyDifference(like, box);
      if (!like || column === undefined) next.push(box);
      else next[at] = like.with(column, (like[column] ?? 0n) | (box[column] ?? 0n));
    }
    result = next;
  }
  return result;
}

function onlyDifference(a: Box, b: Box): number | undefined {
  let found: number | undefined;
  for (const [column, parts] of a.entries()) {
    if (parts === b[column]) continue;
    if (found !== undefined) return undefined;
    found = column;
  }
  return found;
}
