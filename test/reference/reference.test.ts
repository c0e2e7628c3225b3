import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FAILURES } from '@slipway/shared/failure';
import { nodeKinds } from '@slipway/shared/workflow';
import { expect, test } from 'vitest';
import { referencePages } from './pages.ts';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'reference');
const pages = referencePages();

test('the reference has exactly the pages that the code makes', async () => {
  expect((await readdir(folder)).sort()).toEqual(Object.keys(pages).sort());
});

test.each(Object.keys(pages))('%s says what the code says; npm run reference writes it anew', async (name) => {
  expect(await readFile(join(folder, name), 'utf8')).toBe(pages[name]);
});

test('every failure code and every node kind has its place', () => {
  for (const code of Object.keys(FAILURES)) expect(pages['failures.md']).toContain(`\`${code}\``);
  for (const kind of nodeKinds) expect(pages['node-kinds.md']).toContain(`(\`${kind}\`)`);
});
