/** One replacement that makes a text of another: what both begin and end with is left alone, and so is the cursor there. */
export interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The smallest single replacement; undefined where both are the same. */
export function changeBetween(before: string, after: string): TextChange | undefined {
  if (before === after) return undefined;
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  return { from: head, to: before.length - tail, text: after.slice(head, after.length - tail) };
}
