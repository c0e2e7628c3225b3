import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const repository = join(import.meta.dirname, '..', '..');

/** One file that breaks exactly the rule it is listed under. */
const offences: Record<string, Record<string, string>> = {
  'no-cycles': {
    'runtime/src/stores/a.ts': "import { b } from './b.ts';\nexport const a = () => b;",
    'runtime/src/stores/b.ts': "import { a } from './a.ts';\nexport const b = () => a;",
  },
  resolvable: { 'runtime/src/stores/lost.ts': "import './nowhere.ts';" },
  declared: { 'connectors/src/http/undeclared.ts': "import 'react';" },
  'production-uses-no-dev-dependency': { 'shared/src/event/dev.ts': "import 'fast-check';" },
  'shared-imports-no-workspace': { 'shared/src/event/up.ts': "import '../../../connectors/src/index.ts';" },
  'shared-is-pure': {
    'shared/src/event/disk.ts': "import { readFileSync } from 'node:fs';\nexport default readFileSync;",
  },
  'shared-allow-list': { 'shared/src/event/vendor.ts': "import 'pino';" },
  'connectors-import-shared-only': { 'connectors/src/http/up.ts': "import '../../../runtime/src/stores/port.ts';" },
  'connectors-open-no-socket': { 'connectors/src/http/socket.ts': "import 'node:net';" },
  'runtime-imports-connectors-and-shared': { 'runtime/src/api/face.ts': "import '../../../designer/src/ui/card.ts';" },
  'designer-imports-shared-only': {
    'designer/src/ui/type.ts':
      "import type { Port } from '../../../runtime/src/stores/port.ts';\nexport type P = Port;",
  },
  'designer-runs-in-a-browser': { 'designer/src/ui/disk.ts': "import 'node:fs';" },
  'designer-features-are-islands': { 'designer/src/features/home/home.ts': "import '../inbox/inbox.ts';" },
  'nobody-imports-test': { 'runtime/src/api/probe.ts': "import '../../../test/support/probe.ts';" },
  'only-main-names-adapters': { 'runtime/src/pipeline/loop.ts': "import '../event-log/embedded.ts';" },
  'adapters-do-not-know-each-other': { 'runtime/src/event-log/kafka.ts': "import '../stores/port.ts';" },
  'no-text-becomes-code': { 'runtime/src/api/evaluate.ts': "import 'node:vm';" },
  'no-dynamic-import': { 'connectors/src/http/lazy.ts': "export const lazy = () => import('./up.ts');" },
  'one-door-bullmq': { 'runtime/src/api/queue.ts': "import type { Queue } from 'bullmq';\nexport type Q = Queue;" },
  'one-door-undici': { 'connectors/src/http/wire.ts': "import 'undici';" },
};

const targets: Record<string, string> = {
  'connectors/src/index.ts': 'export {};',
  'runtime/src/stores/port.ts': 'export interface Port { readonly name: string }',
  'runtime/src/event-log/embedded.ts': 'export {};',
  'designer/src/ui/card.ts': 'export {};',
  'designer/src/features/inbox/inbox.ts': 'export {};',
  'test/support/probe.ts': 'export {};',
};

let directory = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'slipway-arrows-'));
  for (const file of ['package.json', 'biome.json', '.dependency-cruiser.js', 'test/check/no-code-from-text.grit']) {
    await cp(join(repository, file), join(directory, file));
  }
  await symlink(join(repository, 'node_modules'), join(directory, 'node_modules'));
  for (const workspace of ['shared', 'connectors', 'runtime', 'designer', 'test']) {
    await cp(join(repository, workspace, 'package.json'), join(directory, workspace, 'package.json'));
  }
  for (const files of [targets, ...Object.values(offences)]) {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(directory, path)), { recursive: true });
      await writeFile(join(directory, path), content);
    }
  }
});

afterAll(() => rm(directory, { recursive: true, force: true }));

function run(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(
      join(repository, 'node_modules', '.bin', command),
      args,
      { cwd: directory, maxBuffer: 1 << 26 },
      (_, stdout, stderr) => resolve(stdout + stderr),
    );
  });
}

test('every arrow between the folders goes red when a file breaks it', async () => {
  const args = [
    '--config',
    '.dependency-cruiser.js',
    '--output-type',
    'json',
    'shared',
    'connectors',
    'runtime',
    'designer',
    'test',
  ];
  const report: { summary: { violations: { from: string; rule: { name: string } }[] } } = JSON.parse(
    await run('depcruise', args),
  );
  const unseen = Object.entries(offences).filter(
    ([rule, files]) => !report.summary.violations.some((found) => found.rule.name === rule && found.from in files),
  );
  expect(unseen.map(([rule]) => rule)).toEqual([]);
});

test.each([
  ["eval('1')", 'no-code-from-text'],
  ["new Function('return 1')", 'no-code-from-text'],
  ["Function('return 1')", 'no-code-from-text'],
  ["globalThis.Function('return 1')", 'no-code-from-text'],
  ["[].constructor.constructor('return 1')", 'no-code-from-text'],
  ["await import('./x.ts')", 'no-code-from-text'],
  ['await import(name)', 'no-code-from-text'],
])('the linter refuses code made from text: %s', async (code) => {
  const file = 'runtime/src/pipeline/code.ts';
  await writeFile(join(directory, file), `const name = 'x';\nexport const made = async () => [name, ${code}];\n`);
  const report = await run('biome', ['lint', '--reporter=github', '--vcs-enabled=false', file]);
  expect(report).toContain('::error title=plugin');
});
