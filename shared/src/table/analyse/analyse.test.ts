import { describe, expect, test } from 'vitest';
import type { ConfigOf } from '../../workflow/kinds/config.ts';
import { analyseTable } from '../index.ts';

type Table = ConfigOf<'table'>;

const tier = { id: 'tier', label: 'Tier', expression: 'subject.customerTier', type: 'text' as const };
const weight = { id: 'weight', label: 'Weight', expression: 'event.data.weight', type: 'number' as const };
const output = { id: 'level', label: 'Level', type: 'text' as const };

function table(rows: readonly (readonly [string, string, string])[], more: Partial<Table> = {}): Table {
  return {
    hitPolicy: 'unique',
    inputs: [tier, weight],
    outputs: [output],
    rows: rows.map(([a, b, give], at) => ({ id: `r${at + 1}`, when: [a, b], give: [give] })),
    ...more,
  };
}

const told = (config: Table) => analyseTable(config).map(({ severity, message }) => `${severity}: ${message}`);

describe('what no row covers', () => {
  test('is told as a region, with values that show it and the row that would cover it', () => {
    const found = analyseTable(
      table([
        ['"gold"', '-', '"a"'],
        ['not("gold")', '< 10', '"b"'],
        ['not("gold")', '(20..30]', '"c"'],
      ]),
      { nodeId: 'decide', path: '/nodes/1/config' },
    );
    expect(found).toEqual([
      {
        code: 'table-gap',
        severity: 'warning',
        message: 'No row holds where Tier is not("gold") and Weight is [10..20], > 30.',
        nodeId: 'decide',
        path: '/nodes/1/config/rows',
        example: { facts: { 'subject.customerTier': 'other', 'event.data.weight': 10 } },
        fix: {
          title: 'Add a row for it',
          patch: [
            {
              op: 'add',
              path: '/nodes/1/config/rows/-',
              value: { id: 'gap-1', when: ['not("gold")', '[10..20], > 30'], give: ['null'] },
            },
          ],
        },
      },
    ]);
  });

  test('lies within the values that a column may have, and a missing value is none', () => {
    const inputs = [
      { ...tier, values: ['"gold"', '"silver"'] },
      { ...weight, values: ['>= 0'] },
    ];
    const rows = [
      ['"gold"', '-', '"a"'],
      ['"silver"', '>= 5', '"b"'],
    ] as const;
    expect(told(table(rows, { inputs }))).toEqual([
      'warning: No row holds where Tier is "silver" and Weight is [0..5).',
    ]);
    expect(told(table([...rows, ['"silver"', '< 5', '"c"']], { inputs }))).toEqual([]);
  });

  test('is no more than a remark where every row counts, or where tokens then go on by none', () => {
    const config = table([['"gold"', '-', '"a"']]);
    expect(told({ ...config, hitPolicy: 'collect' })).toEqual(['info: No row holds where Tier is not("gold").']);
    expect(analyseTable(config, { noneLeads: true })).toMatchObject([{ severity: 'info' }]);
  });

  test('does not lie between two milliseconds', () => {
    const at = { id: 'at', label: 'At', expression: 'now', type: 'instant' as const };
    const inputs = [tier, at];
    const rows = [
      ['-', '<= 2026-02-28T23:59:59.999Z', '"a"'],
      ['-', '>= 2026-03-01', '"b"'],
    ] as const;
    expect(told(table(rows, { inputs }))).toEqual([]);
  });
});

describe('rows that hold together', () => {
  const rows = [
    ['"gold"', '-', '"a"'],
    ['-', '> 30', '"b"'],
    ['not("gold")', '<= 30', '"a"'],
  ] as const;
  test('are told where only one may, with a value wherever there can be one', () => {
    expect(analyseTable(table(rows))).toMatchObject([
      {
        code: 'table-overlap',
        message: 'Row 1 (r1) and row 2 (r2) both hold where Tier is "gold" and Weight is > 30, and only one may.',
        path: '/rows/1',
        example: { facts: { 'subject.customerTier': 'gold', 'event.data.weight': 31 } },
      },
    ]);
  });
  test('are told under any only where they say different things', () => {
    const any = (give: string) => told(table([rows[0], ['-', '> 30', give], rows[2]], { hitPolicy: 'any' }));
    expect(any('"b"')).toEqual([expect.stringContaining('and give different outputs')]);
    expect(any('= subject.status')).toEqual([expect.stringContaining('and may give different outputs')]);
    expect(any('"a"')).toEqual([]);
  });
  test('are nothing to tell where an order says which counts', () => {
    expect(told(table(rows, { hitPolicy: 'first' })).filter((each) => each.includes('both'))).toEqual([]);
  });
});

