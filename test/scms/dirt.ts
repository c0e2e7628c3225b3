import type { Random } from '../support/random.ts';

/** What is done to one record of the history: its cells as text in, its bytes out. */
type Damage = (cells: readonly string[]) => Uint8Array;

const bytes = (cells: readonly string[]) => Buffer.from(cells.join(','));
const replaced = (cells: readonly string[], index: number, cell: string) => bytes(cells.with(index, cell));

/** Every kind of dirt that makes a record unreadable. The cells by index: 4 shipment, 12 to 14 the three dates. */
export const damages: Readonly<Record<string, Damage>> = {
  'a day that does not exist': (cells) => replaced(cells, 12, '31-Feb-10'),
  'a month that does not exist': (cells) => replaced(cells, 13, '12-Foo-10'),
  'no recorded date': (cells) => replaced(cells, 14, ''),
  'no shipment': (cells) => replaced(cells, 4, ''),
  'a quote in the middle of a cell': (cells) => replaced(cells, 17, 'Ranbaxy "Fine" Chemicals'),
  'text after a closing quote': (cells) => replaced(cells, 17, '"Ranbaxy" Chemicals'),
  'a quote that is never closed': (cells) => replaced(cells, 17, '"Ranbaxy'),
  'bytes that are not UTF-8': (cells) =>
    Buffer.concat([
      bytes(cells.slice(0, 17)),
      Buffer.from([0x2c, 0x43, 0xf4, 0x74, 0xff, 0x2c]),
      bytes(cells.slice(18)),
    ]),
  'a NUL': (cells) => replaced(cells, 17, 'Ran\0baxy'),
  'a column too many': (cells) => bytes([...cells, 'surplus']),
  'a column too few': (cells) => bytes(cells.slice(0, -1)),
  'a cell beyond every bound': (cells) => replaced(cells, 17, 'x'.repeat(300 * 1024)),
};

/** A history with dirt in it. */
export interface DirtyHistory {
  readonly csv: Buffer;
  /** How many records became unreadable. */
  readonly dirty: number;
  /** How many records stand there twice. */
  readonly repeated: number;
}

/** Damages `perKind` records of `csv` in each way of `damages`, and repeats `perKind` others word for word. */
export function plantDirt(csv: Uint8Array, random: Random, perKind: number): DirtyHistory {
  const [header = '', ...records] = Buffer.from(csv).toString('utf8').trimEnd().split('\n');
  const kinds = Object.values(damages);
  const chosen = random.sample([...records.keys()], (kinds.length + 1) * perKind);
  const lines: Uint8Array[] = records.map((record) => Buffer.from(record));
  for (const [turn, index] of chosen.slice(0, kinds.length * perKind).entries()) {
    const damage = kinds[turn % kinds.length];
    if (damage) lines[index] = damage(rawCells(records[index] ?? ''));
  }
  const repeats = chosen.slice(kinds.length * perKind);
  for (const index of repeats) lines.push(Buffer.from(records[index] ?? ''));
  const newline = Buffer.from('\n');
  return {
    csv: Buffer.concat([Buffer.from(header), newline, ...lines.flatMap((each) => [each, newline])]),
    dirty: kinds.length * perKind,
    repeated: repeats.length,
  };
}

/** The cells of a record as they stand there, quotes included. */
function rawCells(record: string): string[] {
  return [...record.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map(([, cell = '']) => cell);
}
