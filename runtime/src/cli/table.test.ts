import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EXIT } from './output.ts';
import { runCommandLine } from './program.ts';

const config = {
  hitPolicy: 'unique',
  inputs: [{ id: 'tier', label: 'Tier', expression: 'subject.customerTier', type: 'text' }],
  outputs: [{ id: 'level', label: 'Level', type: 'text' }],
  rows: [
    { id: 'gold', when: ['"gold"'], give: ['"high"'] },
    { id: 'rest', when: ['not("gold")'], give: ['= subject.status'] },
  ],
};
const document = {
  workflow: { formatVersion: 1, nodes: [{ id: 'decide', kind: 'table', title: 'How bad?', config }] },
  scenarios: [],
};

let folder: string;
let out: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-cli-'));
  writeFileSync(join(folder, 'w.json'), JSON.stringify(document));
  out = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out = String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const never = () => Promise.reject(new Error('nothing is opened'));
const table = (what: string, file: string, node = 'decide') =>
  runCommandLine(['table', what, join(folder, 'w.json'), node, join(folder, file), '--json'], {
    version: '0',
    variables: {},
    openStorage: never,
    describeServices: () => never() as never,
  });
const now = () => JSON.parse(readFileSync(join(folder, 'w.json'), 'utf8'));

it.each(['t.csv', 't.xlsx'])('writes a table as %s, and takes it back as it was', async (file) => {
  expect(await table('export', file)).toBe(EXIT.ok);
  expect(await table('import', file)).toBe(EXIT.ok);
  expect(JSON.parse(out)).toEqual({ ok: true, rows: 2, problems: [] });
  expect(now()).toEqual(document);
});

it('takes what somebody typed, and says what it mended', async () => {
  writeFileSync(join(folder, 't.csv'), 'F;Tier;Level\n1;gold, platinum;high\n2;;low\n');
  expect(await table('import', 't.csv')).toBe(EXIT.ok);
  expect(JSON.parse(out).problems).toHaveLength(2);
  expect(now().workflow.nodes[0].config).toEqual({
    ...config,
    hitPolicy: 'first',
    rows: [
      { id: 'row-1', when: ['"gold", "platinum"'], give: ['"high"'] },
      { id: 'row-2', when: ['-'], give: ['"low"'] },
    ],
  });
});

it('changes nothing where a cell cannot be read', async () => {
  writeFileSync(join(folder, 't.csv'), 'F,Tier,Level\na,> 5,high\n');
  expect(await table('import', 't.csv')).toBe(EXIT.failed);
  expect(JSON.parse(out)).toMatchObject({ ok: false, problems: [{ code: 'table-cell' }, {}] });
  expect(now()).toEqual(document);
});

it('says what is not there, and what is no table', async () => {
  expect(await table('export', 't.csv', 'elsewhere')).toBe(EXIT.failed);
  expect(JSON.parse(out)).toMatchObject({ code: 'not-found' });
  expect(await table('export', 't.txt')).toBe(EXIT.failed);
  expect(await table('convert', 't.csv')).toBe(EXIT.misused);
});
