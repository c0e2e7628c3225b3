import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FAILURES } from '@slipway/shared/failure';
import { nodeKinds, WORKFLOW_PROBLEMS } from '@slipway/shared/workflow';
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

/** Codes as they stand in the sources that check a workflow: in calls of `error` and `warning`, and by their family. */
async function codesInSources(): Promise<ReadonlySet<string>> {
  const root = join(import.meta.dirname, '..', '..', 'shared', 'src');
  const codes = new Set<string>();
  for (const part of ['workflow', 'condition', 'expression']) {
    for (const name of await readdir(join(root, part), { recursive: true })) {
      if (!name.endsWith('.ts') || name.endsWith('.test.ts') || name.startsWith('edit')) continue;
      const text = await readFile(join(root, part, name), 'utf8');
      if (part === 'workflow' && name !== 'problems.ts') {
        for (const [, code] of text.matchAll(/\b(?:error|warning)\(\s*'([a-z-]+)'/g)) codes.add(code ?? '');
      }
      for (const [, code] of text.matchAll(/\btell\(\s*'(?:warning|info)',\s*'([a-z-]+)'/g))
        codes.add(`condition-${code}`);
      for (const [, code] of text.matchAll(/(?<!\/)'((?:condition|expression|template)-[a-z-]+)'[,)]/g))
        codes.add(code ?? '');
    }
  }
  return codes;
}

test('every problem that a workflow can have has its place', async () => {
  const codes = await codesInSources();
  expect(codes.size).toBeGreaterThan(50);
  expect([...codes].filter((code) => !Object.hasOwn(WORKFLOW_PROBLEMS, code))).toEqual([]);
});
