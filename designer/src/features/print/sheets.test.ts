import { expect, test } from 'vitest';
import { edgeMarksOf, meet, type PaperWire, sheetOf, sheetsOf } from './sheets.ts';

const card = (x: number, y: number) => ({ x, y, width: 240, height: 100 });
const room = { width: 900, height: 1_000 };
/** Forty steps one below the other, 150 apart. */
const tall = Array.from({ length: 40 }, (_, at) => card(0, at * 150));
const bounds = { x: 0, y: 0, width: 240, height: 5_950 };

test('a sheet ends between two cards, and every card stands whole on one', () => {
  const sheets = sheetsOf(tall, bounds, room);
  expect(sheets.map(({ name }) => name)).toEqual(['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7']);
  for (const { box } of sheets) expect(box.height).toBeLessThanOrEqual(room.height);
  for (const each of tall) expect(sheets.filter(({ box }) => meet(each, box))).toHaveLength(1);
});

test('where cards stand everywhere, the next sheet begins before what was cut', () => {
  const stairs = Array.from({ length: 20 }, (_, at) => card(at * 120, at * 40));
  const sheets = sheetsOf(stairs, { x: 0, y: 0, width: 2_520, height: 860 }, room);
  for (const each of stairs) {
    const { box } = sheetOf(each, sheets) ?? { box: card(-1, -1) };
    expect(each.x).toBeGreaterThanOrEqual(box.x);
    expect(each.x + each.width).toBeLessThanOrEqual(box.x + box.width);
  }
});

test('a sheet on which nothing stands is not printed', () => {
  const corners = [card(0, 0), card(1_000, 1_500)];
  const sheets = sheetsOf(corners, { x: 0, y: 0, width: 1_240, height: 1_600 }, room);
  expect(sheets.map(({ name }) => name)).toEqual(['A1', 'B2']);
});

test('where a wire leaves its sheet a mark names the step and the sheet that it goes on to, and the other way round', () => {
  const cards = [card(0, 0), card(0, 1_500)];
  const sheets = sheetsOf(cards, { x: 0, y: 0, width: 240, height: 1_600 }, room);
  const ends = { from: { number: 1, card: card(0, 0) }, to: { number: 7, card: card(0, 1_500) } };
  const points = [
    { x: 120, y: 104 },
    { x: 120, y: 1_496 },
  ];
  const wires: PaperWire[] = [{ points, ...ends }];
  const [first, second] = sheets;
  if (!first || !second) throw new Error('two sheets');
  const leaves = { side: 'bottom', x: 120, y: 1_000, to: [{ number: 7, sheet: 'A2' }], from: [] };
  expect(edgeMarksOf(first, wires, sheets, 100)).toEqual([leaves]);
  const comes = { side: 'top', x: 120, y: 1_000, to: [], from: [{ number: 1, sheet: 'A1' }] };
  expect(edgeMarksOf(second, wires, sheets, 100)).toEqual([comes]);
});

test('marks that would lie on each other are one, and say each step once', () => {
  const sheets = [
    { name: 'A1', box: { x: 0, y: 0, width: 500, height: 500 } },
    { name: 'A2', box: { x: 0, y: 500, width: 500, height: 500 } },
  ];
  const end = { number: 9, card: { x: 0, y: 700, width: 240, height: 100 } };
  const down = (x: number, number: number): PaperWire => ({
    points: [
      { x, y: 100 },
      { x, y: 690 },
    ],
    from: { number, card: { x, y: 0, width: 100, height: 100 } },
    to: end,
  });
  const [mark, far, ...more] = edgeMarksOf(
    sheets[0] ?? { name: '', box: end.card },
    [down(100, 1), down(150, 2), down(400, 3)],
    sheets,
    80,
  );
  expect(mark?.to).toEqual([{ number: 9, sheet: 'A2' }]);
  expect([mark?.x, far?.x, more.length]).toEqual([100, 400, 0]);
});
