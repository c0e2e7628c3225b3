/** What stands at a moment of the track, and how wide its words are. */
export interface Marked {
  readonly x: number;
  readonly row: number;
  readonly title: number;
  readonly time: number;
  /** Something was decided there. */
  readonly moved: boolean;
}

/** Where the words of a moment stand: to the right of its mark or to the left, with its time or without. */
export interface Label {
  readonly side: 'right' | 'left';
  readonly timed: boolean;
  readonly width: number;
}

/** From the middle of a mark to where its words begin: they stand below it, flush with its edge. */
const EDGE = 6;
/** Words keep so far from the line that goes through what is looked at, and from each other. */
const CLEAR = 10;
const APART = 10;
/** Less room than this holds no word. */
const READABLE = 52;

interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Words of a row that neither run into each other nor under the line. What is looked at comes first, then what decided
 * something; the others say less, or nothing, where there is no room for them.
 */
export function placeLabels(marks: readonly Marked[], at: number, width: number): readonly (Label | undefined)[] {
  const line = marks[at]?.x;
  const taken: Span[][] = [];
  const labels: (Label | undefined)[] = marks.map(() => undefined);
  const rank = (index: number) => (index === at ? 0 : marks[index]?.moved ? 1 : 2);
  const order = marks.map((_, index) => index).sort((a, b) => rank(a) - rank(b) || a - b);
  for (const index of order) {
    const mark = marks[index];
    if (!mark) continue;
    const edge = index === at ? CLEAR : -EDGE;
    taken[mark.row] ??= line === undefined ? [] : [{ from: line - CLEAR, to: line + CLEAR }];
    const others = taken[mark.row] ?? [];
    // Words below another mark would be read as its own; only what is looked at is read whole all the same.
    const dots = marks
      .filter(({ row }, other) => row === mark.row && other !== index)
      .map(({ x }) => ({ from: x - EDGE, to: x + EDGE }));
    const beside = labelIn(roomBeside(mark.x, edge, [...others, ...dots], width), mark);
    const whole = index !== at || (beside && beside.width >= mark.title);
    const label = whole ? beside : labelIn(roomBeside(mark.x, edge, others, width), mark);
    if (!label) continue;
    labels[index] = label;
    const begin = label.side === 'right' ? mark.x + edge : mark.x - edge - label.width;
    others.push({ from: begin - APART, to: begin + label.width + APART });
  }
  return labels;
}

/** How far words could go to either side of a mark. */
function roomBeside(x: number, edge: number, taken: readonly Span[], width: number): Record<Label['side'], number> {
  const [right, left] = [x + edge, x - edge];
  const free = (begin: number) => taken.every(({ from, to }) => begin <= from || begin >= to);
  const end = Math.min(width, ...taken.filter(({ from }) => from >= right).map(({ from }) => from));
  const start = Math.max(0, ...taken.filter(({ to }) => to <= left).map(({ to }) => to));
  return { right: free(right) ? end - right : 0, left: free(left) ? left - start : 0 };
}

/** The whole words where they fit, without their time where that does not, cut off where there is still something to read. */
function labelIn(room: Record<Label['side'], number>, { title, time }: Marked): Label | undefined {
  for (const timed of [true, false])
    for (const side of ['right', 'left'] as const)
      if (title + (timed ? time : 0) <= room[side]) return { side, timed, width: title + (timed ? time : 0) };
  const side = room.right >= room.left ? 'right' : 'left';
  return room[side] < READABLE ? undefined : { side, timed: false, width: room[side] };
}

/** Widths of characters at 12 px; what is not named is as wide as a small letter. */
const WIDTHS: readonly (readonly [characters: RegExp, width: number])[] = [
  [/[\s.,:;'’|!()[\]iljI]/, 3.6],
  [/[frt]/, 4.8],
  [/[mwMW%@—…]/, 10.6],
  [/[A-ZÄÖÜ0-9]/, 8.2],
];
const LETTER = 7;

/** About as wide as a text is drawn, rather a little wider. */
export function textWidth(text: string, size: number, bold = false): number {
  let sum = 0;
  for (const character of text) sum += WIDTHS.find(([characters]) => characters.test(character))?.[1] ?? LETTER;
  return Math.ceil((sum * size * (bold ? 1.06 : 1)) / 12) + 2;
}
