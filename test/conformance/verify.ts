/*
 * `npm run verify:conformance`: every port's suite against every adapter of it, on real services, and that the same log
 * gives the same decisions on both. Prints a table of counts; ends with 1 where anything failed or did not run.
 *
 *   --only TEXT   the suites whose file has this in its name
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { checkOptions, conclude, say } from '../support/report.ts';
import { repository } from '../support/runtime-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const options = checkOptions({ only: '' });

/** The report of vitest, as far as we read it. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

const temporary = await temporaryDirectory();
const file = join(temporary.path, 'report.json');
const args = ['run', '--root', 'test', '--config', 'conformance/vitest.config.ts'];
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
const vitest = join(repository, 'node_modules', '.bin', 'vitest');
const child = spawn(vitest, [...args, ...reporters, ...(options.only ? [options.only] : [])], {
  cwd: repository,
  // What people read goes to the error stream; the last line of the output is ours.
  stdio: ['ignore', process.stderr, 'inherit'],
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
await once(child, 'close');
const report: Report = JSON.parse(await readFile(file, 'utf8').catch(() => '{"testResults":[]}'));
await temporary.remove();

const suites = report.testResults.map(({ name, assertionResults }) => {
  const passed = assertionResults.filter(({ status }) => status === 'passed').length;
  // A test that did not run proves nothing, and a file that did not even load has none.
  const failed = assertionResults.length === 0 ? 1 : assertionResults.length - passed;
  return { suite: basename(name, '.suite.ts'), passed, failed };
});
suites.sort((a, b) => (a.suite < b.suite ? -1 : 1));
const sum = (of: 'passed' | 'failed') => suites.reduce((total, each) => total + each[of], 0);
if (!options.json) {
  for (const { suite, passed, failed } of suites) {
    say(`${suite.padEnd(28)} ${String(passed).padStart(4)} passed ${String(failed).padStart(4)} failed`);
  }
}
const held = child.exitCode === 0 && suites.length > 0 && sum('failed') === 0;
conclude(
  {
    suites: Object.fromEntries(suites.map(({ suite, ...counts }) => [suite, counts])),
    passed: sum('passed'),
    failed: sum('failed'),
  },
  held,
);
