/*
 * Everything that must hold; after the first failure nothing more begins. What is quick and often red comes first, and as
 * many checks run side by side as there are cores. The last line counts: `N passed, 0 failed`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { chmod, mkdtemp, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { temporaryFolder } from '@slipway/runtime/database/temporary-folder';
import { repository } from './support/runtime-process.ts';
import { type Planned, playTimetable } from './support/timetable.ts';

/** A step: what is run, and how many checks passed and failed in it, once it has ended. */
interface Step extends Planned {
  readonly command: readonly string[];
  readonly count: (end: End) => Promise<Tally> | Tally;
}
/** How a step ended: its exit code, all that it wrote, and the last line of its output. */
interface End {
  readonly code: number | null;
  readonly output: string;
  readonly lastLine: string;
}
interface Tally {
  readonly passed: number;
  readonly failed: number;
}

const ROOM = 3 * 2 ** 30;
/** All that the checks write lies in here and goes with it. */
const temporary = await mkdtemp(join(temporaryFolder(ROOM), 'slipway-suite-'));
// PostgreSQL runs as somebody else and has to come through to its directory.
await chmod(temporary, 0o711);
process.on('exit', () => {
  for (const child of children) child.kill();
  rmSync(temporary, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));
const environment = { ...process.env, TMPDIR: temporary };
const data = join(temporary, 'main-job');
const children = new Set<ChildProcess>();

/** More side by side would measure each other, and want more memory than machines of checks have. */
const CORES_MOST = 4;
const cores = Math.min(CORES_MOST, Math.max(2, availableParallelism()));
const SABOTAGES = ['--sabotage', 'commit-token,seek,reconciler'];

const steps: readonly Step[] = [
  { name: 'check', command: ['npm', 'run', '--silent', 'check'], count: one, cores: 2 },
  unitTests('designer'),
  unitTests('shared'),
  unitTests('connectors'),
  unitTests('test'),
  unitTests('runtime'),
  script('verify:examples', ['test/examples/verify.ts', '--json']),
  browserTests('drawing'),
  browserTests('changing'),
  browserTests('demo'),
  browserTests('keyboard,promotion'),
  script('verify:main-job', ['test/main-job/verify.ts', '--json', '--keep', data]),
  script('verify:analysis', ['test/analysis/verify.ts', '--json']),
  script('verify:conditions', ['test/conditions/verify.ts', '--json', '--cases', '100000', '--seed', '1']),
  script('verify:coldchain', ['test/coldchain/verify.ts', '--json']),
  script('verify:estimate', ['test/estimate/verify.ts', '--json']),
  script('verify:examples embedded', ['test/examples/verify.ts', '--json', '--mode', 'embedded']),
  script('verify:roundtrip', ['test/roundtrip/verify.ts', '--json']),
  script('verify:access', ['test/access/verify.ts', '--json']),
  script('verify:secrets', ['test/secrets/verify.ts', '--json']),
  { ...script('verify:replay', ['test/replay/verify.ts', '--json', '--data', data]), after: ['verify:main-job'] },
  {
    ...script('verify:backtest', ['test/backtest/verify.ts', '--json', '--data', data, '--events', '200000']),
    after: ['verify:replay'],
  },
  script('verify:main-job with dirt', ['test/main-job/verify.ts', '--json', '--dirt', '7', '--lines', '1500']),
  script('verify:promotion', ['test/promotion/verify.ts', '--json']),
  script('verify:bad-inputs', ['test/bad-inputs/verify.ts', '--json']),
  script('verify:crash', ['test/crash/verify.ts', '--json', '--rounds', '3']),
  script('verify:crash under sabotage', ['test/crash/verify.ts', '--json', '--sabotage', 'ledger']),
  { ...script('verify:conformance', ['test/conformance/verify.ts', '--json']), count: suitesOf },
  script('verify:examples in full', ['test/examples/verify.ts', '--json', '--mode', 'full']),
  script('verify:main-job in full', ['test/main-job/verify.ts', '--json', '--mode', 'full']),
  script('verify:crash in full', ['test/crash/verify.ts', '--json', '--mode', 'full', '--rounds', '3']),
  script('verify:crash in full under sabotage', ['test/crash/verify.ts', '--json', '--mode', 'full', ...SABOTAGES]),
];

const total = { passed: 0, failed: 0 };
const began = performance.now();
const notRun = await playTimetable(steps, cores, play);
if (notRun.length > 0) console.log(`\nnot run: ${notRun.join(', ')}`);
console.log(`\n${Math.round((performance.now() - began) / 1000)} s in all`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed + notRun.length > 0 ? 1 : 0;

/** Runs a step, counts what it says, and answers whether it held. */
async function play(step: Step): Promise<boolean> {
  const start = performance.now();
  const end = await run(step.command);
  const tally = await step.count(end);
  total.passed += tally.passed;
  total.failed += tally.failed;
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(`\n── ${step.name}\n${end.output.trimEnd()}`);
  if (tally.failed === 0) console.log(`── ${step.name}: ${tally.passed} passed in ${seconds} s`);
  else console.log(`\nFAILED: ${step.name} after ${seconds} s; the reason is above`);
  return tally.failed === 0;
}

async function run(command: readonly string[]): Promise<End> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'], env: environment });
  children.add(child);
  let output = '';
  let lastLine = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    lastLine = (lastLine + chunk).trimEnd().split('\n').at(-1) ?? '';
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  await once(child, 'close');
  children.delete(child);
  return { code: child.exitCode, output, lastLine };
}

function one({ code }: End): Tally {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function script(name: string, args: readonly string[]): Step {
  return { name, command: [process.execPath, ...args], count: one };
}

function unitTests(workspace: string): Step {
  const file = join(temporary, `${workspace}.json`);
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  return {
    name: `unit tests of ${workspace}`,
    command: ['vitest', 'run', '--root', workspace, '--maxWorkers=1', '--testTimeout=30000', ...reporters],
    async count(end) {
      const report = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
      const passed = Number(report.numPassedTests ?? 0);
      const notRun = Number(report.numPendingTests ?? 0) + Number(report.numTodoTests ?? 0);
      const failed = Number(report.numFailedTests ?? 0) + notRun;
      // A file that does not even load has no failed test, and a workspace without a test proves nothing.
      return { passed, failed: failed === 0 && (end.code !== 0 || passed === 0) ? 1 : failed };
    },
  };
}

function suitesOf({ code, lastLine }: End): Tally {
  try {
    const { passed, failed }: Tally = JSON.parse(lastLine);
    return { passed, failed: code === 0 ? failed : Math.max(1, failed) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

function browserTests(parts: string): Step {
  return {
    ...script(`e2e of ${parts}`, ['test/e2e/verify.ts', '--json', '--only', parts]),
    count(end) {
      if (end.code !== 0) return { passed: 0, failed: 1 };
      const { tests }: { tests: Record<string, string> } = JSON.parse(end.lastLine);
      return { passed: Object.keys(tests).length, failed: 0 };
    },
  };
}
