import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CellType } from '../workflow/kinds/decide.ts';
import { readCell } from './cell.ts';
import { holdsFor } from './cell-values.ts';
import { jsonOf, readLiteral, type Value, valueFrom, writeLiteral } from './literal.ts';
import { readOutput } from './output.ts';

function holds(text: string, type: CellType, value: unknown): boolean {
  const read = readCell(text, type);
  if (!read.ok) throw new Error(read.says);
  const known = valueFrom(value, type) as Value | null;
  return known === null ? read.cell.missing : holdsFor(read.cell.values, known);
}

function instead(text: string, type: CellType): string | undefined {
  const read = readCell(text, type);
  return read.ok ? 'it can be read' : read.instead;
}

test.each<[string, CellType, readonly unknown[], readonly unknown[]]>([
  ['-', 'number', [1, -5, null, undefined], []],
  ['', 'text', ['gold', null], []],
  ['"gold", \'platinum\'', 'text', ['gold', 'platinum'], ['silver', '', null]],
  ['not("gold", "platinum")', 'text', ['silver', ''], ['gold', null]],
  ['"a, b", "say \\"no\\""', 'text', ['a, b', 'say "no"'], ['a']],
  ['null', 'text', [null, undefined], ['', 'null']],
  ['null, "gold"', 'text', [null, 'gold'], ['silver']],
  ['not(null)', 'text', ['', 'gold'], [null]],
  ['30', 'number', [30], [29.9, null]],
  ['< 30, >= 100', 'number', [29, 100, 1e9], [30, 99.9]],
  ['[1..5]', 'number', [1, 5, 3.3], [0.9, 5.1]],
  ['(1..5)', 'number', [1.01, 4.9], [1, 5]],
  [']1..5[', 'number', [1.01, 4.9], [1, 5]],
  ['[1..5)', 'number', [1, 4.9], [5]],
  ['not((1..5), 7)', 'number', [1, 5, 8, -3], [2, 7, null]],
  ['> -1.5e2', 'number', [-149], [-150]],
  ['true', 'boolean', [true], [false, null]],
  ['not(true)', 'boolean', [false], [true, null]],
  ['< 2026-03-01', 'instant', ['2026-02-28T23:59:59.999Z'], ['2026-03-01T00:00:00.000Z', null]],
  [
    '[2026-03-01T08:00:00Z..2026-03-01T10:00+02:00]',
    'instant',
    ['2026-03-01T08:00:00.000Z'],
    ['2026-03-01T08:00:00.001Z'],
  ],
  ['> 2h', 'duration', ['PT2H0.001S', 'P1D'], ['PT2H', '-PT3H']],
  ['< 0m', 'duration', ['-PT30M'], ['PT0S', 'PT1S']],
  ['[-30m..30m]', 'duration', ['PT0S', 'PT30M', '-PT30M'], ['PT31M']],
])('%s of a %s column', (text, type, yes, no) => {
  for (const value of yes) expect(holds(text, type, value), `${value}`).toBe(true);
  for (const value of no) expect(holds(text, type, value), `${value}`).toBe(false);
});

test('intervals that touch become one, whatever their order', () => {
  expect(readCell('(5..9], [1..5], >= 20, 30', 'number')).toEqual(readCell('[1..9], >= 20', 'number'));
});

test.each<[string, CellType, string | undefined]>([
  ['gold, platinum', 'text', '"gold", "platinum"'],
  ['in transit', 'text', '"in transit"'],
  ['“gold”', 'text', '"gold"'],
  ['!= gold', 'text', 'not("gold")'],
  ['not(gold)', 'text', 'not("gold")'],
  ['*', 'text', '-'],
  ['"30"', 'number', '30'],
  ['≤ 30', 'number', '<= 30'],
  ['= 30', 'number', '30'],
  ['1-5', 'number', '[1..5]'],
  ['1 bis 5', 'number', '[1..5]'],
  ['1..5', 'number', '[1..5]'],
  ['heavy', 'number', undefined],
  ['[5..1]', 'number', undefined],
  ['> "a"', 'text', undefined],
  ['ja', 'boolean', 'true'],
  ['> 2 h', 'duration', '> 2h'],
  ['3 days', 'duration', '3d'],
  ['01.03.2026', 'instant', '2026-03-01'],
  ['2026-03-01 08:00', 'instant', undefined],
  ['99999999999999999999', 'number', undefined],
])('%s in a %s column is refused, and what was meant is offered', (text, type, meant) => {
  expect(instead(text, type)).toBe(meant);
});

test('a refusal says what to write', () => {
  expect(readCell('heavy', 'number')).toEqual({
    ok: false,
    says: '“heavy” is not a number. Write 30, a comparison such as > 1, an interval such as [1..5), null or -.',
  });
  expect(readOutput('', 'number')).toMatchObject({ says: expect.stringContaining('Write 30, null, or =') });
});

test('a literal is written so that it is read again', () => {
  const cases: readonly [string, CellType][] = [
    ['"say \\"no\\""', 'text'],
    ['-1.5', 'number'],
    ['false', 'boolean'],
    ['2026-03-01', 'instant'],
    ['2026-03-01T08:00:01Z', 'instant'],
    ['P1DT2H', 'duration'],
    ['-PT30M', 'duration'],
  ];
  for (const [text, type] of cases) {
    const value = readLiteral(text, type);
    expect(value, text).toBeDefined();
    expect(writeLiteral(value ?? '', type)).toBe(text);
    expect(valueFrom(jsonOf(value ?? '', type), type)).toBe(value);
  }
});

test('nothing that is typed makes reading throw, and what is offered instead can be read', () => {
  const unit = fc.constantFrom(...'"\'\\,()[]<>=.- \u0000ae19:TZhmd', 'not(', '..', 'null', '2026-03-01', 'bis');
  fc.assert(
    fc.property(
      fc.string({ unit, maxLength: 30 }),
      fc.constantFrom<CellType>('text', 'number', 'boolean', 'instant', 'duration'),
      (text, type) => {
        const [cell, output] = [readCell(text, type), readOutput(text, type)];
        if (!cell.ok && cell.instead !== undefined) expect(readCell(cell.instead, type).ok).toBe(true);
        if (!output.ok && output.instead !== undefined) expect(readOutput(output.instead, type).ok).toBe(true);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('an output is a literal, null or an expression', () => {
  expect(readOutput(' "gold" ', 'text')).toEqual({ ok: true, given: { kind: 'value', value: 'gold' } });
  expect(readOutput('null', 'number')).toEqual({ ok: true, given: { kind: 'value', value: null } });
  expect(readOutput('=  subject.eta', 'instant')).toEqual({
    ok: true,
    given: { kind: 'expression', text: 'subject.eta', at: 3 },
  });
  expect(readOutput('gold', 'text')).toMatchObject({ ok: false, instead: '"gold"' });
});
