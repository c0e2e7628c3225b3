import { expect, test } from 'vitest';
import { type Label, type Marked, placeLabels, textWidth } from './track-labels.ts';

const mark = (x: number, row: number, more: Partial<Marked> = {}): Marked => ({
  ...{ x, row, title: 120, time: 40, moved: false },
  ...more,
});

/** From where to where the words of a mark stand. */
function span(marks: readonly Marked[], at: number, index: number, label: Label): readonly [number, number] {
  const { x = 0 } = marks[index] ?? {};
  const edge = index === at ? 10 : -6;
  return label.side === 'right' ? [x + edge, x + edge + label.width] : [x - edge - label.width, x - edge];
}

function expectApart(marks: readonly Marked[], at: number, width: number): readonly (Label | undefined)[] {
  const labels = placeLabels(marks, at, width);
  const line = marks[at]?.x ?? 0;
  const spans = labels.flatMap((label, index) =>
    label ? [{ row: marks[index]?.row, index, of: span(marks, at, index, label) }] : [],
  );
  for (const one of spans) {
    const [from, to] = one.of;
    expect(from).toBeGreaterThanOrEqual(0);
    expect(to).toBeLessThanOrEqual(width);
    expect(to <= line - 10 || from >= line + 10, `words ${from} to ${to} under the line at ${line}`).toBe(true);
    for (const other of spans)
      if (other.row === one.row && other.index > one.index)
        expect(to < other.of[0] || other.of[1] < from, `${one.index} runs into ${other.index}`).toBe(true);
  }
  return labels;
}

test('words stand to the right of their mark, and to the left where the line would go through them', () => {
  const labels = expectApart([mark(12, 0), mark(300, 2), mark(420, 1)], 2, 700);
  expect(labels.map((label) => label?.side)).toEqual(['right', 'left', 'right']);
  expect(labels.every((label) => label?.timed)).toBe(true);
});

test('words never run into each other or under the line, wherever the marks stand', () => {
  for (let seed = 1; seed < 400; seed += 1) {
    const random = (most: number, at: number) => ((seed * 7919 + at * 104_729 + seed * seed * at) % 9973) % most;
    const marks = Array.from({ length: 2 + random(12, 1) }, (_, at) =>
      mark(12 + random(600, at + 2), random(3, at + 3), {
        title: 30 + random(200, at + 5),
        moved: random(2, at) === 1,
      }),
    ).sort((a, b) => a.x - b.x);
    expectApart(marks, random(marks.length, 7), 640);
  }
});

test('what is looked at is read whole, on the side that has room for it', () => {
  const marks = [mark(500, 0), mark(520, 0), mark(540, 0)];
  expect(placeLabels(marks, 1, 600)[1]).toEqual({ side: 'left', timed: true, width: 160 });
});

test('words do not stand below another mark while they can stand beside it', () => {
  const [, looked] = placeLabels([mark(250, 1), mark(300, 1)], 1, 440);
  expect(looked).toEqual({ side: 'right', timed: false, width: 120 });
});

test('without room the time goes first, then the end of the title, then the words', () => {
  const [first, second] = placeLabels([mark(10, 0), mark(150, 0)], 1, 900);
  expect(first).toEqual({ side: 'right', timed: false, width: 120 });
  expect(second?.timed).toBe(true);
  expect(placeLabels([mark(10, 0), mark(100, 0)], 1, 900)[0]?.width).toBeLessThan(120);
  expect(placeLabels([mark(10, 0), mark(40, 0)], 1, 900)[0]).toBeUndefined();
});

test('what decided something keeps its words before what only passed by', () => {
  const labels = placeLabels([mark(10, 0), mark(200, 0, { moved: true }), mark(229, 1)], 2, 240);
  expect(labels[1]).toEqual({ side: 'left', timed: true, width: 160 });
  expect(labels[0]).toBeUndefined();
});

test('longer, larger and bolder texts are wider', () => {
  expect(textWidth('Carrier confirms', 12)).toBeGreaterThan(textWidth('Carrier', 12));
  expect(textWidth('Carrier', 12, true)).toBeGreaterThan(textWidth('Carrier', 12));
  expect(textWidth('mmmm', 12)).toBeGreaterThan(textWidth('iiii', 12));
});