describe('rows that could go', () => {
  test('never count, because others come before them', () => {
    const rows = [
      ['-', '> 10', '"a"'],
      ['-', '<= 10', '"b"'],
      ['"gold"', 'not(null)', '"c"'],
    ] as const;
    expect(analyseTable(table(rows, { hitPolicy: 'first' }))).toMatchObject([
      {
        code: 'table-masked-row',
        message: 'Row 3 (r3) never counts: wherever it holds, row 1 (r1) and row 2 (r2) come first.',
        example: { facts: { 'subject.customerTier': 'gold' } },
        fix: { patch: [{ op: 'remove', path: '/rows/2' }] },
      },
    ]);
    // Where there is no weight the last row is reached after all.
    expect(told(table([rows[0], rows[1], ['"gold"', '-', '"c"']], { hitPolicy: 'first' }))).toEqual([]);
  });

  test('never count, because another output ranks before theirs', () => {
    const outputs = [{ ...output, values: ['"high"', '"low"'] }];
    const rows = [
      ['"gold"', '-', '"low"'],
      ['-', '-', '"high"'],
    ] as const;
    expect(told(table(rows, { hitPolicy: 'priority', outputs }))).toEqual([
      'warning: Row 1 (r1) never counts: wherever it holds, row 2 (r2) comes first.',
    ]);
  });

  test('never hold, because their column has no such value', () => {
    const inputs = [{ ...tier, values: ['"gold"', '"silver"'] }, weight];
    const rows = [
      ['-', '-', '"a"'],
      ['"bronze"', '-', '"b"'],
    ] as const;
    expect(told(table(rows, { inputs }))).toEqual([
      'warning: Row 2 (r2) never holds: “Tier” is always one of "gold", "silver".',
    ]);
  });

  test('say what the next one says', () => {
    const rows = [
      ['"gold"', '> 10', '"a"'],
      ['-', '-', '"a"'],
    ] as const;
    expect(told(table(rows, { hitPolicy: 'first' }))).toEqual([
      'info: Nothing changes without row 1 (r1): row 2 (r2) gives the same there.',
    ]);
  });
});

test('two rows that give the same and touch in one column can be one', () => {
  const rows = [
    ['"gold"', '<= 10', '"a"'],
    ['not("gold")', '-', '"b"'],
    ['"gold"', '> 10', '"a"'],
  ] as const;
  expect(analyseTable(table(rows))).toMatchObject([
    {
      code: 'table-mergeable-rows',
      message: 'Row 1 (r1) and row 3 (r3) give the same and differ only in “Weight”: one row with not(null) says both.',
      fix: {
        patch: [
          { op: 'replace', path: '/rows/0/when/1', value: 'not(null)' },
          { op: 'remove', path: '/rows/2' },
        ],
      },
    },
  ]);
  // Where the order counts, the row between them may say otherwise.
  expect(told(table(rows, { hitPolicy: 'first' }))).toEqual([]);
  // All but some texts, or none at all, is nothing that a cell can say.
  expect(
    told(
      table([
        ['not("gold")', '-', '"a"'],
        ['null', '-', '"a"'],
        ['"gold"', '-', '"b"'],
      ]),
    ),
  ).toEqual([]);
});

test('nothing is said of a table with a cell that cannot be read', () => {
  expect(told(table([['gold', '-', '"a"']]))).toEqual([]);
});

test('a large table is looked at within bounds, and it is told what was left out', () => {
  const inputs = Array.from({ length: 6 }, (_, at) => ({ ...weight, id: `w${at}`, expression: `subject.w${at}` }));
  const rows = Array.from({ length: 1000 }, (_, at) => ({
    id: `r${at}`,
    when: inputs.map((_, column) => `[${(at * (7 + column)) % 997}..${((at * (7 + column)) % 997) + 40}]`),
    give: [`"${at}"`],
  }));
  const started = performance.now();
  const found = told({ hitPolicy: 'unique', inputs, outputs: [output], rows });
  expect(performance.now() - started).toBeLessThan(5_000);
  expect(found.at(-1)).toContain('There may be more values that no row covers');
});
